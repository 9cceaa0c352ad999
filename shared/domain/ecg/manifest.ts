import { z } from 'zod';
import type { ChannelCalibration, EcgSamples } from './amplitude';
import { OTHER_LEADS, STANDARD_LEADS, type LeadName } from './leads';
import {
  ANNOTATION_KINDS,
  ECG_FORMATS,
  GROUP_KINDS,
  MEASUREMENT_KEYS,
  type EcgGroup,
  type EcgRecording,
} from './recording';

const LEADS = [...STANDARD_LEADS, ...OTHER_LEADS] as const satisfies readonly LeadName[];

const calibrationSchema = z.object({
  sensitivity: z.number(),
  correctionFactor: z.number(),
  baseline: z.number(),
  unit: z.string(),
}) satisfies z.ZodType<ChannelCalibration>;

const channelSchema = z.object({
  lead: z.enum(LEADS).nullable(),
  label: z.string(),
  padding: z.int().nullable(),
  /** `null`: the file does not say what one bit is worth, and nothing may be measured in millivolts. */
  calibration: calibrationSchema.nullable(),
  skewS: z.number(),
});

export const ecgGroupSchema = z
  .object({
    kind: z.enum(GROUP_KINDS),
    sampleRateHz: z.number().positive(),
    /** Of each channel. */
    sampleCount: z.int().nonnegative(),
    channels: z.array(channelSchema),
    /** Bucket widths, in samples, of the stored overview, finest first; empty when there is none (yet). */
    levels: z.array(z.int().positive()),
  })
  .meta({ id: 'EcgGroup' });
export type EcgGroupHead = z.infer<typeof ecgGroupSchema>;

/** How far a derived part (overview, analysis of a long recording) is. `none`: there is none and there will be none. */
export const DERIVED_STATES = ['none', 'waiting', 'ready'] as const;

/** A recording without its samples, in one form for every format. */
export const ecgManifestSchema = z
  .object({
    /** Names the bytes of the recording: under the same revision the same question has the same answer. */
    revision: z.string(),
    format: z.enum(ECG_FORMATS),
    /** Recorder's local wall clock `YYYY-MM-DDTHH:mm:ss`, without zone. */
    recordedAt: z.string().nullable(),
    device: z.object({ manufacturer: z.string(), model: z.string() }),
    recorderFilter: z.object({
      highPassHz: z.number().nullable(),
      lowPassHz: z.number().nullable(),
      notchHz: z.number().nullable(),
    }),
    /** Parts of the samples are filled in as the format prescribes: the recorder had thrown them away. */
    isLossy: z.boolean(),
    /** Seconds of the first group. */
    durationS: z.number(),
    /** Worth an overview rather than all samples at once; has `levels` and an analysis when `derived` is `ready`. */
    isLong: z.boolean(),
    derived: z.enum(DERIVED_STATES),
    /** At least one, rhythm first. */
    groups: z.array(ecgGroupSchema),
    measurements: z.array(
      z.object({
        key: z.enum(MEASUREMENT_KEYS).nullable(),
        name: z.string(),
        value: z.number(),
        unit: z.string(),
      }),
    ),
    statements: z.array(z.string()),
    /** In order of time; the first `MAX_ANNOTATIONS` of `annotationCount`. */
    annotations: z.array(
      z.object({
        kind: z.enum(ANNOTATION_KINDS),
        atS: z.number(),
        durationS: z.number(),
        code: z.string(),
        text: z.string(),
      }),
    ),
    annotationCount: z.int(),
    /** Recordings of a study that holds more than one, in order of time; empty for a file. */
    objects: z.array(z.object({ sopInstanceUid: z.string(), recordedAt: z.string().nullable() })),
    /** Which of `objects` this is; `null` for a file. */
    sopInstanceUid: z.string().nullable(),
  })
  .meta({ id: 'EcgManifest' });
export type EcgManifest = z.infer<typeof ecgManifestSchema>;

export const MAX_ANNOTATIONS = 5000;
/** Longer recordings get an overview; shorter ones travel whole. */
export const LONG_S = 120;

/**
 * One group of a manifest with its samples, as the parsers would give it.
 *
 * @param values - One array a channel, `sampleCount` long (or less: then it is that part of the group).
 */
export const groupOf = (head: EcgGroupHead, values: readonly EcgSamples[]): EcgGroup => ({
  kind: head.kind,
  sampleRateHz: head.sampleRateHz,
  channels: head.channels.map((channel, at) => ({
    ...channel,
    samples: values[at] ?? new Int16Array(),
  })),
});

/** A whole recording from its manifest and the samples of its groups. */
export const recordingOf = (
  manifest: EcgManifest,
  values: readonly (readonly EcgSamples[])[],
): EcgRecording => ({
  format: manifest.format,
  recordedAt: manifest.recordedAt,
  device: manifest.device,
  recorderFilter: manifest.recorderFilter,
  isLossy: manifest.isLossy,
  measurements: manifest.measurements,
  statements: manifest.statements,
  annotations: manifest.annotations,
  groups: manifest.groups.map((head, at) => groupOf(head, values[at] ?? [])),
});
