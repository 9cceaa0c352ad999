import type { EcgSamples } from '../../amplitude';
import { DamagedEcg, UnsupportedEcg } from '../../bytes/byteReader';
import { MISSING, type EcgFile, type Reading } from '../opening';
import type { WfdbHeader } from './header';
import { fileNamed, openRecord, readHeaderFile, type OpenedRecord } from './record';

type Piece = {
  readonly start: number;
  readonly frames: number;
  readonly record: OpenedRecord | null;
};

/**
 * A record of several segments, one behind the other. Stretches without a record are filled with "nothing recorded".
 *
 * @throws {UnsupportedEcg} When segments differ in what a bit is worth: joined, the samples would not be the file's any more.
 */
export function* openSegments(
  files: readonly EcgFile[],
  header: Extract<WfdbHeader, { kind: 'segments' }>,
): Reading<OpenedRecord> {
  const pieces: Piece[] = [];
  let start = 0;
  for (const { name, frames } of header.segments) {
    const record = name === null ? null : yield* openSegment(files, name, frames);
    pieces.push({ start, frames, record });
    start += frames;
  }
  const records = pieces.flatMap(({ record }) => (record ? [record] : []));
  const [first] = records;
  if (!first) throw new UnsupportedEcg('WFDB record without samples');
  for (const record of records) refuseDifference(first, record);
  const hasGaps = pieces.some(({ record }) => record === null);
  const invalid = first.invalid ?? (hasGaps ? MISSING : null);
  const isWide = first.isWide || invalid === MISSING;
  return {
    signals: first.signals,
    frameRateHz: header.frameRateHz,
    frames: start,
    isWide,
    invalid,
    *read(from, count) {
      const out = first.signals.map(({ samplesPerFrame }) =>
        blank(count * samplesPerFrame, isWide, invalid),
      );
      for (const piece of pieces) yield* copyPiece(piece, first, { from, count, out });
      return out;
    },
  };
}

function* openSegment(
  files: readonly EcgFile[],
  name: string,
  frames: number,
): Reading<OpenedRecord> {
  const header = yield* readHeaderFile(files, fileNamed(files, `${name}.hea`));
  if (header.kind !== 'signals') throw new UnsupportedEcg('WFDB segments in segments');
  const record = yield* openRecord(files, header);
  if (record.frames < frames) throw new DamagedEcg(`segment ${name} is too short`);
  return record;
}

function refuseDifference(first: OpenedRecord, other: OpenedRecord): void {
  const essence = ({ signals, frameRateHz, invalid, isWide }: OpenedRecord): string =>
    JSON.stringify([
      frameRateHz,
      invalid,
      isWide,
      signals.map(({ gain, baseline, units, description, samplesPerFrame, skewFrames }) => [
        gain,
        baseline,
        units,
        description,
        samplesPerFrame,
        skewFrames,
      ]),
    ]);
  if (essence(first) !== essence(other)) throw new UnsupportedEcg('WFDB segments that differ');
}

function blank(length: number, isWide: boolean, invalid: number | null): EcgSamples {
  const out = isWide ? new Int32Array(length) : new Int16Array(length);
  return invalid === null ? out : out.fill(invalid);
}

function* copyPiece(
  { start, frames, record }: Piece,
  { signals }: OpenedRecord,
  wanted: { readonly from: number; readonly count: number; readonly out: readonly EcgSamples[] },
): Reading<void> {
  const from = Math.max(wanted.from, start);
  const to = Math.min(wanted.from + wanted.count, start + frames);
  if (!record || from >= to) return;
  const values = yield* record.read(from - start, to - from);
  values.forEach((samples, at) =>
    wanted.out[at]?.set(samples, (from - wanted.from) * (signals[at]?.samplesPerFrame ?? 1)),
  );
}
