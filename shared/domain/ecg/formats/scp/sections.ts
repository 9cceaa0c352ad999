import { DamagedEcg, UnsupportedEcg, type ByteReader } from '../../bytes/byteReader';

/** Contents of a section, its header of 16 bytes left out. */
export type Section = { readonly offset: number; readonly length: number };

const HEADER = 16;

/** Sections of a record by number; empty ones are left out (EN 1064, 5.2 and 5.3). */
export function readSections(reader: ByteReader): ReadonlyMap<number, Section> {
  if (reader.u32(2) !== reader.length) throw new DamagedEcg('file length differs from the header');
  const end = 6 + reader.u32(10);
  const sections = new Map<number, Section>();
  for (let at = 6 + HEADER; at + 10 <= end; at += 10) {
    const length = reader.u32(at + 2);
    const offset = reader.u32(at + 6) - 1;
    if (length === 0) continue;
    if (length < HEADER || offset < 0 || offset + length > reader.length) {
      throw new DamagedEcg('section leaves the file');
    }
    sections.set(reader.u16(at), { offset: offset + HEADER, length: length - HEADER });
  }
  return sections;
}

export function need(sections: ReadonlyMap<number, Section>, id: number): Section {
  const section = sections.get(id);
  if (!section) throw new UnsupportedEcg(`SCP-ECG without section ${id}`);
  return section;
}

/** A reader that refuses to leave the section; offsets count from its contents. */
export function within(reader: ByteReader, { offset, length }: Section): ByteReader {
  const at = (from: number, size: number): number => {
    if (from < 0 || size < 0 || from + size > length) throw new DamagedEcg('section is too short');
    return offset + from;
  };
  return {
    length,
    u8: (from) => reader.u8(at(from, 1)),
    i8: (from) => reader.i8(at(from, 1)),
    u16: (from) => reader.u16(at(from, 2)),
    i16: (from) => reader.i16(at(from, 2)),
    u32: (from) => reader.u32(at(from, 4)),
    i32: (from) => reader.i32(at(from, 4)),
    bytes: (from, size) => reader.bytes(at(from, size), size),
    text: (from, size) => reader.text(at(from, size), size),
  };
}
