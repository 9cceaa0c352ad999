import { useEffect, useState, type RefObject } from 'react';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import type { Size, SlideView } from '../../../shared/domain/slide/view';
import type { SlideSurface, SlideViewer, TileProgress } from '../../ports/slideViewer';

export type SurfaceState = {
  readonly surface: SlideSurface;
  readonly view: SlideView;
  readonly box: Size;
  readonly progress: TileProgress | null;
};

/** A slide mounted for the life of its element, and what is on screen now. */
export function useSurface(
  ref: RefObject<HTMLElement | null>,
  viewer: SlideViewer,
  slide: SlideManifest,
  onStale: () => void,
): SurfaceState | null {
  const [state, setState] = useState<SurfaceState | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const surface = viewer.mount(element, slide);
    const read = () => ({ surface, view: surface.getView(), box: surface.box });
    setState({ ...read(), progress: null });
    const ends = [
      surface.on('view', (view) =>
        setState((before) => before && { ...before, view, box: surface.box }),
      ),
      surface.on('progress', (progress) => setState((before) => before && { ...before, progress })),
      surface.on('stale', onStale),
    ];
    return () => {
      for (const end of ends) end();
      surface.dispose();
      setState(null);
    };
  }, [ref, viewer, slide, onStale]);
  return state;
}
