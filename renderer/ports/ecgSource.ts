import type { BeatBlock } from '../../shared/domain/ecg/beatBlock';
import type { EcgLongAnalysis } from '../../shared/domain/ecg/longAnalysis';
import type { EcgManifest } from '../../shared/domain/ecg/manifest';
import type { EcgRecording } from '../../shared/domain/ecg/recording';
import type { SampleBlock } from '../../shared/domain/ecg/sampleBlock';
import type { AppError } from '../../shared/domain/errors';
import type { Result } from '../../shared/lib/result';

/** A range of one group: samples (`bucketSamples` 1) or the extremes of buckets. */
export type BlockRequest = {
  readonly group: number;
  /** Index of the first sample; a multiple of `bucketSamples`. */
  readonly from: number;
  /** Samples, or buckets, of each channel; fewer come where the recording ends. */
  readonly count: number;
  readonly bucketSamples: number;
  /** Channel indices of the manifest. */
  readonly channels: readonly number[];
};

/** The parts of a recording too long to be fetched whole. */
export interface LongEcg {
  /** Errors: `ecg.notReady` while the overview is being made, `request.invalid`, `net.*`. */
  block(request: BlockRequest, signal: AbortSignal): Promise<Result<SampleBlock, AppError>>;
  /** `null` while it is being made, or where there is none. */
  analysis(signal: AbortSignal): Promise<Result<EcgLongAnalysis | null, AppError>>;
  /** Beats of group 0 from one sample up to, not including, another. */
  beats(
    fromSample: number,
    toSample: number,
    signal: AbortSignal,
  ): Promise<Result<BeatBlock, AppError>>;
}

export type OpenEcg =
  | {
      readonly kind: 'short';
      readonly manifest: EcgManifest;
      readonly recording: EcgRecording;
    }
  | { readonly kind: 'long'; readonly manifest: EcgManifest; readonly long: LongEcg };

/** One ECG record of a case. */
export interface EcgSource {
  /**
   * @param object - Which recording of a study with several; `null` for the first.
   * @returns The recording, whole if it is short; errors `ecg.damaged`, `ecg.unsupported`, `request.notFound`, `net.*`.
   */
  open(object: string | null, signal: AbortSignal): Promise<Result<OpenEcg, AppError>>;
}
