import { useEffect, useState } from 'react';
import { groupOf, type EcgManifest } from '../../../../shared/domain/ecg/manifest';
import type { EcgRecording } from '../../../../shared/domain/ecg/recording';
import type { AppError } from '../../../../shared/domain/errors';
import type { LongEcg } from '../../../ports/ecgSource';

/** A minute is what a sheet can be paged through; filters need some seconds beside what is shown. */
const BEFORE_S = 20;
const LENGTH_S = 60;

export type Excerpt = {
  readonly recording: EcgRecording;
  /** Start of the excerpt within the whole recording. */
  readonly offsetS: number;
  /** The moment asked for, within the excerpt. */
  readonly atS: number;
};

export type ExcerptState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: AppError }
  | { readonly status: 'ready'; readonly excerpt: Excerpt };

const LOADING: ExcerptState = { status: 'loading' };

/** The samples around a moment as a recording of their own, all channels, bit for bit. */
export function useExcerpt(long: LongEcg, manifest: EcgManifest, atS: number): ExcerptState {
  const [state, setState] = useState(LOADING);
  useEffect(() => {
    const head = manifest.groups[0];
    if (!head) return;
    const abort = new AbortController();
    setState(LOADING);
    const rate = head.sampleRateHz;
    const count = Math.min(head.sampleCount, Math.round(LENGTH_S * rate));
    const wanted = Math.round((atS - BEFORE_S) * rate);
    const from = Math.min(head.sampleCount - count, Math.max(0, wanted));
    const channels = head.channels.map((_, index) => index);
    const request = { group: 0, from, count, bucketSamples: 1, channels };
    void long.block(request, abort.signal).then((block) => {
      if (abort.signal.aborted) return;
      if (!block.ok) {
        setState({ status: 'failed', error: block.error });
        return;
      }
      const offsetS = from / rate;
      const recording: EcgRecording = {
        format: manifest.format,
        recordedAt: manifest.recordedAt,
        device: manifest.device,
        recorderFilter: manifest.recorderFilter,
        isLossy: manifest.isLossy,
        measurements: [],
        statements: [],
        annotations: [],
        groups: [groupOf(head, block.value.values)],
      };
      setState({ status: 'ready', excerpt: { recording, offsetS, atS: atS - offsetS } });
    });
    return () => abort.abort();
  }, [long, manifest, atS]);
  return state;
}
