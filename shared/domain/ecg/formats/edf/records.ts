import type { EcgSamples } from '../../amplitude';
import { DamagedEcg, UnsupportedEcg } from '../../bytes/byteReader';
import { bytesOf, MISSING, type EcgFile, type Reading } from '../opening';
import { onsetOf } from './annotations';
import type { EdfHeader, EdfSignal } from './header';

/** Records are read together as long as they are not larger than this, in bytes. */
const BLOCK_BYTES = 1024 * 1024;

/** Pauses are filled with "nothing recorded": a few records must not become a month of it. */
const LONGEST_PAUSES = 8;
const FREE_PAUSE_S = 3600;

/** Bytes of one signal in record after record, in blocks of records. */
export function* signalBytes(
  files: readonly EcgFile[],
  header: EdfHeader,
  signal: EdfSignal,
): Generator<
  { readonly file: number; readonly offset: number; readonly length: number },
  Uint8Array[],
  Uint8Array
> {
  const length = signal.samplesPerRecord * header.sampleBytes;
  const found: Uint8Array[] = [];
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / header.recordBytes));
  for (let record = 0; record < header.records; record += perBlock) {
    const count = Math.min(perBlock, header.records - record);
    const isWhole = count > 1;
    const start = header.headerBytes + record * header.recordBytes;
    const block = yield* bytesOf(files, {
      file: 0,
      offset: isWhole ? start : start + signal.offset,
      length: isWhole ? count * header.recordBytes : length,
    });
    for (let index = 0; index < count; index++) {
      const at = isWhole ? index * header.recordBytes + signal.offset : 0;
      found.push(block.slice(at, at + length));
    }
  }
  return found;
}

/** First sample of each record on the group's own axis; `null` when records follow each other without a pause. */
export type RecordStarts = Float64Array | null;

/** @throws {DamagedEcg} When records overlap. @throws {UnsupportedEcg} When there is no annotation signal to tell. */
export function* readOnsets(files: readonly EcgFile[], header: EdfHeader): Reading<Float64Array> {
  const signal = header.signals.find(({ kind }) => kind === 'annotations');
  if (!signal) throw new UnsupportedEcg('interrupted EDF without annotations');
  const onsets = Float64Array.from(yield* signalBytes(files, header, signal), onsetOf);
  const first = onsets[0] ?? 0;
  for (let record = 1; record < onsets.length; record++) {
    const step = (onsets[record] ?? 0) - (onsets[record - 1] ?? 0);
    if (!(step > header.recordS * 0.999)) throw new DamagedEcg('records overlap');
  }
  const spanS = (onsets.at(-1) ?? 0) - first;
  if (spanS > LONGEST_PAUSES * header.records * header.recordS + FREE_PAUSE_S) {
    throw new UnsupportedEcg('EDF that consists of pauses');
  }
  return onsets.map((onset) => onset - first);
}

/** Samples of signals of one rate, in a range of their own axis. */
export function* readRange(
  files: readonly EcgFile[],
  header: EdfHeader,
  group: {
    readonly signals: readonly EdfSignal[];
    readonly perRecord: number;
    readonly starts: RecordStarts;
  },
  { from, count }: { readonly from: number; readonly count: number },
): Reading<EcgSamples[]> {
  const { signals, perRecord, starts } = group;
  const isWide = header.sampleBytes === 3 || starts !== null;
  const out = signals.map(() => (isWide ? new Int32Array(count) : new Int16Array(count)));
  if (starts !== null) for (const samples of out) samples.fill(MISSING);
  const startOf = (record: number): number => starts?.[record] ?? record * perRecord;
  const first = starts ? lastNotAfter(starts, from) : Math.floor(from / perRecord);
  const end = from + count;
  for (let record = first; record < header.records && startOf(record) < end;) {
    const block = yield* readBlock(files, header, signals, { record, until: end, startOf });
    for (let index = 0; index < block.records; index++) {
      copyRecord({ header, signals, perRecord, out }, block, index, startOf(record + index) - from);
    }
    record += block.records;
  }
  return out;
}

type Block = {
  readonly records: number;
  /** Where a signal's samples of one record lie. */
  at(signal: number, index: number): { readonly bytes: Uint8Array; readonly offset: number };
};

function* readBlock(
  files: readonly EcgFile[],
  header: EdfHeader,
  signals: readonly EdfSignal[],
  wanted: {
    readonly record: number;
    readonly until: number;
    readonly startOf: (record: number) => number;
  },
): Reading<Block> {
  const { recordBytes, headerBytes, sampleBytes } = header;
  const start = headerBytes + wanted.record * recordBytes;
  if (recordBytes > BLOCK_BYTES) {
    const parts: Uint8Array[] = [];
    for (const { offset, samplesPerRecord } of signals) {
      const length = samplesPerRecord * sampleBytes;
      parts.push(yield* bytesOf(files, { file: 0, offset: start + offset, length }));
    }
    return {
      records: 1,
      at: (signal) => ({ bytes: parts[signal] ?? new Uint8Array(), offset: 0 }),
    };
  }
  const most = Math.min(header.records - wanted.record, Math.floor(BLOCK_BYTES / recordBytes));
  let records = 1;
  while (records < most && wanted.startOf(wanted.record + records) < wanted.until) records += 1;
  const bytes = yield* bytesOf(files, { file: 0, offset: start, length: records * recordBytes });
  return {
    records,
    at: (signal, index) => ({
      bytes,
      offset: index * recordBytes + (signals[signal]?.offset ?? 0),
    }),
  };
}

/** Copies what of one record lies in the range; `shift` is where its first sample falls there. */
function copyRecord(
  target: {
    readonly header: EdfHeader;
    readonly signals: readonly EdfSignal[];
    readonly perRecord: number;
    readonly out: readonly EcgSamples[];
  },
  block: Block,
  index: number,
  shift: number,
): void {
  const { header, signals, perRecord, out } = target;
  signals.forEach((_, signal) => {
    const samples = out[signal];
    if (!samples) return;
    const { bytes, offset } = block.at(signal, index);
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
    const [first, last] = [Math.max(0, -shift), Math.min(perRecord, samples.length - shift)];
    if (header.sampleBytes === 2) {
      for (let at = first; at < last; at++) samples[shift + at] = view.getInt16(2 * at, true);
    } else {
      for (let at = first; at < last; at++) {
        samples[shift + at] = view.getUint16(3 * at, true) | (view.getInt8(3 * at + 2) << 16);
      }
    }
  });
}

/** Last record that begins at `sample` or before it. */
function lastNotAfter(starts: Float64Array, sample: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= sample) low = middle;
    else high = middle - 1;
  }
  return low;
}
