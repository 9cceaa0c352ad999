import { useEffect, useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import type { DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import { imagePlaneOf } from '../../../../shared/domain/imaging/imagePlane';
import { toScreenOf } from '../../../../shared/domain/imaging/screenPlace';
import type { ViewportState } from '../../../ports/imageViewer';
import { drawOverlays, type OverlayLayer } from './drawOverlay';

type Props = {
  readonly layers: readonly OverlayLayer[];
  readonly opacity: number;
  readonly view: ViewportState;
  readonly set: DisplaySet;
};

/** Segments and contours over the picture on screen; follows whatever moves the picture, by whichever way it is drawn. */
export function SegmentLayer({ layers, opacity, view, set }: Props): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState('');
  useEffect(() => {
    const element = canvas.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() =>
      setSize(`${element.clientWidth} ${element.clientHeight} ${window.devicePixelRatio}`),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = canvas.current;
    const ref = set.frames[view.index];
    const ratio = window.devicePixelRatio;
    const [width, height] = [element?.clientWidth ?? 0, element?.clientHeight ?? 0];
    if (!element || !ref || width * height === 0) return;
    const context = element.getContext('2d');
    if (!context) return;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== wide) element.width = wide;
    if (element.height !== high) element.height = high;
    const toScreen = toScreenOf(view, imagePlaneOf(ref.instance, ref.frame));
    drawOverlays({ context, toScreen, ratio, opacity }, layers, view.index);
  }, [layers, opacity, view, set, size]);
  return <canvas ref={canvas} className="hz-segments" data-testid="segments" aria-hidden="true" />;
}
