import { useCallback, useEffect, useRef } from 'react';
import type { LongEcg } from '../../../ports/ecgSource';
import type { DayView } from './dayView';

/** Beats are marked where they stand apart: in windows up to this long. */
export const BEATS_UP_TO_S = 120;
const PAGE_S = 600;
const MOST_PAGES = 12;

export type SeenBeat = { readonly atS: number; readonly isOther: boolean };

type Page = { readonly samples: Int32Array; readonly kinds: Uint8Array };

/**
 * Beats of the window, fetched ten minutes at a time.
 *
 * @param onChange - Some arrived: draw again.
 * @returns Beats that are here; asks for the others.
 */
export function useBeats(
  long: LongEcg,
  sampleRateHz: number,
  isReady: boolean,
  onChange: () => void,
): (view: DayView) => SeenBeat[] {
  const pages = useRef(new Map<number, Page | null>());
  const told = useRef(onChange);
  told.current = onChange;
  const abort = useRef(new AbortController());
  useEffect(() => {
    abort.current = new AbortController();
    const known = pages.current;
    return () => {
      abort.current.abort();
      known.clear();
    };
  }, [long]);

  const fetchPage = useCallback(
    (page: number): void => {
      pages.current.set(page, null);
      const [from, to] = [page, page + 1].map((at) => Math.round(at * PAGE_S * sampleRateHz));
      void long.beats(from ?? 0, to ?? 0, abort.current.signal).then((block) => {
        // beats are an aid: without them the curve still says everything
        if (!block.ok || abort.current.signal.aborted) return;
        pages.current.set(page, block.value);
        if (pages.current.size > MOST_PAGES)
          pages.current.delete([...pages.current.keys()][0] ?? -1);
        told.current();
      });
    },
    [long, sampleRateHz],
  );

  return useCallback(
    ({ startS, spanS }) => {
      if (!isReady || spanS > BEATS_UP_TO_S) return [];
      const found: SeenBeat[] = [];
      for (let page = Math.floor(startS / PAGE_S); page * PAGE_S < startS + spanS; page++) {
        const known = pages.current.get(page);
        if (known === undefined) fetchPage(page);
        if (!known) continue;
        known.samples.forEach((sample, index) => {
          const atS = sample / sampleRateHz;
          if (atS >= startS && atS <= startS + spanS)
            found.push({ atS, isOther: known.kinds[index] !== 0 });
        });
      }
      return found;
    },
    [isReady, sampleRateHz, fetchPage],
  );
}
