import type { ChannelCalibration } from '../../amplitude';
import { DamagedEcg, latin1, UnsupportedEcg } from '../../bytes/byteReader';
import { guessText } from '../../bytes/text';
import { decimalOf } from '../../bytes/xml';
import type { EcgDevice, RecorderFilter } from '../../recording';
import { clockOf } from '../wallClock';

export type EdfSignal = {
  readonly label: string;
  readonly kind: 'samples' | 'annotations' | 'status';
  readonly calibration: ChannelCalibration | null;
  readonly prefilter: string;
  readonly samplesPerRecord: number;
  /** Bytes from the start of a record to the signal's first sample. */
  readonly offset: number;
};

export type EdfHeader = {
  readonly format: 'edf' | 'bdf';
  readonly sampleBytes: 2 | 3;
  readonly recordedAt: string | null;
  readonly device: EcgDevice;
  readonly recorderFilter: RecorderFilter;
  /** EDF+D: records need not follow each other without a pause; each says when it begins. */
  readonly isInterrupted: boolean;
  readonly headerBytes: number;
  readonly recordBytes: number;
  readonly records: number;
  readonly recordS: number;
  readonly signals: readonly EdfSignal[];
};

export const FIXED_BYTES = 256;
const MAX_SIGNALS = 512;
const MAX_RECORD_BYTES = 64 * 1024 * 1024;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Length of the whole header, from its first 256 bytes. */
export function headerLength(fixed: Uint8Array): number {
  const signals = whole(latin1(fixed.subarray(252, 256)));
  if (signals === null || signals < 1 || signals > MAX_SIGNALS) throw new DamagedEcg('no signals');
  const stated = whole(latin1(fixed.subarray(184, 192)));
  const length = FIXED_BYTES * (signals + 1);
  if (stated !== length) throw new DamagedEcg('header of another length than its signals need');
  return length;
}

/**
 * Reads the header of EDF, EDF+ (C and D) and BDF.
 *
 * @param fileBytes - Size of the file: a recorder that was switched off states -1 records.
 * @see www.edfplus.info/specs (EDF, EDF+), BioSemi BDF.
 */
export function readHeader(bytes: Uint8Array, fileBytes: number): EdfHeader {
  const field = (at: number, length: number): string =>
    latin1(bytes.subarray(at, at + length)).trim();
  const isBdf = bytes[0] === 0xff;
  const sampleBytes = isBdf ? 3 : 2;
  const count = bytes.length / FIXED_BYTES - 1;
  const signals = readSignals(bytes, count, sampleBytes);
  const recordBytes = signals.reduce((sum, one) => sum + one.samplesPerRecord * sampleBytes, 0);
  if (recordBytes === 0 || recordBytes > MAX_RECORD_BYTES)
    throw new DamagedEcg(`records of ${recordBytes} bytes`);
  const held = Math.floor((fileBytes - bytes.length) / recordBytes);
  const stated = whole(field(236, 8));
  if (stated === null || stated < -1) throw new DamagedEcg('no number of records');
  if (stated > held) throw new DamagedEcg(`${stated} records announced, ${held} stored`);
  const recordS = decimalOf(field(244, 8));
  if (recordS === null || recordS < 0) throw new DamagedEcg('no duration of a record');
  const recording = guessText(bytes.subarray(88, 168)).trim();
  return {
    format: isBdf ? 'bdf' : 'edf',
    sampleBytes,
    recordedAt: timeOf(field(168, 8), field(176, 8), recording),
    device: { manufacturer: '', model: equipmentOf(recording) },
    recorderFilter: filterOf(signals),
    isInterrupted: /^(EDF|BDF)\+D/u.test(field(192, 44)),
    headerBytes: bytes.length,
    recordBytes,
    records: stated === -1 ? held : stated,
    recordS,
    signals,
  };
}

const whole = (text: string): number | null => {
  const value = Number(text.trim() === '' ? Number.NaN : text);
  return Number.isInteger(value) ? value : null;
};

/** Every property of all signals stands together, then the next one. */
const WIDTHS = {
  label: 16,
  transducer: 80,
  unit: 8,
  low: 8,
  high: 8,
  digitalLow: 8,
  digitalHigh: 8,
  prefilter: 80,
  samples: 8,
};

function readSignals(bytes: Uint8Array, count: number, sampleBytes: number): EdfSignal[] {
  const raw = (name: keyof typeof WIDTHS, signal: number): Uint8Array => {
    let at = FIXED_BYTES;
    for (const [other, width] of Object.entries(WIDTHS)) {
      if (other === name) return bytes.subarray(at + signal * width, at + (signal + 1) * width);
      at += count * width;
    }
    throw new Error('unreachable');
  };
  let offset = 0;
  return Array.from({ length: count }, (_, signal) => {
    const text = (name: keyof typeof WIDTHS): string => guessText(raw(name, signal)).trim();
    const label = text('label');
    const samplesPerRecord = whole(text('samples'));
    if (samplesPerRecord === null || samplesPerRecord < 0)
      throw new DamagedEcg('no samples in a record');
    const start = offset;
    offset += samplesPerRecord * sampleBytes;
    return {
      label,
      kind: kindOf(label),
      calibration: calibrationOf(text),
      prefilter: text('prefilter'),
      samplesPerRecord,
      offset: start,
    };
  });
}

function kindOf(label: string): EdfSignal['kind'] {
  if (/^(EDF|BDF) Annotations$/u.test(label)) return 'annotations';
  return /^status$/iu.test(label) ? 'status' : 'samples';
}

/** Two points of a straight line; equal ones say nothing about the amplitude. */
function calibrationOf(text: (name: keyof typeof WIDTHS) => string): ChannelCalibration | null {
  const [low, high] = [decimalOf(text('low')), decimalOf(text('high'))];
  const [digitalLow, digitalHigh] = [decimalOf(text('digitalLow')), decimalOf(text('digitalHigh'))];
  const unit = text('unit').replace(/^[\u00b5\u03bc]V$/u, 'uV');
  if (low === null || high === null || digitalLow === null || digitalHigh === null) return null;
  if (low === high || digitalLow === digitalHigh || unit === '') return null;
  const sensitivity = (high - low) / (digitalHigh - digitalLow);
  return { sensitivity, correctionFactor: 1, baseline: low - digitalLow * sensitivity, unit };
}

/** `dd.mm.yy`: 85 to 99 are of the last century; the recording field of EDF+ has the whole year. */
function timeOf(date: string, time: string, recording: string): string | null {
  const plus = /^Startdate (\d{2})-([A-Z]{3})-(\d{4})\b/u.exec(recording);
  const [hour = '', minute = '', second = ''] = time.split(/[.:]/u);
  const clock = { hour, minute, second };
  if (plus) {
    const [, day = '', month = '', year = ''] = plus;
    return clockOf({ year, month: String(MONTHS.indexOf(month) + 1), day }, clock);
  }
  const [day = '', month = '', short = ''] = date.split(/[.\-/]/u);
  if (!/^\d{2}$/u.test(short)) return null;
  return clockOf({ year: `${Number(short) >= 85 ? '19' : '20'}${short}`, month, day }, clock);
}

/** `Startdate dd-MMM-yyyy code technician equipment`, `X` where unknown. */
function equipmentOf(recording: string): string {
  const equipment = /^Startdate \S+ \S+ \S+ (\S+)/u.exec(recording)?.[1] ?? 'X';
  return equipment === 'X' ? '' : equipment.replaceAll('_', ' ');
}

/** `HP:0.05Hz LP:150Hz N:50Hz` */
function filterOf(signals: readonly EdfSignal[]): RecorderFilter {
  const text = signals.find(({ kind }) => kind === 'samples')?.prefilter ?? '';
  const value = (name: string): number | null =>
    decimalOf(new RegExp(`\\b${name}:\\s*([\\d.,]+)\\s*Hz`, 'iu').exec(text)?.[1] ?? '');
  return { highPassHz: value('HP'), lowPassHz: value('LP'), notchHz: value('N') };
}

/** Signals with samples; a file of annotations alone is none of ours. */
export function samplesOf(header: EdfHeader): EdfSignal[] {
  const signals = header.signals.filter(
    (one) => one.kind === 'samples' && one.samplesPerRecord > 0,
  );
  if (signals.length === 0 || header.records === 0) throw new UnsupportedEcg('EDF without signals');
  if (header.recordS === 0) throw new UnsupportedEcg('EDF records without duration');
  return signals;
}
