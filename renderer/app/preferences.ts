import { createObservable, type Observable } from '../platform/observable';
import { THEME_MODES, type ThemeMode } from '../ui/theme';

const STORAGE_KEY = 'huizhen.theme';

const stored = (): ThemeMode =>
  THEME_MODES.find((mode) => mode === localStorage.getItem(STORAGE_KEY)) ?? 'light';

/** Light or dark for the whole window, kept on this machine. */
export const themeMode: Observable<ThemeMode> = createObservable<ThemeMode>(stored());

export function switchTheme(mode: ThemeMode): void {
  localStorage.setItem(STORAGE_KEY, mode);
  themeMode.set(mode);
}
