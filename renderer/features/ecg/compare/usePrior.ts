import { useState } from 'react';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { EcgRecording } from '../../../../shared/domain/ecg/recording';
import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import type { EcgSource } from '../../../ports/ecgSource';
import { useAnalysis } from '../measure/useAnalysis';
import { useOpenEcg } from '../useOpenEcg';

/** Another ECG of the same patient. */
export type EcgPrior = {
  readonly id: string;
  readonly title: string;
  /** When it was recorded, as far as the list knows; words for the reader. */
  readonly when: string;
  /** Whether the file's patient was found to be the case's. */
  readonly isVerified: boolean;
  /** Must be stable. */
  readonly source: EcgSource;
};

export type PriorState =
  | { readonly status: 'none' | 'loading' | 'tooLong' }
  | { readonly status: 'failed'; readonly error: AppError; readonly retry: () => void }
  | {
      readonly status: 'ready';
      readonly prior: EcgPrior;
      readonly recording: EcgRecording;
      readonly analysis: Result<EcgAnalysis, AppError> | null;
    };

/** The ECG chosen to compare with, opened only when it is chosen. */
export function usePrior(priors: readonly EcgPrior[]): {
  readonly id: string | null;
  readonly choose: (id: string | null) => void;
  readonly state: PriorState;
} {
  const [id, choose] = useState<string | null>(null);
  const prior = priors.find((one) => one.id === id) ?? null;
  const { state, retry } = useOpenEcg(prior?.source ?? null, null);
  const recording =
    prior && state.status === 'ready' && state.ecg.kind === 'short' ? state.ecg.recording : null;
  const analysis = useAnalysis(recording?.groups[0] ?? null);
  return { id, choose, state: toState() };

  function toState(): PriorState {
    if (!prior) return { status: 'none' };
    if (state.status === 'failed') return { status: 'failed', error: state.error, retry };
    if (state.status === 'loading') return { status: 'loading' };
    return recording ? { status: 'ready', prior, recording, analysis } : { status: 'tooLong' };
  }
}
