import { TOOL_KEYS, TOOLS, type SlideTool } from './slideTools';

export type SlideAction =
  | { readonly kind: 'tool'; readonly tool: SlideTool }
  | { readonly kind: 'pan'; readonly x: number; readonly y: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'magnification'; readonly times: number }
  | { readonly kind: 'rotate'; readonly degrees: number }
  | {
      readonly kind:
        | 'fit'
        | 'capture'
        | 'annotations'
        | 'map'
        | 'link'
        | 'switch'
        | 'delete'
        | 'fullscreen'
        | 'help';
    };

/** Share of the screen an arrow key moves by. */
const STEP = 0.2;
/** Magnifications of the number keys, as on the nosepiece of a microscope. */
export const MAGNIFICATIONS = [1.25, 2.5, 5, 10, 20, 40] as const;

const NAMED: Readonly<Record<string, SlideAction>> = {
  ArrowLeft: { kind: 'pan', x: STEP, y: 0 },
  ArrowRight: { kind: 'pan', x: -STEP, y: 0 },
  ArrowUp: { kind: 'pan', x: 0, y: STEP },
  ArrowDown: { kind: 'pan', x: 0, y: -STEP },
  '+': { kind: 'zoom', factor: 1.5 },
  '=': { kind: 'zoom', factor: 1.5 },
  '-': { kind: 'zoom', factor: 1 / 1.5 },
  PageUp: { kind: 'zoom', factor: 2 },
  PageDown: { kind: 'zoom', factor: 0.5 },
  '0': { kind: 'fit' },
  Home: { kind: 'fit' },
  '[': { kind: 'rotate', degrees: -15 },
  ']': { kind: 'rotate', degrees: 15 },
  R: { kind: 'rotate', degrees: 90 },
  K: { kind: 'capture' },
  A: { kind: 'annotations' },
  M: { kind: 'map' },
  J: { kind: 'link' },
  X: { kind: 'switch' },
  F: { kind: 'fullscreen' },
  Delete: { kind: 'delete' },
  Backspace: { kind: 'delete' },
  '?': { kind: 'help' },
  '？': { kind: 'help' },
};

type Key = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'
>;

/** What a key press means to the slide; `null` for nothing, and always while an input method composes. */
export function slideShortcut(event: Key): SlideAction | null {
  // 229: Chromium marks keys an input method swallowed this way even before composition starts.
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey)
    return null;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const times = /^[1-6]$/.test(key) ? MAGNIFICATIONS[Number(key) - 1] : undefined;
  if (times !== undefined) return { kind: 'magnification', times };
  const tool = TOOLS.find((each) => TOOL_KEYS[each] === key);
  return tool ? { kind: 'tool', tool } : (NAMED[key] ?? null);
}
