import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/domain/errors';
import type { EcgSource, OpenEcg } from '../../ports/ecgSource';

export type OpenState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: AppError }
  | { readonly status: 'ready'; readonly ecg: OpenEcg };

const LOADING: OpenState = { status: 'loading' };

/** The overview of a day takes some seconds to be made. */
const LOOK_AGAIN_MS = 3000;

const isSame = (before: OpenState | undefined, now: OpenState): boolean =>
  before?.status === 'ready' &&
  now.status === 'ready' &&
  before.ecg.manifest.revision === now.ecg.manifest.revision &&
  before.ecg.manifest.derived === now.ecg.manifest.derived;

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
    let timer: ReturnType<typeof setTimeout> | null = null;
    const open = (): void =>
      void source.open(object, abort.signal).then((opened) => {
        if (abort.signal.aborted) return;
        if (opened.ok && opened.value.manifest.derived === 'waiting')
          timer = setTimeout(open, LOOK_AGAIN_MS);
        const state: OpenState = opened.ok
          ? { status: 'ready', ecg: opened.value }
          : { status: 'failed', error: opened.error };
        // a view that waits for its overview is left alone until there is something new to show
        setHeld((before) => (isSame(before?.state, state) ? before : { source, object, state }));
      });
    open();
    return () => {
      abort.abort();
      if (timer) clearTimeout(timer);
    };
  }, [source, object, attempt]);
  // what was opened before must not be taken for what is asked for now, not even for one frame
  const isCurrent = held !== null && held.source === source && held.object === object;
  return { state: isCurrent ? held.state : LOADING, retry: () => setAttempt((count) => count + 1) };
}
