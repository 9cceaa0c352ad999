import { createHash } from 'node:crypto';
import { LONG_FORM } from '../../../shared/lib/valueRepresentation';
import { MINUTE_MS } from './shift';

/** Where a value of a data set lies in its file. */
type Place = { readonly tag: number; readonly at: number; readonly length: number };

const PREAMBLE = 128;
const PIXEL_DATA = 0x7fe00010;
const BIRTH_DATE = 0x00100030;
const SEQUENCE = 'SQ';
const UNDEFINED_LENGTH = 0xffffffff;
/** Times that belong to a date, by how far their tags are apart: 0008,0020 and 0008,0030; 0040,0244 and 0040,0245. */
const TIME_OFFSETS = [0x10, 0x01];

/**
 * Dates and times of a file of the demo, moved together; birth dates stay. A file with other dates is another object, so its
 * UIDs are others too: whoever brings the bundled files by hand brings what they are. Every value keeps its length, so that
 * nothing else of the file changes.
 *
 * @param file - DICOM Part 10, Explicit VR Little Endian or encapsulated, as all files of the bundle are.
 * @param ms - Whole minutes, as milliseconds.
 */
export function movedDicom(file: Buffer, ms: number): Buffer {
  if (ms % MINUTE_MS !== 0) throw new RangeError('dates move by whole minutes');
  const moved = Buffer.from(file);
  const { dates, times, instants, uids } = placesOf(file);
  for (const place of uids) moved.write(movedUid(textAt(file, place), ms), place.at, 'latin1');
  for (const date of dates) {
    const day = textAt(file, date);
    if (date.tag === BIRTH_DATE || !/^\d{8}$/.test(day)) continue;
    const time = times.find(({ tag }) => TIME_OFFSETS.includes(tag - date.tag));
    const clock = time ? textAt(file, time) : '';
    const hasClock = /^\d{6}/.test(clock);
    const next = later(day, hasClock ? clock.slice(0, 6) : '120000', ms);
    moved.write(next.day, date.at, 'latin1');
    if (time && hasClock) moved.write(next.time, time.at, 'latin1');
  }
  for (const place of instants) {
    const text = textAt(file, place);
    if (!/^\d{14}/.test(text)) continue;
    const next = later(text.slice(0, 8), text.slice(8, 14), ms);
    moved.write(next.day + next.time, place.at, 'latin1');
  }
  return moved;
}

/** UIDs of the bundle are decimal UUIDs; those of DICOM itself (classes, syntaxes) are everybody's and stay. */
export function movedUid(uid: string, ms: number): string {
  const isOurs = uid.startsWith('2.25.') && uid.length > '2.25.'.length + CHANGED_DIGITS;
  if (!isOurs || ms === 0) return uid;
  const hash = createHash('sha256').update(`${uid} ${ms}`).digest();
  const digits = String(hash.readUIntBE(0, 6) % 10 ** CHANGED_DIGITS).padStart(CHANGED_DIGITS, '0');
  return uid.slice(0, -CHANGED_DIGITS) + digits;
}
const CHANGED_DIGITS = 9;

/** When the study was taken, in Beijing. */
export function takenAtOf(file: Buffer): number {
  const { dates, times } = placesOf(file);
  const date = dates.find(({ tag }) => tag === 0x00080020);
  const time = times.find(({ tag }) => tag === 0x00080030);
  if (!date || !time) throw new Error('a demo file without study date and time');
  return millisecondsOf(textAt(file, date), textAt(file, time));
}

const textAt = (file: Buffer, { at, length }: Place): string =>
  file
    .toString('latin1', at, at + length)
    .replaceAll('\0', '')
    .trim();

const BEIJING_MS = 8 * 60 * MINUTE_MS;

function millisecondsOf(day: string, time: string): number {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6, 8)].map(Number);
  const [hour, minute, second] = [time.slice(0, 2), time.slice(2, 4), time.slice(4, 6)].map(Number);
  return (
    Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1, hour ?? 0, minute ?? 0, second ?? 0) -
    BEIJING_MS
  );
}

function later(day: string, time: string, ms: number): { day: string; time: string } {
  const text = new Date(millisecondsOf(day, time) + ms + BEIJING_MS).toISOString();
  return {
    day: text.slice(0, 10).replaceAll('-', ''),
    time: text.slice(11, 19).replaceAll(':', ''),
  };
}

type Places = {
  readonly dates: Place[];
  readonly times: Place[];
  readonly instants: Place[];
  readonly uids: Place[];
};

/** All dates, times and UIDs up to the pixels. Sequences and items are walked through: their heads have no value of their own. */
function placesOf(file: Buffer): Places {
  const places: Places = { dates: [], times: [], instants: [], uids: [] };
  for (let at = PREAMBLE + 4; at + 8 <= file.length;) {
    const tag = file.readUInt16LE(at) * 0x10000 + file.readUInt16LE(at + 2);
    if (tag === PIXEL_DATA) break;
    if (tag >>> 16 === 0xfffe) {
      at += 8; // begin and end of items
      continue;
    }
    const vr = file.toString('latin1', at + 4, at + 6);
    const isLong = LONG_FORM.has(vr);
    const length = isLong ? file.readUInt32LE(at + 8) : file.readUInt16LE(at + 6);
    const value = at + (isLong ? 12 : 8);
    if (vr === SEQUENCE) {
      at = value;
      continue;
    }
    if (length === UNDEFINED_LENGTH) throw new Error(`an element of undefined length: ${vr}`);
    const place = { tag, at: value, length };
    if (vr === 'DA') places.dates.push(place);
    if (vr === 'TM') places.times.push(place);
    if (vr === 'DT') places.instants.push(place);
    if (vr === 'UI') places.uids.push(place);
    at = value + length;
  }
  return places;
}
