import type { ChannelCalibration, EcgSamples } from '../../amplitude';
import { DamagedEcg, UnsupportedEcg } from '../../bytes/byteReader';
import { at, attribute, child, descendants, textIn, type XmlElement } from '../../bytes/xml';
import { leadByName } from '../../leads';
import {
  bareFacts,
  type EcgChannel,
  type EcgDevice,
  type EcgGroup,
  type EcgRecording,
  type RecorderFilter,
} from '../../recording';
import { inReadingOrder } from '../opening';
import { wallClock } from '../wallClock';
import { readAnnotations } from './annotations';

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6 };

/**
 * Reads an HL7 annotated ECG: every sequence set of every series, rhythm and representative beats.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 * @see HL7 V3 Annotated ECG, PORT_MT020001; lead codes IEEE 11073-10101 (MDC_ECG_LEAD_*).
 */
export function readAecg(root: XmlElement): EcgRecording {
  const series = [...descendants(root, 'series'), ...descendants(root, 'derivedSeries')];
  const sets = series.flatMap((one) =>
    one.children
      .filter(({ name }) => name === 'component')
      .flatMap(({ children }) => children)
      .filter(({ name }) => name === 'sequenceSet')
      .map((set) => ({ series: one, group: readSequenceSet(set, isBeat(one)) })),
  );
  const [shown] = inReadingOrder(sets.map(({ group }) => group));
  if (!shown) throw new UnsupportedEcg('annotated ECG without waveforms');
  const shownSeries = sets.find(({ group }) => group === shown)?.series;
  return {
    ...bareFacts('aecg'),
    recordedAt: timeOf(root) ?? timeOf(shownSeries),
    device: deviceOf(shownSeries),
    recorderFilter: filterOf(shownSeries),
    ...readAnnotations(series, shownSeries),
    groups: inReadingOrder(sets.map(({ group }) => group)),
  };
}

function timeOf(element: XmlElement | undefined): string | null {
  const time = child(element, 'effectiveTime');
  return wallClock(attribute(child(time, 'low') ?? child(time, 'center'), 'value'));
}

const isBeat = (series: XmlElement): boolean =>
  /BEAT/u.test(attribute(child(series, 'code'), 'code'));

function deviceOf(series: XmlElement | undefined): EcgDevice {
  const author = at(series, 'author', 'seriesAuthor');
  return {
    manufacturer: textIn(child(author, 'manufacturerOrganization'), 'name'),
    model: textIn(child(author, 'manufacturedSeriesDevice'), 'manufacturerModelName'),
  };
}

/** Control variables name a filter, and below it its cut-off frequency. */
function filterOf(series: XmlElement | undefined): RecorderFilter {
  const variables = series ? descendants(series, 'controlVariable') : [];
  const frequency = (kind: string): number | null => {
    const variable = variables.find((one) =>
      descendants(one, 'code').some((code) => attribute(code, 'code').includes(`FILTER_${kind}`)),
    );
    const value =
      variable && descendants(variable, 'value').find((one) => attribute(one, 'unit') === 'Hz');
    const hertz = Number(attribute(value, 'value') || Number.NaN);
    return Number.isFinite(hertz) ? hertz : null;
  };
  return {
    highPassHz: frequency('HIGH_PASS'),
    lowPassHz: frequency('LOW_PASS'),
    notchHz: frequency('NOTCH'),
  };
}

function readSequenceSet(set: XmlElement, averaged: boolean): EcgGroup {
  const sequences = descendants(set, 'sequence').map((sequence) => ({
    code: attribute(child(sequence, 'code'), 'code'),
    value: child(sequence, 'value'),
  }));
  const time = sequences.find(({ code }) => code.startsWith('TIME_'));
  const channels = sequences.flatMap(({ code, value }) =>
    value && code.startsWith('MDC_ECG_LEAD') ? [readChannel(code, value)] : [],
  );
  if (channels.length === 0) throw new DamagedEcg('sequence set without leads');
  return {
    kind: averaged ? 'averagedBeat' : 'rhythm',
    sampleRateHz: rateOf(time?.value),
    channels,
  };
}

/** `1 / 0.002` and the like are not exact; no recorder samples at a rate that is not a multiple of 1/1000 Hz. */
function rateOf(value: XmlElement | undefined): number {
  const increment = child(value, 'increment');
  const factor = SECONDS_PER_UNIT[attribute(increment, 'unit')];
  const seconds = Number(attribute(increment, 'value') || Number.NaN) * (factor ?? Number.NaN);
  if (!(seconds > 0)) throw new DamagedEcg('no sample interval');
  const exact = 1 / seconds;
  const rounded = Math.round(exact * 1000) / 1000;
  return Math.abs(rounded - exact) < 1e-9 * exact ? rounded : exact;
}

function readChannel(code: string, value: XmlElement): EcgChannel {
  const lead = leadByName(code);
  return {
    lead,
    label: lead ?? code.replace('MDC_ECG_LEAD_', ''),
    samples: readDigits(child(value, 'digits')?.text ?? ''),
    padding: null,
    calibration: readCalibration(value),
    skewS: 0,
  };
}

/** Whole numbers of 32 bits; a recorder that writes fractions keeps its scale somewhere else. */
function readDigits(text: string): EcgSamples {
  const words = text.trim().split(/\s+/u);
  const values = words.map(Number);
  const isSample = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 2 ** 31;
  if (words[0] === '' || !values.every(isSample)) {
    throw new DamagedEcg('digits are no whole numbers');
  }
  const narrow = values.every((value) => value >= -32768 && value <= 32767);
  return narrow ? Int16Array.from(values) : Int32Array.from(values);
}

/** Origin and scale are physical quantities of their own; a mix of units is not guessed at. */
function readCalibration(value: XmlElement): ChannelCalibration | null {
  const [origin, scale] = [child(value, 'origin'), child(value, 'scale')];
  const sensitivity = Number(attribute(scale, 'value') || Number.NaN);
  const baseline = Number(attribute(origin, 'value') || 0);
  const unit = attribute(scale, 'unit');
  const sameUnit = baseline === 0 || attribute(origin, 'unit') === unit;
  if (!Number.isFinite(sensitivity) || sensitivity === 0 || unit === '' || !sameUnit) return null;
  return Number.isFinite(baseline) ? { sensitivity, correctionFactor: 1, baseline, unit } : null;
}
