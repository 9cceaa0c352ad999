import { DamagedEcg, UnsupportedEcg } from './byteReader';
import type { ChannelCalibration, EcgSamples } from './amplitude';
import { wallClock } from './dicomWaveform';
import { leadByName } from './leads';
import { bareFacts, type EcgChannel, type EcgGroup, type EcgRecording } from './recording';
import { child, descendants, readXml, type XmlElement } from './xml';

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6 };

/**
 * Reads an HL7 annotated ECG: every sequence set of every series, rhythm and representative beats.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 * @see HL7 V3 Annotated ECG, PORT_MT020001; lead codes IEEE 11073-10101 (MDC_ECG_LEAD_*).
 */
export function readAecg(text: string): EcgRecording {
  const root = readXml(text);
  if (root.name !== 'AnnotatedECG') throw new UnsupportedEcg(`XML document ${root.name}`);
  const series = [...descendants(root, 'series'), ...descendants(root, 'derivedSeries')];
  const groups = series.flatMap((one) =>
    one.children
      .filter(({ name }) => name === 'component')
      .flatMap(({ children }) => children)
      .filter(({ name }) => name === 'sequenceSet')
      .map((set) => readSequenceSet(set, isBeat(one))),
  );
  if (groups.length === 0) throw new UnsupportedEcg('annotated ECG without waveforms');
  const time = child(root, 'effectiveTime');
  const start = child(time, 'low') ?? child(time, 'center');
  return {
    ...bareFacts('aecg'),
    recordedAt: wallClock(start?.attributes.get('value') ?? ''),
    groups: groups.sort((a, b) => Number(a.kind !== 'rhythm') - Number(b.kind !== 'rhythm')),
  };
}

const isBeat = (series: XmlElement): boolean =>
  /BEAT/u.test(child(series, 'code')?.attributes.get('code') ?? '');

function readSequenceSet(set: XmlElement, averaged: boolean): EcgGroup {
  const sequences = descendants(set, 'sequence').map((sequence) => ({
    code: child(sequence, 'code')?.attributes.get('code') ?? '',
    value: child(sequence, 'value'),
  }));
  const time = sequences.find(({ code }) => code.startsWith('TIME_'));
  const channels = sequences.flatMap(({ code, value }) =>
    value && code.startsWith('MDC_ECG_LEAD') ? [readChannel(code, value)] : [],
  );
  if (channels.length === 0) throw new DamagedEcg('sequence set without leads');
  return {
    kind: averaged ? 'averagedBeat' : 'rhythm',
    sampleRateHz: 1 / incrementS(time?.value),
    channels,
  };
}

function incrementS(value: XmlElement | undefined): number {
  const increment = child(value, 'increment')?.attributes;
  const factor = SECONDS_PER_UNIT[increment?.get('unit') ?? ''];
  const seconds = Number(increment?.get('value') ?? Number.NaN) * (factor ?? Number.NaN);
  if (!(seconds > 0)) throw new DamagedEcg('no sample interval');
  return seconds;
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

function readDigits(text: string): EcgSamples {
  const words = text.trim().split(/\s+/u);
  const values = words.map(Number);
  if (words[0] === '' || !values.every(Number.isInteger)) {
    throw new DamagedEcg('digits are no whole numbers');
  }
  const narrow = values.every((value) => value >= -32768 && value <= 32767);
  return narrow ? Int16Array.from(values) : Int32Array.from(values);
}

/** Origin and scale are physical quantities of their own; a mix of units is not guessed at. */
function readCalibration(value: XmlElement): ChannelCalibration | null {
  const [origin, scale] = ['origin', 'scale'].map((name) => child(value, name)?.attributes);
  const sensitivity = Number(scale?.get('value') ?? Number.NaN);
  const baseline = Number(origin?.get('value') ?? 0);
  const unit = scale?.get('unit') ?? '';
  const sameUnit = baseline === 0 || origin?.get('unit') === unit;
  if (!Number.isFinite(sensitivity) || sensitivity === 0 || unit === '' || !sameUnit) return null;
  return Number.isFinite(baseline) ? { sensitivity, correctionFactor: 1, baseline, unit } : null;
}
