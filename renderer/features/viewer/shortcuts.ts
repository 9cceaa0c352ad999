import type { ViewerTool } from '../../ports/imageViewer';

/** Actions without a parameter; their names are their texts' keys. */
export const SIMPLE_ACTIONS = {
  keyImage: 'K',
  link: 'V',
  linkView: 'Shift+V',
  lines: 'Q',
  prior: 'Shift+P',
  nextSeries: 'Shift+ArrowDown',
  previousSeries: 'Shift+ArrowUp',
  nextPane: 'Shift+ArrowRight',
  previousPane: 'Shift+ArrowLeft',
  maximise: 'Enter',
  mpr: 'Shift+M',
  volume: 'Shift+D',
  thicker: ']',
  thinner: '[',
  slabMode: '\\',
  undo: 'Ctrl+Z',
  redo: 'Ctrl+Shift+Z',
  delete: 'Delete',
  cancel: 'Escape',
  list: 'J',
  drawings: 'G',
  segments: 'Shift+S',
  segmentsShown: 'Shift+G',
  invert: 'I',
  rotate: 'Shift+R',
  flip: 'Shift+H',
  fit: 'Shift+F',
  actualSize: 'Shift+A',
  zoomIn: '+',
  zoomOut: '-',
  reset: '0',
  cine: ' ',
  faster: '.',
  slower: ',',
  cineMode: '/',
  windowEditor: 'Shift+W',
  curve: 'Shift+C',
  overlays: 'O',
  shutter: 'Shift+O',
  fullscreen: 'F',
  secondScreen: 'Shift+X',
  help: '?',
} as const;
export type SimpleAction = keyof typeof SIMPLE_ACTIONS;

export type ShortcutAction =
  | { readonly kind: 'scroll'; readonly delta: number }
  | { readonly kind: 'jump'; readonly to: 'first' | 'last' }
  | { readonly kind: 'preset'; readonly position: number }
  /** So many places. */
  | { readonly kind: 'layout'; readonly count: number }
  | { readonly kind: 'tool'; readonly tool: ViewerTool }
  | { readonly kind: SimpleAction };

const PAGE = 10;

/** Letter of each tool, also shown on its button. */
export const TOOL_KEYS: Readonly<Record<ViewerTool, string>> = {
  scroll: 'S',
  window: 'W',
  windowBox: 'D',
  zoom: 'Z',
  zoomBox: 'X',
  pan: 'P',
  lens: 'Y',
  crosshair: 'U',
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

const MOVES: Readonly<Record<string, ShortcutAction>> = {
  ArrowDown: { kind: 'scroll', delta: 1 },
  ArrowRight: { kind: 'scroll', delta: 1 },
  ArrowUp: { kind: 'scroll', delta: -1 },
  ArrowLeft: { kind: 'scroll', delta: -1 },
  PageDown: { kind: 'scroll', delta: PAGE },
  PageUp: { kind: 'scroll', delta: -PAGE },
  Home: { kind: 'jump', to: 'first' },
  End: { kind: 'jump', to: 'last' },
};

/** Other keys for the same: what a keyboard or a habit has instead. */
const ALSO: Readonly<Record<string, SimpleAction>> = {
  'Ctrl+Y': 'redo',
  Backspace: 'delete',
  '？': 'help',
  '=': 'zoomIn',
};

/** With Shift; the last is 4 × 4. */
export const LAYOUT_KEYS: readonly (readonly [digit: number, count: number])[] = [
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 4],
  [6, 6],
  [8, 8],
  [9, 9],
  [0, 16],
];

function table(): Readonly<Record<string, ShortcutAction>> {
  const chords: Record<string, ShortcutAction> = { ...MOVES };
  for (const [tool, key] of Object.entries(TOOL_KEYS))
    chords[key] = { kind: 'tool', tool: tool as ViewerTool };
  for (const [kind, key] of Object.entries(SIMPLE_ACTIONS))
    chords[key] = { kind: kind as SimpleAction };
  for (const [key, kind] of Object.entries(ALSO)) chords[key] = { kind };
  for (let digit = 1; digit <= 9; digit += 1)
    chords[String(digit)] = { kind: 'preset', position: digit - 1 };
  for (const [digit, count] of LAYOUT_KEYS) chords[`Shift+${digit}`] = { kind: 'layout', count };
  return chords;
}
const CHORDS = table();

type Key = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'
> &
  Partial<Pick<KeyboardEvent, 'shiftKey' | 'code'>>;

/** What a key press means to the viewer; `null` for nothing, and always while an input method composes. */
export function shortcutOf(event: Key): ShortcutAction | null {
  // 229: Chromium marks keys an input method swallowed this way even before composition starts.
  if (event.isComposing || event.keyCode === 229 || event.altKey) return null;
  return CHORDS[chordOf(event)] ?? null;
}

/**
 * `Ctrl+Shift+Z`, `Shift+3`, `W`. A letter without Shift is itself whether Caps Lock is on or not; of a sign the keyboard's own
 * Shift is part.
 */
function chordOf({ key, code, ctrlKey, metaKey, shiftKey = false }: Key): string {
  const control = ctrlKey || metaKey ? 'Ctrl+' : '';
  const digit = shiftKey ? /^Digit(\d)$/.exec(code ?? '')?.[1] : undefined;
  if (digit !== undefined) return `${control}Shift+${digit}`;
  const isSign = key.length === 1 && key.toUpperCase() === key.toLowerCase();
  const shift = shiftKey && !isSign ? 'Shift+' : '';
  return `${control}${shift}${key.length === 1 ? key.toUpperCase() : key}`;
}

const FIELDS =
  'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable="true"]';

/** Whether a press on `target` belongs to that element: text fields take every key, a focused button takes the space bar. */
export function keepsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest(FIELDS)) return true;
  const presses = key === ' ' || key === 'Enter';
  return presses && target.closest('button, a, [role="button"], [role="menuitem"]') !== null;
}
