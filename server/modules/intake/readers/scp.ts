import { instantOfDicom } from '../../../../shared/domain/intake/chinaTime';
import type { StatedIdentity } from '../../../../shared/domain/imaging/identityMatch';
import { ok } from '../../../../shared/lib/result';
import { decodeText } from '../recognise/text';
import type { FileContent } from '../process/content';
import { damaged, plainReading, type ReadResult } from './reading';

const MAX_BYTES = 64 * 1024 ** 2;
const SECTION_HEADER = 16;
/** Tags of section 1, EN 1064:2005 5.4.3. */
const TAG = {
  lastName: 0,
  firstName: 1,
  patientId: 2,
  birth: 5,
  sex: 8,
  date: 25,
  time: 26,
  end: 255,
} as const;

/** Header data of an SCP-ECG record: who it says it is of, and when it was taken. */
export async function readScp(content: FileContent): Promise<ReadResult> {
  const bytes = await content.bytes(MAX_BYTES);
  if (!bytes) return damaged('size');
  const section = findSection(bytes, 1);
  if (!section) return damaged('section 1');
  const tags = readTags(section);
  const clock = tags.get(TAG.time);
  const time = clock && clock.length >= 3 ? [...clock.subarray(0, 3)].map(two).join('') : null;
  return ok(
    plainReading({
      occurredAt: instantOfDicom(dateOf(tags.get(TAG.date)), time),
      identities: [identityOf(tags)],
    }),
  );
}

function identityOf(tags: ReadonlyMap<number, Buffer>): StatedIdentity {
  const name = [TAG.lastName, TAG.firstName]
    .map((tag) => textOf(tags.get(tag)))
    .filter((part) => part !== '');
  return {
    names: name.length > 0 ? [name.join('^')] : [],
    birthDate: dateOf(tags.get(TAG.birth)),
    sex: { 1: 'M', 2: 'F' }[tags.get(TAG.sex)?.[0] ?? 0] ?? null,
    patientIds: [textOf(tags.get(TAG.patientId))].filter((id) => id !== ''),
  };
}

/** Pointers of section 0: id, length, and index counted from 1 (5.3.2). */
function findSection(bytes: Buffer, wanted: number): Buffer | null {
  if (bytes.length < 22) return null;
  const pointersEnd = 6 + bytes.readUInt32LE(10);
  for (let at = 6 + SECTION_HEADER; at + 10 <= Math.min(pointersEnd, bytes.length); at += 10) {
    if (bytes.readUInt16LE(at) !== wanted) continue;
    const length = bytes.readUInt32LE(at + 2);
    const start = bytes.readUInt32LE(at + 6) - 1;
    const isInside = start >= 0 && length > SECTION_HEADER && start + length <= bytes.length;
    return isInside ? bytes.subarray(start + SECTION_HEADER, start + length) : null;
  }
  return null;
}

function readTags(section: Buffer): Map<number, Buffer> {
  const tags = new Map<number, Buffer>();
  for (let at = 0; at + 3 <= section.length;) {
    const tag = section[at] ?? TAG.end;
    if (tag === TAG.end) break;
    const length = section.readUInt16LE(at + 1);
    if (!tags.has(tag)) tags.set(tag, section.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  return tags;
}

function textOf(value: Buffer | undefined): string {
  if (!value) return '';
  const end = value.indexOf(0);
  return decodeText(end === -1 ? value : value.subarray(0, end))?.trim() ?? '';
}

/** Year (two bytes), month, day; all zero means not stated. */
function dateOf(value: Buffer | undefined): string | null {
  if (!value || value.length < 4) return null;
  const year = value.readUInt16LE(0);
  return year === 0
    ? null
    : `${String(year).padStart(4, '0')}${two(value[2] ?? 0)}${two(value[3] ?? 0)}`;
}

const two = (number: number): string => String(number).padStart(2, '0');
