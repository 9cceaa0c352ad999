import { useState, type RefObject } from 'react';
import { useBoxSize } from '../stage/useBoxSize';
import { fitted, readWidths, resized, writeWidths, type PanelWidths } from './panelWidths';

const KEY = 'casePage.widths';

/** How this person likes the page, kept on this machine; a layout is no patient data. */
export function usePanelWidths(pageRef: RefObject<HTMLElement | null>): {
  readonly widths: PanelWidths;
  readonly resize: (side: keyof PanelWidths, width: number) => void;
} {
  const [widths, setWidths] = useState(() => readWidths(localStorage.getItem(KEY)));
  const { width: total } = useBoxSize(pageRef);
  const shown = fitted(widths, total);
  const resize = (side: keyof PanelWidths, width: number) => {
    const next = resized(shown, side, width, pageRef.current?.clientWidth ?? Infinity);
    setWidths(next);
    localStorage.setItem(KEY, writeWidths(next));
  };
  return { widths: shown, resize };
}
