import { useEffect, useRef, type RefObject } from 'react';
import { hotkeyName, mayFire, type HotkeyMap } from '../../../ui/hotkeys';

/** Keys a focused button, tab or radio already has a meaning for. */
const NAVIGATION = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/**
 * Shortcuts of the ECG view: heard everywhere on the page, except that arrows pressed in the other parts of the page stay
 * theirs.
 */
export function useEcgKeys(
  section: RefObject<HTMLElement | null>,
  map: HotkeyMap,
  isEnabled = true,
): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    if (!isEnabled) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const name = hotkeyName(event);
      const action = latest.current[name];
      if (!action || !mayFire(event) || belongsElsewhere(event, section.current)) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [section, isEnabled]);
}

function belongsElsewhere(event: KeyboardEvent, section: HTMLElement | null): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement) || target === document.body) return false;
  if (!NAVIGATION.has(event.key) && event.key !== 'Escape') return false;
  if (!section?.contains(target)) return true;
  return target.closest('[role="tab"], [role="slider"], [role="listbox"]') !== null;
}
