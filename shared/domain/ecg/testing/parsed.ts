import { parseEcg, type NamedBytes } from '../parseEcg';
import type { EcgRecording } from '../recording';

type Source = ArrayBuffer | Uint8Array | readonly NamedBytes[];

/** The recording; a test that expects one fails with the reason when there is none. */
export function parsed(source: Source): EcgRecording {
  const recording = parseEcg(source);
  if (!recording.ok) throw new Error(`${recording.error.code}: ${recording.error.message}`);
  return recording.value;
}

export function codeOf(source: Source): string {
  const recording = parseEcg(source);
  return recording.ok ? 'ok' : recording.error.code;
}

/** Samples of the first group, one row a channel. */
export const rowsOf = (recording: EcgRecording, group = 0): number[][] =>
  (recording.groups[group]?.channels ?? []).map(({ samples }) => Array.from(samples));
