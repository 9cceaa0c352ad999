import { useEffect, useRef, useState } from 'react';
import type { MeasurementValue } from '../../../shared/domain/imaging/measurement';
import type { DicomWebFetcher, ImageViewer, ImageViewerFactory } from '../../ports/imageViewer';

export type ViewerLoad =
  | { readonly status: 'loading' | 'failed' }
  | { readonly status: 'ready'; readonly viewer: ImageViewer };

type Options = {
  readonly viewerFactory: ImageViewerFactory;
  readonly fetcher: DicomWebFetcher;
  readonly measurementText: (value: MeasurementValue) => readonly string[];
  /** False as long as something else should have the machine to itself. */
  readonly isDue: boolean;
};

/** One viewer for the life of the workspace; the words on drawings follow the language without making it anew. */
export function useViewer(options: Options): ViewerLoad {
  const { viewerFactory, fetcher, measurementText, isDue } = options;
  const [load, setLoad] = useState<ViewerLoad>({ status: 'loading' });
  const text = useRef(measurementText);
  useEffect(() => {
    text.current = measurementText;
  }, [measurementText]);
  useEffect(() => {
    if (!isDue) return undefined;
    let made: ImageViewer | null = null;
    let gone = false;
    viewerFactory({ fetcher, measurementText: (value) => text.current(value) }).then(
      (viewer) => {
        if (gone) return viewer.dispose();
        made = viewer;
        setLoad({ status: 'ready', viewer });
      },
      () => {
        if (!gone) setLoad({ status: 'failed' });
      },
    );
    return () => {
      gone = true;
      // The panes give their viewports back first: React runs children's cleanups of the same commit before this timer.
      setTimeout(() => made?.dispose(), 0);
      setLoad({ status: 'loading' });
    };
  }, [viewerFactory, fetcher, isDue]);
  return load;
}
