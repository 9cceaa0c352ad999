import type { EcgSamples } from '../../amplitude';
import { DamagedEcg, UnsupportedEcg } from '../../bytes/byteReader';
import { bytesOf, wholeFile, type EcgFile, type Reading } from '../opening';
import type { WfdbSignal } from './header';
import { bytesNeeded, SAMPLE_FORMATS, samplesHeld, type SampleFormat } from './sampleFormats';

/** Differences of eight bits from sample to sample, which only tell an amplitude from the beginning on. */
const DIFFERENCES = 8;

/** All signals of one file, interleaved frame by frame. */
export type SignalFile = {
  readonly signals: readonly WfdbSignal[];
  /** Samples of all signals in one frame. */
  readonly perFrame: number;
  /** Frames that the file holds. */
  readonly frames: number;
  readonly isWide: boolean;
  readonly invalid: number | null;
  /** Samples of each signal in frames `from` to `from + count`. */
  read(from: number, count: number): Reading<EcgSamples[]>;
};

/** @throws {UnsupportedEcg} For a coding that cannot be read. @throws {DamagedEcg} When signals contradict each other. */
export function* openSignalFile(
  files: readonly EcgFile[],
  file: number,
  signals: readonly WfdbSignal[],
): Reading<SignalFile> {
  const number = signals[0]?.format ?? 0;
  const offset = signals[0]?.byteOffset ?? 0;
  if (signals.some(({ format }) => format !== number)) {
    throw new DamagedEcg('signals of one file are coded differently');
  }
  const perFrame = signals.reduce((sum, { samplesPerFrame }) => sum + samplesPerFrame, 0);
  if (number === DIFFERENCES) return yield* openDifferences(files, file, signals, perFrame);
  const format = SAMPLE_FORMATS[number];
  if (!format) throw new UnsupportedEcg(`WFDB signal format ${number}`);
  const size = (files[file]?.sizeBytes ?? 0) - offset;
  const shared = { signals, perFrame, isWide: format.isWide, invalid: format.invalid };
  return {
    ...shared,
    frames: Math.floor(samplesHeld(format, Math.max(0, size)) / perFrame),
    *read(from, count) {
      const [first, last] = [from * perFrame, (from + count) * perFrame];
      const unit = Math.floor(first / format.samples);
      const start = offset + unit * format.bytes;
      const bytes = yield* bytesOf(files, {
        file,
        offset: start,
        length: offset + bytesNeeded(format, last) - start,
      });
      const skipped = first - unit * format.samples;
      return spread(shared, count, (index) => sampleAt(format, bytes, skipped + index));
    },
  };
}

const sampleAt = (format: SampleFormat, bytes: Uint8Array, index: number): number => {
  const unit = Math.floor(index / format.samples);
  return format.read(bytes, unit * format.bytes, index - unit * format.samples);
};

/** Takes interleaved samples apart: frame by frame, in a frame signal by signal. */
function spread(
  { signals, perFrame, isWide }: Pick<SignalFile, 'signals' | 'perFrame' | 'isWide'>,
  frames: number,
  sample: (index: number) => number,
): EcgSamples[] {
  let inFrame = 0;
  return signals.map(({ samplesPerFrame }) => {
    const length = frames * samplesPerFrame;
    const out = isWide ? new Int32Array(length) : new Int16Array(length);
    const first = inFrame;
    inFrame += samplesPerFrame;
    for (let frame = 0, at = 0; frame < frames; frame++) {
      const start = frame * perFrame + first;
      for (let index = 0; index < samplesPerFrame; index++) out[at++] = sample(start + index);
    }
    return out;
  });
}

function* openDifferences(
  files: readonly EcgFile[],
  file: number,
  signals: readonly WfdbSignal[],
  perFrame: number,
): Reading<SignalFile> {
  const bytes = (yield* wholeFile(files, file)).subarray(signals[0]?.byteOffset ?? 0);
  const frames = Math.floor(bytes.length / perFrame);
  const shared = { signals, perFrame, isWide: true, invalid: null };
  const values = spread(shared, frames, (index) => ((bytes[index] ?? 0) << 24) >> 24);
  values.forEach((samples, at) => {
    let value = signals[at]?.initialValue ?? 0;
    for (let index = 0; index < samples.length; index++)
      samples[index] = value += samples[index] ?? 0;
  });
  return {
    ...shared,
    frames,

    *read(from, count) {
      return values.map((samples, at) => {
        const per = signals[at]?.samplesPerFrame ?? 1;
        return samples.slice(from * per, (from + count) * per);
      });
    },
  };
}
