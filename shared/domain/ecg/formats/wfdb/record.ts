import type { EcgSamples } from '../../amplitude';
import { DamagedEcg, UnsupportedEcg } from '../../bytes/byteReader';
import { guessText } from '../../bytes/text';
import { leadByName } from '../../leads';
import {
  wholeFile,
  type ChannelHead,
  type EcgFile,
  type OpenedGroup,
  type Reading,
} from '../opening';
import { readHeader, type WfdbHeader, type WfdbSignal } from './header';
import { openSignalFile, type SignalFile } from './signalFile';

/** A record without segments: its signal files and how long they are together. */
export type OpenedRecord = {
  readonly signals: readonly WfdbSignal[];
  readonly frameRateHz: number;
  readonly frames: number;
  readonly isWide: boolean;
  readonly invalid: number | null;
  /** Samples of each signal in frames `from` to `from + count`. */
  read(from: number, count: number): Reading<EcgSamples[]>;
};

export function* readHeaderFile(files: readonly EcgFile[], file: number): Reading<WfdbHeader> {
  return readHeader(guessText(yield* wholeFile(files, file)));
}

export function fileNamed(files: readonly EcgFile[], name: string): number {
  const at = files.findIndex((file) => file.name === name);
  if (at < 0) throw new DamagedEcg(`${name} is missing`);
  return at;
}

export function* openRecord(
  files: readonly EcgFile[],
  header: Extract<WfdbHeader, { kind: 'signals' }>,
): Reading<OpenedRecord> {
  const names = [...new Set(header.signals.map(({ fileName }) => fileName))];
  const opened: SignalFile[] = [];
  for (const name of names) {
    const signals = header.signals.filter(({ fileName }) => fileName === name);
    opened.push(yield* openSignalFile(files, fileNamed(files, name), signals));
  }
  const held = Math.min(...opened.map(({ frames }) => frames));
  const frames = header.frames ?? held;
  if (frames > held) throw new DamagedEcg(`${frames} frames announced, ${held} stored`);
  if (frames === 0) throw new UnsupportedEcg('WFDB record without samples');
  const invalids = new Set(opened.map(({ invalid }) => invalid));
  const isWide = opened.some((one) => one.isWide);
  // one value has to stand for "nothing" in the whole record: files coded differently keep only their samples
  const invalid = invalids.size === 1 ? (opened[0]?.invalid ?? null) : null;
  return {
    signals: opened.flatMap(({ signals }) => signals),
    frameRateHz: header.frameRateHz,
    frames,
    isWide,
    invalid,
    *read(from, count) {
      const values: EcgSamples[] = [];
      for (const one of opened) values.push(...(yield* one.read(from, count)));
      return isWide ? values.map((samples) => Int32Array.from(samples)) : values;
    },
  };
}

/** Signals of one rate form a group; most records have one. */
export function groupsOf(record: OpenedRecord): OpenedGroup[] {
  const rates = [...new Set(record.signals.map(({ samplesPerFrame }) => samplesPerFrame))];
  return rates.map((perFrame) => {
    const chosen = record.signals.flatMap((signal, at) =>
      signal.samplesPerFrame === perFrame ? [at] : [],
    );
    const sampleRateHz = record.frameRateHz * perFrame;
    return {
      kind: 'rhythm',
      sampleRateHz,
      sampleCount: record.frames * perFrame,
      isWide: record.isWide,
      channels: chosen.map((at) => channelOf(record, at)),
      *read(from, count) {
        const frame = Math.floor(from / perFrame);
        const frames = Math.ceil((from + count) / perFrame) - frame;
        const values = yield* record.read(frame, frames);
        const skipped = from - frame * perFrame;
        return chosen.map((at) =>
          (values[at] ?? new Int16Array()).subarray(skipped, skipped + count),
        );
      },
    };
  });
}

function channelOf(record: OpenedRecord, at: number): ChannelHead {
  const signal = record.signals[at];
  if (!signal) throw new DamagedEcg('no such signal');
  const { gain, baseline, units, description, skewFrames } = signal;
  const lead = leadByName(description);
  return {
    lead,
    label: lead ?? (description || String(at + 1)),
    padding: record.invalid,
    calibration:
      gain === null
        ? null
        : {
            sensitivity: 1 / gain,
            correctionFactor: 1,
            baseline: baseline === 0 ? 0 : -baseline / gain,
            unit: unitOf(units),
          },
    // a skewed signal lies further behind in its file than the moment it belongs to (header(5))
    skewS: skewFrames === 0 ? 0 : -skewFrames / record.frameRateHz,
  };
}

const unitOf = (units: string): string => units.replace(/^[\u00b5\u03bc]V$/u, 'uV');
