import { useEffect, useState } from 'react';
import { parseEcg } from '../../../shared/domain/ecg/parseEcg';
import type { EcgRecording } from '../../../shared/domain/ecg/recording';
import type { AppError } from '../../../shared/domain/errors';
import type { Result } from '../../../shared/lib/result';

/** Fetches the bytes of one ECG file; aborted when the view goes away. */
export type LoadEcg = (signal: AbortSignal) => Promise<Result<ArrayBuffer, AppError>>;

export type RecordingState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: AppError }
  | { readonly status: 'ready'; readonly recording: EcgRecording };

/**
 * @param load - Must be stable: a new function loads again.
 */
export function useRecording(load: LoadEcg): {
  readonly state: RecordingState;
  readonly retry: () => void;
} {
  const [state, setState] = useState<RecordingState>({ status: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState({ status: 'loading' });
    void load(abort.signal).then((bytes) => {
      if (abort.signal.aborted) return;
      const recording = bytes.ok ? parseEcg(bytes.value) : bytes;
      setState(
        recording.ok
          ? { status: 'ready', recording: recording.value }
          : { status: 'failed', error: recording.error },
      );
    });
    return () => abort.abort();
  }, [load, attempt]);
  return { state, retry: () => setAttempt((count) => count + 1) };
}
