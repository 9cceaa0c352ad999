import { DamagedEcg, UnsupportedEcg, readBytes, type ByteReader } from './byteReader';
import type { EcgSamples } from './amplitude';
import { leadByNumber } from './leads';
import { bareFacts, type EcgChannel, type EcgRecording } from './recording';
import { decodeDefaultHuffman } from './scpHuffman';

type Section = { readonly offset: number; readonly length: number };

const SECTION_HEADER = 16;
const DEFAULT_TABLE = 19999;
const NANO = 'nV';

/**
 * Reads the rhythm of an SCP-ECG file: uncompressed or default Huffman, with or without differences.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`. Reference beat subtraction, bimodal compression and own Huffman
 *   tables are refused: a trace rebuilt wrongly looks like an ECG.
 * @see EN 1064 (SCP-ECG), sections 0, 1, 2, 3 and 6.
 */
export function readScpEcg(bytes: ArrayBuffer): EcgRecording {
  const reader = readBytes(bytes);
  if (reader.u32(2) !== reader.length) throw new DamagedEcg('file length differs from the header');
  const sections = readPointers(reader);
  const definitions = need(sections, 3);
  const rhythm = need(sections, 6);
  const leads = readLeads(reader, definitions.offset + SECTION_HEADER);
  const start = rhythm.offset + SECTION_HEADER;
  const channels = readChannels(reader, start, leads, isHuffman(reader, sections.get(2)));
  const intervalUs = reader.u16(start + 2);
  if (intervalUs === 0) throw new DamagedEcg('no sample interval');
  return {
    ...bareFacts('scp'),
    recordedAt: readTime(reader, sections.get(1)),
    groups: [{ kind: 'rhythm', sampleRateHz: 1e6 / intervalUs, channels }],
  };
}

function need(sections: ReadonlyMap<number, Section>, id: number): Section {
  const section = sections.get(id);
  if (!section) throw new UnsupportedEcg(`SCP-ECG without section ${id}`);
  return section;
}

/** Section 0 lists id, length and 1-based position of every section. */
function readPointers(reader: ByteReader): Map<number, Section> {
  const end = 6 + reader.u32(10);
  const sections = new Map<number, Section>();
  for (let at = 6 + SECTION_HEADER; at + 10 <= end; at += 10) {
    const length = reader.u32(at + 2);
    const offset = reader.u32(at + 6) - 1;
    if (length === 0) continue;
    if (offset + length > reader.length) throw new DamagedEcg('section leaves the file');
    sections.set(reader.u16(at), { offset, length });
  }
  return sections;
}

type LeadDefinition = { readonly first: number; readonly last: number; readonly number: number };

function readLeads(reader: ByteReader, offset: number): LeadDefinition[] {
  const flags = reader.u8(offset + 1);
  if ((flags & 1) !== 0) throw new UnsupportedEcg('SCP-ECG with reference beat subtraction');
  return Array.from({ length: reader.u8(offset) }, (_, index) => {
    const at = offset + 2 + 9 * index;
    const lead = { first: reader.u32(at), last: reader.u32(at + 4), number: reader.u8(at + 8) };
    if (lead.last < lead.first || lead.first < 1) throw new DamagedEcg('lead without samples');
    return lead;
  });
}

function isHuffman(reader: ByteReader, tables: Section | undefined): boolean {
  if (!tables) return false;
  const count = reader.u16(tables.offset + SECTION_HEADER);
  if (count !== DEFAULT_TABLE) throw new UnsupportedEcg('SCP-ECG with its own Huffman tables');
  return true;
}

function readChannels(
  reader: ByteReader,
  start: number,
  leads: readonly LeadDefinition[],
  huffman: boolean,
): EcgChannel[] {
  const nanovolts = reader.u16(start);
  const differences = reader.u8(start + 4);
  if (reader.u8(start + 5) !== 0) throw new UnsupportedEcg('SCP-ECG with bimodal compression');
  if (differences > 2) throw new DamagedEcg(`difference order ${differences}`);
  if (leads.length === 0) throw new DamagedEcg('no leads');
  const firstStart = Math.min(...leads.map(({ first }) => first));
  const intervalS = reader.u16(start + 2) / 1e6;
  let at = start + 6 + 2 * leads.length;
  return leads.map(({ first, last, number }, index): EcgChannel => {
    const length = reader.u16(start + 6 + 2 * index);
    const count = last - first + 1;
    const stored = huffman
      ? decodeDefaultHuffman(reader, at, length, bounded(count, 8 * length))
      : plain(reader, at, bounded(count, Math.floor(length / 2)));
    at += length;
    const lead = leadByNumber(number);
    return {
      lead,
      label: lead ?? String(number),
      samples: narrow(integrate(stored, differences)),
      padding: null,
      calibration:
        nanovolts === 0
          ? null
          : { sensitivity: nanovolts, correctionFactor: 1, baseline: 0, unit: NANO },
      skewS: (first - firstStart) * intervalS,
    };
  });
}

/** A sample takes at least one bit; a header that promises more is damaged, and must not make us allocate. */
function bounded(count: number, most: number): number {
  if (count > most) throw new DamagedEcg('more samples announced than stored');
  return count;
}

const plain = (reader: ByteReader, offset: number, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, index) => reader.i16(offset + 2 * index));

/** Undoes first or second differences; the first one or two values are stored as they are. */
function integrate(stored: Int32Array, order: number): Int32Array {
  const values = Int32Array.from(stored);
  for (let index = order; index < values.length && order > 0; index++) {
    const [one = 0, two = 0] = [values[index - 1], values[index - 2]];
    values[index] = (stored[index] ?? 0) + (order === 1 ? one : 2 * one - two);
  }
  return values;
}

const narrow = (values: Int32Array): EcgSamples =>
  values.every((value) => value >= -32768 && value <= 32767) ? Int16Array.from(values) : values;

/** Section 1, tags 25 (date) and 26 (time); an impossible date is left out rather than repaired. */
function readTime(reader: ByteReader, section: Section | undefined): string | null {
  if (!section) return null;
  const tags = new Map<number, number>();
  const end = section.offset + section.length;
  for (let at = section.offset + SECTION_HEADER; at + 3 <= end;) {
    const tag = reader.u8(at);
    if (tag === 255) break;
    tags.set(tag, at + 3);
    at += 3 + reader.u16(at + 1);
  }
  const [date, time] = [tags.get(25), tags.get(26)];
  if (date === undefined || time === undefined) return null;
  const year = reader.u16(date);
  const [month, day] = [reader.u8(date + 2), reader.u8(date + 3)];
  if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [0, 1, 2].map((index) => two(reader.u8(time + index))).join(':');
  return `${year}-${two(month)}-${two(day)}T${clock}`;
}
