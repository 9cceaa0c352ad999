import { levelWidths } from '../../../../shared/domain/ecg/buckets';
import type { EcgManifest } from '../../../../shared/domain/ecg/manifest';
import { durationS, type EcgRecording } from '../../../../shared/domain/ecg/recording';
import type { AppError } from '../../../../shared/domain/errors';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { EcgSource, LongEcg } from '../../../ports/ecgSource';

/** A recording as if the server had read it. */
export function manifestOf(recording: EcgRecording): EcgManifest {
  const [first] = recording.groups;
  return {
    revision: 'test',
    format: recording.format,
    recordedAt: recording.recordedAt,
    device: recording.device,
    recorderFilter: recording.recorderFilter,
    durationS: first ? durationS(first) : 0,
    isLong: false,
    derived: 'none',
    groups: recording.groups.map(({ kind, sampleRateHz, channels }) => ({
      kind,
      sampleRateHz,
      sampleCount: channels[0]?.samples.length ?? 0,
      channels: channels.map(({ lead, label, padding, calibration, skewS }) => ({
        lead,
        label,
        padding,
        calibration,
        skewS,
      })),
      levels: levelWidths(channels[0]?.samples.length ?? 0),
    })),
    measurements: [...recording.measurements],
    statements: [...recording.statements],
    annotations: [...recording.annotations],
    annotationCount: recording.annotations.length,
    objects: [],
    sopInstanceUid: null,
  };
}

/** An ECG record that is already here. */
export const shortSource = (recording: Result<EcgRecording, AppError>): EcgSource => ({
  open: async () =>
    recording.ok
      ? ok({ kind: 'short', manifest: manifestOf(recording.value), recording: recording.value })
      : err(recording.error),
});

export const longSource = (manifest: EcgManifest, long: LongEcg): EcgSource => ({
  open: async () => ok({ kind: 'long', manifest, long }),
});
