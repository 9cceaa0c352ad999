import { useEffect, useRef, type RefObject } from 'react';
import type { LanePicture, LaneSize, LaneViewer } from '../../../ports/ecgLanes';

export type LaneCanvas = {
  readonly host: RefObject<HTMLDivElement | null>;
  /** Draws once in the next frame, however often it is asked for. */
  readonly request: () => void;
};

/**
 * A surface in an element, drawn at most once a frame.
 *
 * @param paint - Makes the picture for a size; the latest one given is used.
 */
export function useLaneSurface(
  viewer: LaneViewer,
  paint: (size: LaneSize) => LanePicture | null,
): LaneCanvas {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(paint);
  const request = useRef<() => void>(() => undefined);
  latest.current = paint;
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let size: LaneSize | null = null;
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      if (!size || size.width === 0 || size.height === 0) return;
      const picture = latest.current(size);
      if (picture) surface.draw(picture);
    };
    const ask = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    const surface = viewer.mount(element, (next) => {
      size = next;
      ask();
    });
    request.current = ask;
    ask();
    return () => {
      cancelAnimationFrame(frame);
      request.current = () => undefined;
      surface.dispose();
    };
  }, [viewer]);
  const stable = useRef(() => request.current());
  return { host, request: stable.current };
}
