/**
 * How large a millimetre is on this screen. Only somebody with a ruler can know: browsers call 96 pixels an inch whatever
 * the screen. Stored on this device for each screen it has; a screen that was never measured has no true size here.
 */

/** CSS defines 96 pixels as one inch; what a screen makes of it differs. */
export const NOMINAL_PX_PER_MM = 96 / 25.4;
/** Device pixels for a millimetre: a television has fewer than two, no monitor has more than thirty. */
const LEAST = 1;
const MOST = 40;

const PREFIX = 'huizhen.screenScale.';

export type ScreenFacts = {
  readonly width: number;
  readonly height: number;
  readonly colorDepth: number;
  /** Place among the screens of this machine, where the browser says it: two monitors of one kind differ by it. */
  readonly availLeft?: number;
  readonly availTop?: number;
};

/**
 * Name of a screen. Its size in CSS pixels stays the same when a page is zoomed and changes with the system's scaling,
 * which is what has to be measured anew.
 */
export const screenKey = ({
  width,
  height,
  colorDepth,
  availLeft = 0,
  availTop = 0,
}: ScreenFacts): string => `${width}x${height}@${availLeft},${availTop}:${colorDepth}`;

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** @returns Device pixels for one millimetre, or `null` for a screen nobody measured. */
export function storedScale(store: Store, key: string): number | null {
  const text = store.getItem(PREFIX + key);
  const value = text === null ? Number.NaN : Number(text);
  return isPlausible(value) ? value : null;
}

export const isPlausible = (devicePxPerMm: number): boolean =>
  devicePxPerMm >= LEAST && devicePxPerMm <= MOST;

export function storeScale(store: Store, key: string, devicePxPerMm: number): void {
  if (isPlausible(devicePxPerMm)) store.setItem(PREFIX + key, devicePxPerMm.toFixed(5));
}

export const forgetScale = (store: Store, key: string): void => store.removeItem(PREFIX + key);

/** An identity or bank card, ISO/IEC 7810 ID-1. */
export const CARD_MM = { width: 85.6, height: 53.98 } as const;
export const RULER_MM = 100;
