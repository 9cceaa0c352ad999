import { z } from 'zod';
import type { OpenedEcg, OpenedGroup } from './formats/opening';
import { LONG_S } from './manifest';
import { ECG_FORMATS } from './recording';

/** What a list says about a recording without opening it. */
export const ecgSummarySchema = z
  .object({
    format: z.enum(ECG_FORMATS),
    /** Channels of the rhythm. */
    channels: z.int(),
    /** Those among them that are leads this product knows. */
    leads: z.int(),
    sampleRateHz: z.number(),
    durationS: z.number(),
    /** Recorder's local wall clock, without zone. */
    recordedAt: z.string().nullable(),
    isLong: z.boolean(),
  })
  .meta({ id: 'EcgSummary' });
export type EcgSummary = z.infer<typeof ecgSummarySchema>;

type Length = Pick<OpenedGroup, 'sampleCount' | 'sampleRateHz' | 'channels'>;

/** Seconds of a group, the skew of its channels included. */
export const openedDurationS = ({ sampleCount, sampleRateHz, channels }: Length): number =>
  sampleCount / sampleRateHz + Math.max(0, ...channels.map(({ skewS }) => skewS));

/** Worth an overview: longer than what travels and is drawn at once. */
export const isLongGroup = (group: Length): boolean => openedDurationS(group) > LONG_S;

export function summaryOf(
  opened: Pick<OpenedEcg, 'format' | 'recordedAt' | 'groups'>,
): EcgSummary | null {
  const [rhythm] = opened.groups;
  if (!rhythm) return null;
  return {
    format: opened.format,
    channels: rhythm.channels.length,
    leads: rhythm.channels.filter(({ lead }) => lead !== null).length,
    sampleRateHz: rhythm.sampleRateHz,
    durationS: openedDurationS(rhythm),
    recordedAt: opened.recordedAt,
    isLong: isLongGroup(rhythm),
  };
}

/** Title of a record, in the language of the houses it is filed in: `12 导联心电图 · 10 秒`. */
export function titleOfEcg({ leads, channels, durationS }: EcgSummary): string {
  const kind = durationS >= 3600 ? '动态心电图' : '心电图';
  return `${leads || channels} 导联${kind} · ${lengthOf(durationS)}`;
}

function lengthOf(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} 秒`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} 分钟`;
  return `${Math.round(seconds / 360) / 10} 小时`;
}

const ECG_NAME = /E[CK]G|心电|导联|MLI{1,3}|^C[1-6]$/iu;
const OTHER_NAME =
  /EEG|EMG|EOG|RESP|SPO2|SAO2|PLETH|FLOW|BP|ABP|CVP|TEMP|THOR|ABDO|SNORE|EVENT|PULSE|POSITION|LIGHT/iu;
const VOLTS = new Set(['V', 'mV', 'uV', 'nV']);

/**
 * Whether a file of a general format (EDF, BDF, WFDB) holds an ECG at all: they also carry sleep studies and EEGs. Channels
 * without a telling name count when they are voltages.
 */
export const holdsEcg = ({ groups }: Pick<OpenedEcg, 'groups'>): boolean =>
  groups
    .flatMap(({ channels }) => channels)
    .some(
      ({ lead, label, calibration }) =>
        lead !== null ||
        ECG_NAME.test(label) ||
        (!OTHER_NAME.test(label) && calibration !== null && VOLTS.has(calibration.unit)),
    );
