import { useEffect, useRef, type RefObject } from 'react';
import { slideShortcut, type SlideAction } from './shortcuts';

const FIELDS =
  'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable="true"]';

/** Keys pressed in the slide's own column, or on nothing; fields and focused buttons keep theirs. */
export function useSlideKeys(
  rootRef: RefObject<HTMLElement | null>,
  onAction: (action: SlideAction) => void,
): void {
  const latest = useRef(onAction);
  useEffect(() => {
    latest.current = onAction;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      const root = rootRef.current;
      const pane = root?.closest('[data-active]');
      // with another column beside it, a key on nothing belongs to the active one
      const isForUs = target === document.body && pane?.getAttribute('data-active') !== 'false';
      if (!root || !(isForUs || (target instanceof Node && (pane ?? root).contains(target))))
        return;
      if (target instanceof HTMLElement && target.closest(FIELDS)) return;
      const presses = event.key === ' ' || event.key === 'Enter';
      if (presses && target instanceof HTMLElement && target.closest('button, a')) return;
      const action = slideShortcut(event);
      if (!action) return;
      event.preventDefault();
      latest.current(action);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [rootRef]);
}
