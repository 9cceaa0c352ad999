import { refuse, type AppError } from '../errors';
import { ok, type Result } from '../../lib/result';
import { DamagedEcg, UnsupportedEcg } from './bytes/byteReader';
import { openEcg } from './formats/openEcg';
import type { EcgFile, OpenedEcg, OpenedGroup, Reading } from './formats/opening';
import { readHeld } from './formats/reading';
import type { EcgGroup, EcgRecording } from './recording';

/**
 * Reads an ECG recording that is in memory, of any format this product knows: DICOM waveform, HL7 aECG, SCP-ECG, Philips
 * Sierra XML, GE MUSE XML, WFDB, EDF/EDF+/BDF. The content decides, not the name.
 *
 * @param source - The whole file; for WFDB its files, the header (`….hea`) first.
 * @returns The recording; errors, both `retry: 'never'`:
 *   - `ecg.damaged`: the file contradicts itself or ends too early. Nothing of it is shown.
 *   - `ecg.unsupported`: no known format, or a variant that cannot be drawn faithfully; `params.reason` in English.
 */
export function parseEcg(
  source: ArrayBuffer | Uint8Array | readonly NamedBytes[],
): Result<EcgRecording, AppError> {
  const named = isSeveral(source) ? source : [{ name: '', bytes: bytesIn(source) }];
  const files: EcgFile[] = named.map(({ name, bytes }) => ({ name, sizeBytes: bytes.length }));
  return guarded(() =>
    readHeld(
      wholeRecording(files),
      named.map(({ bytes }) => bytes),
    ),
  );
}

export type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };

const isSeveral = (
  source: ArrayBuffer | Uint8Array | readonly NamedBytes[],
): source is readonly NamedBytes[] => Array.isArray(source);

const bytesIn = (source: ArrayBuffer | Uint8Array): Uint8Array =>
  source instanceof Uint8Array ? source : new Uint8Array(source);

/** Runs a parser and turns what it throws about the file into an error; anything else is a bug and goes on. */
export function guarded<T>(parse: () => T): Result<T, AppError> {
  try {
    return ok(parse());
  } catch (cause) {
    return refusalOf(cause);
  }
}

/** @throws The cause itself when it says nothing about the file. */
export function refusalOf(cause: unknown): Result<never, AppError> {
  if (cause instanceof DamagedEcg) {
    return refuse('validation', 'ecg.damaged', { message: cause.message });
  }
  if (cause instanceof UnsupportedEcg) {
    const reason = cause.message;
    return refuse('unsupported', 'ecg.unsupported', { message: reason, params: { reason } });
  }
  throw cause;
}

/** Longer recordings are opened and read in ranges (`formats/openEcg.ts`), in samples of all channels together. */
const MAX_HELD_VALUES = 64 * 1024 * 1024;

function* wholeRecording(files: readonly EcgFile[]): Reading<EcgRecording> {
  const { groups: opened, laterAnnotations, ...facts }: OpenedEcg = yield* openEcg(files);
  const values = opened.reduce((sum, one) => sum + one.sampleCount * one.channels.length, 0);
  if (values > MAX_HELD_VALUES) throw new UnsupportedEcg('too long to be held whole');
  const groups: EcgGroup[] = [];
  for (const group of opened) groups.push(yield* wholeGroup(group));
  const annotations = laterAnnotations ? yield* laterAnnotations() : facts.annotations;
  return { ...facts, annotations, groups };
}

function* wholeGroup(group: OpenedGroup): Reading<EcgGroup> {
  const { kind, sampleRateHz, channels, sampleCount } = group;
  const values = yield* group.read(0, sampleCount);
  return {
    kind,
    sampleRateHz,
    channels: channels.map((channel, at) => ({
      ...channel,
      samples: values[at] ?? new Int16Array(),
    })),
  };
}
