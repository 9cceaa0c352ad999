import { openEcg } from '../../shared/domain/ecg/formats/openEcg';
import { readPieces } from '../../shared/domain/ecg/formats/reading';
import { refusalOf } from '../../shared/domain/ecg/parseEcg';
import { holdsEcg, summaryOf, type EcgSummary } from '../../shared/domain/ecg/summary';
import type { AppError } from '../../shared/domain/errors';
import { ok, type Result } from '../../shared/lib/result';
import type { ByteSource } from '../dicom/parse/byteSource';

/**
 * What a recording is, from its structure; of formats that have to be read whole also that every sample is there.
 *
 * @param files - The file; of WFDB the header first, then the files beside it.
 * @returns `null` for a sound file without an ECG (sleep study, EEG). Errors: `ecg.damaged`, `ecg.unsupported`.
 */
export async function describeEcg(
  files: readonly { readonly name: string; readonly source: ByteSource }[],
): Promise<Result<EcgSummary | null, AppError>> {
  const heads = files.map(({ name, source }) => ({ name, sizeBytes: source.sizeBytes }));
  try {
    const opened = await readPieces(openEcg(heads), async ({ file, offset, length }) => {
      const found = files[file];
      return found ? found.source.read(offset, length) : new Uint8Array();
    });
    return ok(holdsEcg(opened) ? summaryOf(opened) : null);
  } catch (cause) {
    return refusalOf(cause);
  }
}
