import { useCallback, useEffect, useState } from 'react';
import { forgetScale, NOMINAL_PX_PER_MM, screenKey, storedScale, storeScale } from './screenScale';

export type ScreenScale = {
  /** CSS pixels for one millimetre: measured, or the nominal value where `isMeasured` is false. */
  readonly pxPerMm: number;
  readonly isMeasured: boolean;
  /** Device pixels for a CSS pixel, page zoom included. */
  readonly ratio: number;
  readonly save: (pxPerMm: number) => void;
  readonly forget: () => void;
};

type Seen = { readonly key: string; readonly ratio: number };

const look = (): Seen => ({
  key: screenKey(window.screen),
  ratio: window.devicePixelRatio || 1,
});

/** The scale of the screen the window is on, followed when the window moves to another or the page is zoomed. */
export function useScreenScale(): ScreenScale {
  const [seen, setSeen] = useState(look);
  const [stored, setStored] = useState(() => storedScale(localStorage, seen.key));
  useEffect(() => {
    const check = (): void => {
      const next = look();
      setSeen((before) => (before.key === next.key && before.ratio === next.ratio ? before : next));
    };
    // a window dragged to another screen is resized, repainted or focused; no event says "other screen" everywhere
    const events = ['resize', 'focus', 'pointerenter'] as const;
    events.forEach((event) => window.addEventListener(event, check));
    return () => events.forEach((event) => window.removeEventListener(event, check));
  }, []);
  useEffect(() => setStored(storedScale(localStorage, seen.key)), [seen.key]);

  const save = useCallback(
    (pxPerMm: number) => {
      storeScale(localStorage, seen.key, pxPerMm * seen.ratio);
      setStored(storedScale(localStorage, seen.key));
    },
    [seen],
  );
  const forget = useCallback(() => {
    forgetScale(localStorage, seen.key);
    setStored(null);
  }, [seen.key]);
  return {
    pxPerMm: stored === null ? NOMINAL_PX_PER_MM : stored / seen.ratio,
    isMeasured: stored !== null,
    ratio: seen.ratio,
    save,
    forget,
  };
}
