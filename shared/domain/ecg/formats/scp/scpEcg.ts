import type { ChannelCalibration, EcgSamples } from '../../amplitude';
import { DamagedEcg, readBytes, UnsupportedEcg, type ByteReader } from '../../bytes/byteReader';
import { leadByNumber } from '../../leads';
import { bareFacts, type EcgChannel, type EcgGroup, type EcgRecording } from '../../recording';
import { expand, storedCount } from './bimodal';
import { readHeaderData, readMeasurements, readStatements } from './facts';
import { readTables, type HuffmanTables } from './huffman';
import { readBeats, readLeads, type BeatLocations, type LeadDefinition } from './leads';
import { need, readSections, within } from './sections';
import { decodeLead, readSignal, type CodedSignal } from './signal';

/**
 * Reads an SCP-ECG record: rhythm and reference beat, plain or Huffman coded (default or own tables), with or without
 * differences, bimodal decimation and reference beat subtraction.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 * @see EN 1064 (SCP-ECG), sections 0 to 8.
 */
export function readScpEcg(bytes: Uint8Array): EcgRecording {
  const reader = readBytes(bytes);
  const sections = readSections(reader);
  const open = (id: number): ByteReader => within(reader, need(sections, id));
  const optional = (id: number): ByteReader | null => (sections.has(id) ? open(id) : null);
  const huffman = optional(2);
  const record = decodeRecord({
    definitions: readLeads(open(3)),
    tables: huffman && readTables(huffman),
    beats: orNull(optional(4), readBeats),
    reference: optional(5),
    rhythm: open(6),
  });
  const [measurements, statements] = [optional(7), optional(8)];
  return {
    ...bareFacts('scp'),
    ...orNull(optional(1), readHeaderData),
    isLossy: record.isLossy,
    measurements: measurements ? readMeasurements(measurements) : [],
    statements: statements ? readStatements(statements) : [],
    groups: record.groups,
  };
}

const orNull = <T>(section: ByteReader | null, read: (section: ByteReader) => T): T | null =>
  section && read(section);

type Parts = {
  readonly definitions: ReturnType<typeof readLeads>;
  readonly tables: HuffmanTables | null;
  readonly beats: BeatLocations | null;
  readonly reference: ByteReader | null;
  readonly rhythm: ByteReader;
};

function decodeRecord(parts: Parts): { readonly groups: EcgGroup[]; readonly isLossy: boolean } {
  const { leads, isSubtracted } = parts.definitions;
  const rhythm = readSignal(parts.rhythm, leads.length);
  const reference = readReference(parts, leads.length);
  const factor = decimationOf(rhythm, reference, isSubtracted);
  const zones = rhythm.isBimodal ? (parts.beats?.protectedZones ?? []) : [];
  const residuals = leads.map((lead, index) => {
    const count = factor === 1 ? lead.last - lead.first + 1 : storedCount(lead, zones, factor);
    const stored = decodeLead(rhythm, index, count, parts.tables);
    return factor === 1 ? stored : expand(stored, lead, zones, factor);
  });
  const whole = isSubtracted
    ? addReference(residuals, rhythm.nanovolts, leads, reference, parts.beats)
    : { samples: residuals, nanovolts: rhythm.nanovolts };
  const intervalUs = rhythm.intervalUs / factor;
  const groups = [groupOf('rhythm', leads, whole.samples, whole.nanovolts, intervalUs)];
  if (reference) groups.push(referenceGroup(leads, reference));
  return { groups, isLossy: factor > 1 };
}

type Reference = { readonly signal: CodedSignal; readonly samples: readonly Int32Array[] };

/** Section 5. Its length is in section 4, in milliseconds; without that it cannot be told where a lead ends. */
function readReference({ reference, beats, tables }: Parts, leads: number): Reference | null {
  if (!reference || !beats || beats.referenceMs === 0) return null;
  const signal = readSignal(reference, leads);
  const count = Math.round((beats.referenceMs * 1000) / signal.intervalUs);
  if (count === 0) return null;
  return {
    signal,
    samples: signal.leads.map((_, lead) => decodeLead(signal, lead, count, tables)),
  };
}

/** Rhythm that was decimated outside of the protected zones states the interval it was decimated to. */
function decimationOf(
  rhythm: CodedSignal,
  reference: Reference | null,
  isSubtracted: boolean,
): number {
  if (!reference) {
    if (rhythm.isBimodal)
      throw new UnsupportedEcg('SCP-ECG with bimodal compression and no reference beat');
    return 1;
  }
  const factor = rhythm.intervalUs / reference.signal.intervalUs;
  if (factor === 1) return 1;
  if (rhythm.isBimodal && Number.isInteger(factor) && factor >= 2 && factor <= 8) return factor;
  if (rhythm.isBimodal || isSubtracted) throw new UnsupportedEcg(`SCP-ECG decimated by ${factor}`);
  return 1;
}

/** Adds the reference beat where it was taken away, in the largest unit that both are whole multiples of. */
function addReference(
  residuals: readonly Int32Array[],
  nanovolts: number,
  leads: readonly LeadDefinition[],
  reference: Reference | null,
  beats: BeatLocations | null,
): { readonly samples: Int32Array[]; readonly nanovolts: number } {
  if (!reference || !beats) throw new UnsupportedEcg('SCP-ECG without its reference beat');
  const own = reference.signal.nanovolts;
  if (own === 0 || nanovolts === 0) throw new DamagedEcg('no amplitude multiplier');
  const unit = greatestCommonDivisor(own, nanovolts);
  const samples = residuals.map((residual, index) => {
    const out = residual.map((value) => value * (nanovolts / unit));
    const { first, last } = leads[index] ?? { first: 1, last: 0 };
    const beat = reference.samples[index] ?? new Int32Array();
    for (const one of beats.beats.filter(({ type }) => type === 0)) {
      // sample numbers of lead and reference beat both count from 1
      const shift = beats.referenceFiducial - one.fiducial;
      const [from, to] = [
        Math.max(one.first, first, 1 - shift),
        Math.min(one.last, last, beat.length - shift),
      ];
      for (let at = from; at <= to; at++) {
        out[at - first] = (out[at - first] ?? 0) + (beat[at + shift - 1] ?? 0) * (own / unit);
      }
    }
    return out;
  });
  return { samples, nanovolts: unit };
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

function referenceGroup(
  leads: readonly LeadDefinition[],
  { signal, samples }: Reference,
): EcgGroup {
  const together = leads.map(({ number }) => ({ first: 1, last: 1, number }));
  return groupOf('averagedBeat', together, samples, signal.nanovolts, signal.intervalUs);
}

function groupOf(
  kind: EcgGroup['kind'],
  leads: readonly LeadDefinition[],
  samples: readonly Int32Array[],
  nanovolts: number,
  intervalUs: number,
): EcgGroup {
  const start = Math.min(...leads.map(({ first }) => first));
  const calibration: ChannelCalibration | null =
    nanovolts === 0
      ? null
      : { sensitivity: nanovolts, correctionFactor: 1, baseline: 0, unit: 'nV' };
  return {
    kind,
    sampleRateHz: 1e6 / intervalUs,
    channels: leads.map(({ first, number }, index): EcgChannel => {
      const lead = leadByNumber(number);
      return {
        lead,
        label: lead ?? String(number),
        samples: narrow(samples[index] ?? new Int32Array()),
        padding: null,
        calibration,
        skewS: ((first - start) * intervalUs) / 1e6,
      };
    }),
  };
}

const narrow = (values: Int32Array): EcgSamples =>
  values.every((value) => value >= -32768 && value <= 32767) ? Int16Array.from(values) : values;
