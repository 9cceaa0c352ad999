import type { ViewerTool } from '../../ports/imageViewer';

export type ShortcutAction =
  | { readonly kind: 'scroll'; readonly delta: number }
  | { readonly kind: 'jump'; readonly to: 'first' | 'last' }
  | { readonly kind: 'preset'; readonly position: number }
  | { readonly kind: 'tool'; readonly tool: ViewerTool }
  | { readonly kind: 'keyImage' | 'invert' | 'cine' | 'fullscreen' | 'reset' | 'help' | 'delete' };

const PAGE = 10;

/** Letter of each tool, also shown on its button. */
export const TOOL_KEYS: Readonly<Record<ViewerTool, string>> = {
  scroll: 'S',
  window: 'W',
  zoom: 'Z',
  pan: 'P',
  length: 'L',
  bidirectional: 'B',
  angle: 'A',
  cobb: 'C',
  ellipseRoi: 'E',
  rectangleRoi: 'R',
  freehandRoi: 'H',
  probe: 'M',
  arrow: 'N',
  text: 'T',
};

const NAMED: Readonly<Record<string, ShortcutAction>> = {
  ArrowDown: { kind: 'scroll', delta: 1 },
  ArrowRight: { kind: 'scroll', delta: 1 },
  ArrowUp: { kind: 'scroll', delta: -1 },
  ArrowLeft: { kind: 'scroll', delta: -1 },
  PageDown: { kind: 'scroll', delta: PAGE },
  PageUp: { kind: 'scroll', delta: -PAGE },
  Home: { kind: 'jump', to: 'first' },
  End: { kind: 'jump', to: 'last' },
  K: { kind: 'keyImage' },
  I: { kind: 'invert' },
  ' ': { kind: 'cine' },
  F: { kind: 'fullscreen' },
  Delete: { kind: 'delete' },
  Backspace: { kind: 'delete' },
  '0': { kind: 'reset' },
  '?': { kind: 'help' },
  '？': { kind: 'help' },
};

type Key = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'
>;

/** What a key press means to the viewer; `null` for nothing, and always while an input method composes. */
export function shortcutOf(event: Key): ShortcutAction | null {
  // 229: Chromium marks keys an input method swallowed this way even before composition starts.
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey)
    return null;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (/^[1-9]$/.test(key)) return { kind: 'preset', position: Number(key) - 1 };
  const tool = Object.entries(TOOL_KEYS).find(([, letter]) => letter === key)?.[0];
  return tool === undefined ? (NAMED[key] ?? null) : { kind: 'tool', tool: tool as ViewerTool };
}

const FIELDS =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"]';

/** Whether a press on `target` belongs to that element: text fields take every key, a focused button takes the space bar. */
export function keepsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest(FIELDS)) return true;
  const presses = key === ' ' || key === 'Enter';
  return presses && target.closest('button, a, [role="button"], [role="menuitem"]') !== null;
}
