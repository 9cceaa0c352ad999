import { useEffect, useState, type PointerEvent } from 'react';
import { locate, type PaperSettings, type PaperSheet } from '../../../shared/domain/ecg/paper';
import type { Caliper, SheetPoint } from '../../ports/ecgViewer';

type Handlers = {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
};

/** Press on a strip, drag, release: the caliper stays until the next one, a change of the sheet, or `clear`. */
export function useCaliper(
  sheet: PaperSheet,
  settings: PaperSettings,
  pxPerMm: number,
): { readonly caliper: Caliper | null; readonly clear: () => void; readonly handlers: Handlers } {
  const [caliper, setCaliper] = useState<Caliper | null>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => setCaliper(null), [sheet]);
  const pointOf = ({ nativeEvent }: PointerEvent): SheetPoint => ({
    xMm: nativeEvent.offsetX / pxPerMm,
    yMm: nativeEvent.offsetY / pxPerMm,
  });
  return {
    caliper,
    clear: () => setCaliper(null),
    handlers: {
      onPointerDown: (event) => {
        const from = pointOf(event);
        const strip = locate(sheet, settings, from.xMm, from.yMm)?.strip;
        if (!strip) {
          setCaliper(null);
          return;
        }
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
        setCaliper({ strip, from, to: from });
      },
      onPointerMove: (event) => {
        if (dragging && caliper)
          setCaliper({ ...caliper, to: within(caliper, sheet, pointOf(event)) });
      },
      onPointerUp: () => setDragging(false),
    },
  };
}

/** The pointer may leave the sheet while it drags; a measurement may not. */
function within({ strip }: Caliper, sheet: PaperSheet, point: SheetPoint): SheetPoint {
  const half = strip.heightMm / 2;
  return {
    xMm: Math.min(sheet.widthMm, Math.max(strip.leftMm, point.xMm)),
    yMm: Math.min(strip.baselineMm + half, Math.max(strip.baselineMm - half, point.yMm)),
  };
}
