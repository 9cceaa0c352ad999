import type { ChannelCalibration, EcgSamples } from '../../amplitude';
import { decodeBase64 } from '../../bytes/base64';
import { DamagedEcg, UnsupportedEcg } from '../../bytes/byteReader';
import { at, attribute, child, decimalOf, textIn, type XmlElement } from '../../bytes/xml';
import { leadByName, STANDARD_LEADS } from '../../leads';
import type { EcgChannel, EcgGroup } from '../../recording';
import { decodeXli } from './xli';

const MAX_LEADS = 32;
/** Ten minutes at 2000 Hz; a resting ECG is not longer. */
const MAX_SAMPLES = 1_200_000;
/** Fills averaged beats that are shorter than the room for them. */
const BEAT_PADDING = 32767;

/** The rhythm: element `parsedwaveforms`, with its attributes of version 1.04 or the elements of 1.03. */
export function readRhythm(root: XmlElement): EcgGroup {
  const parsed = at(root, 'waveforms', 'parsedwaveforms');
  if (!parsed) throw new UnsupportedEcg('Sierra XML without waveforms');
  const signal = at(root, 'dataacquisition', 'signalcharacteristics');
  const sampleRateHz = decimalOf(
    attribute(parsed, 'samplespersecond') || textIn(signal, 'samplingrate'),
  );
  if (sampleRateHz === null || sampleRateHz <= 0) throw new DamagedEcg('no sampling rate');
  refuseOtherWords(parsed, signal);
  const labels = labelsOf(root, parsed, signal);
  const durationMs = decimalOf(attribute(parsed, 'durationperchannel')) ?? 0;
  const samples = Math.round((durationMs * sampleRateHz) / 1000);
  if (!(samples > 0 && samples <= MAX_SAMPLES)) throw new DamagedEcg(`${samples} samples a lead`);
  const values = decodeSamples(parsed, labels, samples);
  const calibration = calibrationOf(parsed, signal);
  return {
    kind: 'rhythm',
    sampleRateHz,
    channels: labels.map((label, index) => channelOf(label, values[index], calibration, null)),
  };
}

function channelOf(
  label: string,
  samples: EcgSamples | undefined,
  calibration: ChannelCalibration | null,
  padding: number | null,
): EcgChannel {
  const lead = leadByName(label);
  return {
    lead,
    label: lead ?? label,
    samples: samples ?? new Int16Array(),
    padding,
    calibration,
    skewS: 0,
  };
}

/** Everything met so far is 16 bits signed. */
function refuseOtherWords(parsed: XmlElement, signal: XmlElement | undefined): void {
  const bits =
    attribute(parsed, 'bitspersample') ||
    attribute(parsed, 'nbitspersample') ||
    textIn(signal, 'bitspersample');
  const signed = attribute(parsed, 'signalsigned') || textIn(signal, 'signalsigned');
  if ((bits !== '' && bits !== '16') || /^false$/iu.test(signed)) {
    throw new UnsupportedEcg(`Sierra XML with ${bits} bit samples`);
  }
}

/** Version 1.03 names no leads beside the samples: they are those of the lead set, in standard order. */
function labelsOf(root: XmlElement, parsed: XmlElement, signal: XmlElement | undefined): string[] {
  const named = attribute(parsed, 'leadlabels')
    .split(/\s+/u)
    .filter((label) => label !== '');
  const valid = decimalOf(textIn(signal, 'numberchannelsvalid'));
  if (named.length > 0) {
    const count = decimalOf(attribute(parsed, 'numberofleads')) ?? named.length;
    if (count > named.length || count > MAX_LEADS) throw new DamagedEcg(`${count} leads`);
    return named.slice(0, count);
  }
  const set =
    textIn(signal, 'leadset') ||
    textIn(signal, 'acquisitiontype') ||
    textIn(at(root, 'reportinfo'), 'reporttype');
  if (!/12|10-WIRE/iu.test(set) || (valid !== null && valid < STANDARD_LEADS.length)) {
    throw new UnsupportedEcg(`Sierra XML with lead set ${set}`);
  }
  return [...STANDARD_LEADS];
}

/** Microvolts of one bit. The 1 mV mark that recorders put behind the rhythm has exactly 1000 of them. */
function calibrationOf(
  parsed: XmlElement,
  signal: XmlElement | undefined,
): ChannelCalibration | null {
  const resolution = decimalOf(
    attribute(parsed, 'resolution') ||
      textIn(signal, 'resolution') ||
      textIn(signal, 'signalresolution'),
  );
  // what an offset would be subtracted from is nowhere written
  const offset =
    decimalOf(attribute(parsed, 'signaloffset') || textIn(signal, 'signaloffset')) ?? 0;
  if (resolution === null || resolution <= 0 || offset !== 0) return null;
  return { sensitivity: resolution, correctionFactor: 1, baseline: 0, unit: 'uV' };
}

function decodeSamples(
  parsed: XmlElement,
  labels: readonly string[],
  samples: number,
): EcgSamples[] {
  const compression =
    attribute(parsed, 'compression') ||
    (/^true$/iu.test(attribute(parsed, 'compressflag')) ? attribute(parsed, 'compressmethod') : '');
  const encoding = attribute(parsed, 'dataencoding');
  if (/^plain$/iu.test(encoding)) return cut(plainNumbers(parsed.text), labels.length, samples);
  if (!/^base64$/iu.test(encoding)) throw new UnsupportedEcg(`Sierra XML in ${encoding}`);
  const bytes = decodeBase64(parsed.text);
  if (compression === '' || /^none$/iu.test(compression)) {
    return cut(int16Of(bytes), labels.length, samples);
  }
  if (!/^xli$/iu.test(compression))
    throw new UnsupportedEcg(`Sierra XML packed with ${compression}`);
  const leads = decodeXli(bytes, labels.length, samples);
  restoreLimbLeads(leads, labels);
  return leads.map((lead) => Int16Array.from(lead));
}

function plainNumbers(text: string): Int16Array {
  const values = text.trim().split(/\s+/u).map(Number);
  if (!values.every((value) => Number.isInteger(value) && Math.abs(value) <= 32768)) {
    throw new DamagedEcg('samples are no whole numbers');
  }
  return Int16Array.from(values);
}

function int16Of(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int16Array.from({ length: bytes.length >> 1 }, (_, index) =>
    view.getInt16(2 * index, true),
  );
}

function cut(values: Int16Array, leads: number, samples: number): Int16Array[] {
  if (values.length < leads * samples) throw new DamagedEcg('samples are missing');
  return Array.from({ length: leads }, (_, lead) =>
    values.slice(lead * samples, (lead + 1) * samples),
  );
}

/**
 * XLI keeps of the leads III, aVR, aVL and aVF only how far they are from what I and II say. The recorder halves towards
 * zero: with that, and only with that, a recording of eight measured leads comes out as `aVL = I - II / 2` in every sample.
 */
function restoreLimbLeads(leads: readonly Int32Array[], labels: readonly string[]): void {
  const standard = STANDARD_LEADS.slice(0, 6).every(
    (lead, index) => leadByName(labels[index] ?? '') === lead,
  );
  if (!standard) throw new UnsupportedEcg('Sierra XML packed with other limb leads');
  const [one, two, three, right, left, foot] = leads;
  if (!one || !two || !three || !right || !left || !foot)
    throw new DamagedEcg('limb leads are missing');
  for (let index = 0; index < one.length; index++) {
    const [i = 0, ii = 0] = [one[index], two[index]];
    const iii = int16(ii - i - (three[index] ?? 0));
    three[index] = iii;
    right[index] = int16(-half(i + ii) - (right[index] ?? 0));
    left[index] = int16(half(i - iii) - (left[index] ?? 0));
    foot[index] = int16(half(ii + iii) - (foot[index] ?? 0));
  }
}

const half = (value: number): number => Math.trunc(value / 2);
const int16 = (value: number): number => (value << 16) >> 16;

/** Averaged beats of version 1.04, in base64 each; `null` when there are none or they are in another form. */
export function readBeats(root: XmlElement): EcgGroup | null {
  const beats = at(root, 'waveforms', 'repbeats');
  const sampleRateHz = decimalOf(attribute(beats, 'samplespersec'));
  const resolution = decimalOf(attribute(beats, 'resolution'));
  if (
    !beats ||
    sampleRateHz === null ||
    sampleRateHz <= 0 ||
    !/^base64$/iu.test(attribute(beats, 'dataencoding'))
  ) {
    return null;
  }
  const calibration: ChannelCalibration | null =
    resolution === null || resolution <= 0
      ? null
      : { sensitivity: resolution, correctionFactor: 1, baseline: 0, unit: 'uV' };
  const channels = beats.children
    .filter(({ name }) => name === 'repbeat')
    .flatMap((beat) => {
      const samples = int16Of(decodeBase64(child(beat, 'waveform')?.text ?? ''));
      return samples.length === 0
        ? []
        : [channelOf(attribute(beat, 'leadname'), samples, calibration, BEAT_PADDING)];
    });
  return channels.length === 0 ? null : { kind: 'averagedBeat', sampleRateHz, channels };
}
