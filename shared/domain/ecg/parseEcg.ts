import { refuse, type AppError } from '../errors';
import { ok, type Result } from '../../lib/result';
import { readAecg } from './aecg';
import { DamagedEcg, readBytes, UnsupportedEcg, type ByteReader } from './byteReader';
import { readDicomWaveform } from './dicomWaveform';
import type { EcgRecording } from './recording';
import { readScpEcg } from './scpEcg';

/**
 * Reads an ECG file of any format this product knows: DICOM waveform, HL7 aECG, SCP-ECG. The content decides, not the name.
 *
 * @param bytes - The whole file.
 * @returns The recording; errors, both `retry: 'never'`:
 *   - `ecg.damaged`: the file contradicts itself or ends too early. Nothing of it is shown.
 *   - `ecg.unsupported`: no known format, or a variant that cannot be drawn faithfully; `params.reason` in English.
 */
export function parseEcg(bytes: ArrayBuffer): Result<EcgRecording, AppError> {
  try {
    return ok(readAny(bytes));
  } catch (cause) {
    if (cause instanceof DamagedEcg) {
      return refuse('validation', 'ecg.damaged', { message: cause.message });
    }
    if (cause instanceof UnsupportedEcg) {
      const reason = cause.message;
      return refuse('unsupported', 'ecg.unsupported', { message: reason, params: { reason } });
    }
    throw cause;
  }
}

function readAny(bytes: ArrayBuffer): EcgRecording {
  const reader = readBytes(bytes);
  if (reader.length >= 132 && reader.text(128, 4) === 'DICM') return readDicomWaveform(bytes);
  if (reader.length >= 22 && reader.text(16, 6) === 'SCPECG') return readScpEcg(bytes);
  const text = xmlText(reader);
  if (text !== null) return readAecg(text);
  throw new UnsupportedEcg('unknown file format');
}

/** `null` when the file does not begin like XML. Tags, codes and digits are ASCII in every encoding met, so that Latin-1 does. */
function xmlText(reader: ByteReader): string | null {
  if (reader.length < 2) return null;
  const mark = reader.u16(0);
  if (mark === 0xfeff || mark === 0xfffe) throw new UnsupportedEcg('XML in UTF-16');
  const text = reader.text(0, reader.length).replace(/^\u00ef\u00bb\u00bf/u, '');
  return text.trimStart().startsWith('<') ? text : null;
}
