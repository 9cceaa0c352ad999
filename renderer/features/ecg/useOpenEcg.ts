import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/domain/errors';
import type { EcgSource, OpenEcg } from '../../ports/ecgSource';

export type OpenState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: AppError }
  | { readonly status: 'ready'; readonly ecg: OpenEcg };

const LOADING: OpenState = { status: 'loading' };

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
  const [state, setState] = useState(LOADING);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!source) return;
    const abort = new AbortController();
    setState(LOADING);
    void source.open(object, abort.signal).then((opened) => {
      if (abort.signal.aborted) return;
      setState(
        opened.ok
          ? { status: 'ready', ecg: opened.value }
          : { status: 'failed', error: opened.error },
      );
    });
    return () => abort.abort();
  }, [source, object, attempt]);
  return { state, retry: () => setAttempt((count) => count + 1) };
}
