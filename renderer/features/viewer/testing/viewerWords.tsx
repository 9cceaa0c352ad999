import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { vi } from 'vitest';
import zh from '../../../../shared/i18n/zh-CN/viewer.json';

/** Chinese texts, and what a browser has that jsdom lacks. */
export async function viewerWords() {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addListener: vi.fn(),
    removeListener: vi.fn(),
  }));
  vi.stubGlobal(
    'ResizeObserver',
    vi.fn(function () {
      return { observe: vi.fn(), unobserve: vi.fn(), disconnect: vi.fn() };
    }),
  );
  const i18n = createInstance();
  await i18n.use(initReactI18next).init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { viewer: zh } },
    interpolation: { escapeValue: false },
  });
  return i18n;
}
