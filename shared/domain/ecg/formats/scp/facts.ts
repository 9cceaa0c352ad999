import type { ByteReader } from '../../bytes/byteReader';
import { guessText } from '../../bytes/text';
import type {
  EcgDevice,
  MeasurementKey,
  RecorderFilter,
  RecorderMeasurement,
} from '../../recording';
import { clockOf } from '../wallClock';

const TAG = {
  device: 14,
  date: 25,
  time: 26,
  highPass: 27,
  lowPass: 28,
  filters: 29,
  end: 255,
} as const;

type Tags = ReadonlyMap<number, Uint8Array>;

/** Section 1 (EN 1064, 5.4): what it says about recorder, time and filters. */
export function readHeaderData(section: ByteReader): {
  readonly recordedAt: string | null;
  readonly device: EcgDevice;
  readonly recorderFilter: RecorderFilter;
} {
  const tags = readTags(section);
  return {
    recordedAt: timeOf(tags),
    device: deviceOf(tags.get(TAG.device)),
    recorderFilter: filterOf(tags),
  };
}

function readTags(section: ByteReader): Tags {
  const tags = new Map<number, Uint8Array>();
  for (let at = 0; at + 3 <= section.length;) {
    const tag = section.u8(at);
    if (tag === TAG.end) break;
    const length = section.u16(at + 1);
    if (!tags.has(tag)) tags.set(tag, section.bytes(at + 3, length));
    at += 3 + length;
  }
  return tags;
}

const u16 = (bytes: Uint8Array | undefined, at: number): number | null =>
  bytes && bytes.length >= at + 2 ? (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0) : null;

/** An impossible date is left out rather than repaired. */
function timeOf(tags: Tags): string | null {
  const [date, time] = [tags.get(TAG.date), tags.get(TAG.time)];
  const year = u16(date, 0);
  if (year === null || !date || date.length < 4 || !time || time.length < 3) return null;
  const [hour, minute, second] = time;
  return clockOf(
    { year: String(year), month: String(date[2]), day: String(date[3]) },
    { hour: String(hour), minute: String(minute), second: String(second) },
  );
}

/** Tag 14: model in bytes 9 to 14; behind byte 36 texts ended by 0, of which the fifth is the manufacturer. */
function deviceOf(bytes: Uint8Array | undefined): EcgDevice {
  if (!bytes || bytes.length < 14) return { manufacturer: '', model: '' };
  const texts: string[] = [];
  for (let at = 36; at < bytes.length && texts.length < 5;) {
    const zero = bytes.indexOf(0, at);
    const end = zero < 0 ? bytes.length : zero;
    texts.push(guessText(bytes.subarray(at, end)).trim());
    at = end + 1;
  }
  const model = guessText(bytes.subarray(8, 14)).replace(/\0.*$/su, '').trim();
  return { manufacturer: texts[4] ?? '', model };
}

function filterOf(tags: Tags): RecorderFilter {
  const highPass = u16(tags.get(TAG.highPass), 0);
  const bits = tags.get(TAG.filters)?.[0] ?? 0;
  return {
    highPassHz: highPass ? highPass / 100 : null,
    lowPassHz: u16(tags.get(TAG.lowPass), 0) || null,
    notchHz: (bits & 1) !== 0 ? 60 : (bits & 2) !== 0 ? 50 : null,
  };
}

/** Values that stand for "not computed", EN 1064 5.10. */
const isSet = (value: number): boolean =>
  value !== 29999 && value !== 29998 && value !== 19999 && value !== 0xffff;

/** Section 7 (EN 1064, 5.10): global measurements; times are from the start of the reference beat. */
export function readMeasurements(section: ByteReader): RecorderMeasurement[] {
  const found: RecorderMeasurement[] = [];
  const put = (key: MeasurementKey, name: string, value: number, unit: string): void => {
    found.push({ key, name, value, unit });
  };
  const [blocks, spikes] = [section.u8(0), section.u8(1)];
  const rr = section.u16(2);
  if (isSet(rr) && rr > 0) put('rr', 'RR', rr, 'ms');
  if (blocks > 0) readBlock(section, 6, put);
  readRates(section, 6 + 16 * blocks + 10 * spikes, put);
  return found;
}

type Put = (key: MeasurementKey, name: string, value: number, unit: string) => void;

function readBlock(section: ByteReader, at: number, put: Put): void {
  const [pOn, pOff, qrsOn, qrsOff, tOff] = [0, 2, 4, 6, 8].map((offset) =>
    section.u16(at + offset),
  );
  const interval = (key: MeasurementKey, name: string, from = 0, to = 0): void => {
    if (isSet(from) && isSet(to) && to > from) put(key, name, to - from, 'ms');
  };
  interval('pDuration', 'P', pOn, pOff);
  interval('pr', 'PR', pOn, qrsOn);
  interval('qrs', 'QRS', qrsOn, qrsOff);
  interval('qt', 'QT', qrsOn, tOff);
  const axes = [
    ['pAxis', 'P axis'],
    ['qrsAxis', 'QRS axis'],
    ['tAxis', 'T axis'],
  ] as const;
  axes.forEach(([key, name], index) => {
    const value = section.i16(at + 10 + 2 * index);
    if (Math.abs(value) <= 180) put(key, name, value, 'deg');
  });
}

/** Behind the pacemaker spikes: types of the beats, rates and corrected QT; older writers end before that. */
function readRates(section: ByteReader, at: number, put: Put): void {
  if (at + 2 > section.length) return;
  const beats = section.u16(at);
  const rates = at + 2 + (isSet(beats) ? beats : 0);
  if (rates + 7 > section.length) return;
  const [ventricular, qtc, formula] = [
    section.u16(rates),
    section.u16(rates + 4),
    section.u8(rates + 6),
  ];
  if (isSet(ventricular) && ventricular > 0) put('heartRate', 'HR', ventricular, '/min');
  const key = formula === 1 ? 'qtcBazett' : 'qtc';
  if (isSet(qtc) && qtc > 0) put(key, 'QTc', qtc, 'ms');
}

/** Section 8 (EN 1064, 5.11): interpretation as text, one statement after the other. */
export function readStatements(section: ByteReader): string[] {
  const count = section.u8(8);
  const statements: string[] = [];
  for (let at = 9, index = 0; index < count; index++) {
    const length = section.u16(at + 1);
    const text = guessText(section.bytes(at + 3, length))
      .replaceAll('\0', ' ')
      .trim();
    if (text !== '') statements.push(text);
    at += 3 + length;
  }
  return statements;
}
