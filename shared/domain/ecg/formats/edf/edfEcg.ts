import { bareFacts, type EcgAnnotation } from '../../recording';
import { leadByName } from '../../leads';
import {
  bytesOf,
  inReadingOrder,
  MISSING,
  type EcgFile,
  type OpenedEcg,
  type OpenedGroup,
  type Reading,
} from '../opening';
import { readLists } from './annotations';
import {
  FIXED_BYTES,
  headerLength,
  readHeader,
  samplesOf,
  type EdfHeader,
  type EdfSignal,
} from './header';
import { readOnsets, readRange, signalBytes } from './records';

/** Annotations of files up to this size are read with them, in bytes. */
const SMALL_BYTES = 16 * 1024 * 1024;

/**
 * Opens an EDF, EDF+ or BDF file. Signals of one rate form a group; pauses of EDF+D are filled with "nothing recorded", so
 * that every sample keeps its place in time (to half a sample).
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 */
export function* openEdf(files: readonly EcgFile[]): Reading<OpenedEcg> {
  const fixed = yield* bytesOf(files, { file: 0, offset: 0, length: FIXED_BYTES });
  const bytes = yield* bytesOf(files, { file: 0, offset: 0, length: headerLength(fixed) });
  const size = files[0]?.sizeBytes ?? 0;
  const header = readHeader(bytes, size);
  const signals = samplesOf(header);
  const onsets = header.isInterrupted ? yield* readOnsets(files, header) : null;
  const rates = [...new Set(signals.map(({ samplesPerRecord }) => samplesPerRecord))];
  const hasAnnotations = header.signals.some(({ kind }) => kind === 'annotations');
  const isSmall = size <= SMALL_BYTES;
  return {
    ...bareFacts(header.format),
    recordedAt: header.recordedAt,
    device: header.device,
    recorderFilter: header.recorderFilter,
    annotations: hasAnnotations && isSmall ? yield* readAnnotations(files, header) : [],
    laterAnnotations: hasAnnotations && !isSmall ? () => readAnnotations(files, header) : null,
    groups: inReadingOrder(
      rates.map((perRecord) =>
        groupOf(files, header, {
          signals: signals.filter(({ samplesPerRecord }) => samplesPerRecord === perRecord),
          perRecord,
          onsets,
        }),
      ),
    ),
  };
}

/** A file for notes alone: EDF+ allows it (specification 2.2), and no ECG can be drawn of it. */
export type EdfNotes = { readonly notes: readonly EcgAnnotation[] };

/**
 * Notes of a file that has no signals.
 *
 * @returns `null` for a file with signals, or too large to be notes.
 * @throws {DamagedEcg} See `parseEcg`.
 */
export function* readEdfNotes(files: readonly EcgFile[]): Reading<EdfNotes | null> {
  const fixed = yield* bytesOf(files, { file: 0, offset: 0, length: FIXED_BYTES });
  const bytes = yield* bytesOf(files, { file: 0, offset: 0, length: headerLength(fixed) });
  const size = files[0]?.sizeBytes ?? 0;
  const header = readHeader(bytes, size);
  if (size > SMALL_BYTES || header.signals.some(({ kind }) => kind !== 'annotations')) return null;
  return { notes: yield* readAnnotations(files, header) };
}

function groupOf(
  files: readonly EcgFile[],
  header: EdfHeader,
  group: {
    readonly signals: readonly EdfSignal[];
    readonly perRecord: number;
    readonly onsets: Float64Array | null;
  },
): OpenedGroup {
  const { signals, perRecord, onsets } = group;
  const sampleRateHz = perRecord / header.recordS;
  const starts = onsets && onsets.map((onset) => Math.round(onset * sampleRateHz));
  return {
    kind: 'rhythm',
    sampleRateHz,
    sampleCount: starts ? (starts.at(-1) ?? 0) + perRecord : header.records * perRecord,
    isWide: header.sampleBytes === 3 || starts !== null,
    channels: signals.map(({ label, calibration }, index) => {
      const lead = leadByName(label);
      return {
        lead,
        label: lead ?? (label || String(index + 1)),
        padding: starts ? MISSING : null,
        calibration,
        skewS: 0,
      };
    }),
    read: (from, count) =>
      readRange(files, header, { signals, perRecord, starts }, { from, count }),
  };
}

function* readAnnotations(files: readonly EcgFile[], header: EdfHeader): Reading<EcgAnnotation[]> {
  const found: EcgAnnotation[] = [];
  let startS: number | null = null;
  for (const signal of header.signals.filter(({ kind }) => kind === 'annotations')) {
    for (const bytes of yield* signalBytes(files, header, signal)) {
      for (const { onsetS, durationS, texts } of readLists(bytes)) {
        startS ??= onsetS;
        const atS = onsetS - startS;
        for (const text of texts.filter((one) => one !== '')) {
          found.push({ kind: 'note', atS, durationS, code: '', text });
        }
      }
    }
  }
  return found.sort((a, b) => a.atS - b.atS);
}
