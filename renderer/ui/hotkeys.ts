import { useEffect, useRef } from 'react';

/** `'j'`, `'Enter'`, `'?'`, `'mod+k'` (Ctrl, or Command on a Mac), `'shift+ArrowDown'`. */
export type HotkeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Keyboard shortcuts of a screen. Single keys never fire while an input method composes or while the focus is in a
 * field or a dialog's control; combinations with Ctrl or Command do.
 */
export function useHotkeys(map: HotkeyMap, isEnabled = true): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    if (!isEnabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const name = hotkeyName(event);
      const action = latest.current[name];
      if (!action || !mayFire(event)) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isEnabled]);
}

export function hotkeyName(event: KeyboardEvent): string {
  const isMod = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // a shifted character such as `?` already says so by itself
  const isShifted = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key));
  return `${isMod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${isShifted ? 'shift+' : ''}${key}`;
}

/** Chinese input methods report 229 while they compose, some without `isComposing`. */
const COMPOSING_KEY_CODE = 229;

export function mayFire(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === COMPOSING_KEY_CODE || event.defaultPrevented)
    return false;
  if (event.ctrlKey || event.metaKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest('[role="combobox"], [role="dialog"]'))
    return false;
  if (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return false;
  // Enter and space already mean something on a button
  return !(['Enter', ' '].includes(event.key) && target.closest('button, a'));
}
