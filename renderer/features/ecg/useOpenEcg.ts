import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/domain/errors';
import type { EcgSource, OpenEcg } from '../../ports/ecgSource';

export type OpenState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: AppError }
  | { readonly status: 'ready'; readonly ecg: OpenEcg };

const LOADING: OpenState = { status: 'loading' };

type Held = {
  readonly source: EcgSource;
  readonly object: string | null;
  readonly state: OpenState;
};

/**
 * Opens a record; given up when the view goes away.
 *
 * @param source - Must be stable: a new one is opened again; `null` opens nothing.
 * @param object - Which recording of a study with several.
 */
export function useOpenEcg(
  source: EcgSource | null,
  object: string | null,
): { readonly state: OpenState; readonly retry: () => void } {
  const [held, setHeld] = useState<Held | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!source) return;
    const abort = new AbortController();
    setHeld(null);
    void source.open(object, abort.signal).then((opened) => {
      if (abort.signal.aborted) return;
      const state: OpenState = opened.ok
        ? { status: 'ready', ecg: opened.value }
        : { status: 'failed', error: opened.error };
      setHeld({ source, object, state });
    });
    return () => abort.abort();
  }, [source, object, attempt]);
  // what was opened before must not be taken for what is asked for now, not even for one frame
  const isCurrent = held !== null && held.source === source && held.object === object;
  return { state: isCurrent ? held.state : LOADING, retry: () => setAttempt((count) => count + 1) };
}
