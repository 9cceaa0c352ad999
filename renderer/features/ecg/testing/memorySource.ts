import { levelWidths } from '../../../../shared/domain/ecg/buckets';
import type { EcgSamples } from '../../../../shared/domain/ecg/amplitude';
import { LONG_S, type EcgManifest } from '../../../../shared/domain/ecg/manifest';
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
    isLossy: recording.isLossy,
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

/** An ECG record that is already here; long ones are served in parts as the server would. */
export const memorySource = (recording: Result<EcgRecording, AppError>): EcgSource => ({
  async open() {
    if (!recording.ok) return err(recording.error);
    const manifest = manifestOf(recording.value);
    if (manifest.durationS <= LONG_S)
      return ok({ kind: 'short', manifest, recording: recording.value });
    return ok({
      kind: 'long',
      manifest: { ...manifest, isLong: true, derived: 'ready' },
      long: memoryLong(recording.value),
    });
  },
});

export const longSource = (manifest: EcgManifest, long: LongEcg): EcgSource => ({
  open: async () => ok({ kind: 'long', manifest, long }),
});

function memoryLong({ groups }: EcgRecording): LongEcg {
  return {
    async block({ group, from, count, bucketSamples, channels }) {
      const values = channels.map((index) => {
        const channel = groups[group]?.channels[index];
        const samples = channel?.samples ?? new Int16Array();
        return bucketSamples === 1
          ? samples.slice(from, from + count)
          : extremes(samples, channel?.padding ?? null, { from, count, bucketSamples });
      });
      const perValue = bucketSamples === 1 ? 1 : 2;
      return ok({
        content: bucketSamples === 1 ? 'samples' : 'minMax',
        group,
        bucketSamples,
        from,
        count: (values[0]?.length ?? 0) / perValue,
        channels,
        values,
      });
    },
    analysis: async () => ok(null),
    beats: async () => ok({ samples: new Int32Array(), kinds: new Uint8Array() }),
  };
}

function extremes(
  samples: EcgSamples,
  padding: number | null,
  range: { readonly from: number; readonly count: number; readonly bucketSamples: number },
): EcgSamples {
  const { from, bucketSamples } = range;
  const count = Math.min(range.count, Math.ceil((samples.length - from) / bucketSamples));
  const out = new Int32Array(2 * count);
  for (let bucket = 0; bucket < count; bucket++) {
    const start = from + bucket * bucketSamples;
    const part = [...samples.slice(start, start + bucketSamples)].filter((one) => one !== padding);
    out[2 * bucket] = part.length === 0 ? 1 : Math.min(...part);
    out[2 * bucket + 1] = part.length === 0 ? 0 : Math.max(...part);
  }
  return out;
}
