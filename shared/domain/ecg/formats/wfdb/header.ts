import { DamagedEcg, UnsupportedEcg } from '../../bytes/byteReader';
import { clockOf } from '../wallClock';

/** One signal line of a header. */
export type WfdbSignal = {
  readonly fileName: string;
  readonly format: number;
  readonly samplesPerFrame: number;
  /** Frames by which the signal lies behind the others in its file. */
  readonly skewFrames: number;
  /** Bytes in front of the first sample. */
  readonly byteOffset: number;
  /** ADC units for one physical unit; `null` when missing or 0: not calibrated (header(5)). */
  readonly gain: number | null;
  readonly baseline: number;
  readonly units: string;
  readonly initialValue: number;
  readonly description: string;
};

type RecordLine = {
  readonly name: string;
  readonly frameRateHz: number;
  /** `null` when the header does not say. */
  readonly frames: number | null;
  readonly recordedAt: string | null;
};

export type WfdbHeader = RecordLine & { readonly comments: readonly string[] } & (
    | { readonly kind: 'signals'; readonly signals: readonly WfdbSignal[] }
    | {
        readonly kind: 'segments';
        /** `null` for a stretch in which nothing was recorded. */
        readonly segments: readonly { readonly name: string | null; readonly frames: number }[];
      }
  );

const DEFAULT_RATE_HZ = 250;
const MAX_SIGNALS = 64;
const MAX_SEGMENTS = 10_000;
const MAX_SAMPLES_PER_FRAME = 1000;

/**
 * Reads a WFDB header: of one record, or of a record in segments.
 *
 * @throws {DamagedEcg} When lines are missing or are none. @throws {UnsupportedEcg} For variable layout.
 * @see WFDB Applications Guide, header(5).
 */
export function readHeader(text: string): WfdbHeader {
  const all = text.split(/\r?\n/u).map((line) => line.trim());
  const comments = all.filter((line) => line.startsWith('#')).map((line) => line.slice(1).trim());
  const [first, ...lines] = all.filter((line) => line !== '' && !line.startsWith('#'));
  if (first === undefined) throw new DamagedEcg('an empty header');
  const { signals, segments, ...record } = readRecordLine(first);
  if (segments !== null) {
    return { ...record, comments, kind: 'segments', segments: readSegments(lines, segments) };
  }
  if (lines.length < signals) throw new DamagedEcg(`${signals} signals, ${lines.length} described`);
  return {
    ...record,
    comments,
    kind: 'signals',
    signals: lines.slice(0, signals).map(readSignalLine),
  };
}

/** `name[/segments] signals [frequency[/counter[(base)]] [samples [time [date]]]]` */
function readRecordLine(line: string): RecordLine & { signals: number; segments: number | null } {
  const match =
    /^([^\s/]+)(?:\/(\d+))?\s+(\d+)(?:\s+([\d.eE+-]+)(?:\/\S+)?(?:\s+(\d+)(?:\s+([\d:.]+)(?:\s+([\d/]+))?)?)?)?/u.exec(
      line,
    );
  if (!match) throw new DamagedEcg('no record line');
  const [, name = '', segmentCount, signalCount, rate, frames, time, date] = match;
  const signals = Number(signalCount);
  const segments = segmentCount === undefined ? null : Number(segmentCount);
  if (signals > MAX_SIGNALS || (segments ?? 0) > MAX_SEGMENTS)
    throw new DamagedEcg('too many signals');
  if (signals === 0 || segments === 0) throw new UnsupportedEcg('WFDB record without signals');
  const frameRateHz = rate === undefined ? DEFAULT_RATE_HZ : Number(rate);
  if (!(frameRateHz > 0 && frameRateHz < 1e6)) throw new DamagedEcg('no sampling frequency');
  const count = Number(frames ?? 0);
  return {
    name,
    signals,
    segments,
    frameRateHz,
    frames: count > 0 ? count : null,
    recordedAt: clockOfHeader(time, date),
  };
}

/** `HH:MM:SS` and `DD/MM/YYYY`; a time without a date is no instant. */
function clockOfHeader(time: string | undefined, date: string | undefined): string | null {
  const [day = '', month = '', year = ''] = (date ?? '').split('/');
  const [hour = '', minute = '', second = ''] = (time ?? '').split(':');
  const parts = { hour, minute, second: String(Math.floor(Number(second))) };
  return date === undefined ? null : clockOf({ year, month, day }, parts);
}

function readSegments(lines: readonly string[], count: number) {
  if (lines.length < count) throw new DamagedEcg(`${count} segments, ${lines.length} described`);
  const segments = lines.slice(0, count).map((line) => {
    const match = /^(\S+)\s+(\d+)/u.exec(line);
    if (!match || /[/\\]/u.test(match[1] ?? '')) throw new DamagedEcg('no segment line');
    const [, name = ''] = match;
    return { name: name === '~' ? null : name, frames: Number(match[2]) };
  });
  if (segments[0]?.frames === 0) throw new UnsupportedEcg('WFDB record of variable layout');
  if (segments.some(({ frames }) => frames === 0))
    throw new DamagedEcg('a segment without samples');
  return segments;
}

/** `file format[xframe][:skew][+offset] [gain[(baseline)][/units] [bits [zero [first [checksum [block [text]]]]]]]` */
function readSignalLine(line: string): WfdbSignal {
  const match =
    /^(\S+)\s+(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?(?:\s+([\d.eE+-]+)(?:\((-?\d+)\))?(?:\/(\S+))?(?:\s+(\d+)(?:\s+(-?\d+)(?:\s+(-?\d+)(?:\s+-?\d+(?:\s+-?\d+(?:\s+(.*))?)?)?)?)?)?)?/u.exec(
      line,
    );
  if (!match) throw new DamagedEcg('no signal line');
  const [
    ,
    fileName = '',
    format,
    perFrame,
    skew,
    offset,
    gain,
    baseline,
    units,
    ,
    zero,
    first,
    text,
  ] = match;
  if (/[/\\]/u.test(fileName)) throw new DamagedEcg('a signal file outside of the record');
  const samplesPerFrame = Number(perFrame ?? 1);
  if (samplesPerFrame < 1 || samplesPerFrame > MAX_SAMPLES_PER_FRAME)
    throw new DamagedEcg('samples per frame');
  const factor = Number(gain ?? 0);
  return {
    fileName,
    format: Number(format),
    samplesPerFrame,
    skewFrames: Number(skew ?? 0),
    byteOffset: Number(offset ?? 0),
    gain: Number.isFinite(factor) && factor !== 0 ? factor : null,
    baseline: Number(baseline ?? zero ?? 0),
    units: units ?? 'mV',
    initialValue: Number(first ?? zero ?? 0),
    description: (text ?? '').trim(),
  };
}

/** Files a header names, each once. */
export const filesOf = (header: WfdbHeader): string[] =>
  header.kind === 'signals'
    ? [...new Set(header.signals.map(({ fileName }) => fileName))]
    : header.segments.flatMap(({ name }) => (name === null ? [] : [`${name}.hea`]));
