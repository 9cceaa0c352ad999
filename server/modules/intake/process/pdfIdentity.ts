import type { CasePatient } from '../../../../shared/domain/imaging/identityMatch';
import { identityInText } from '../../../../shared/domain/intake/textIdentity';
import { ok } from '../../../../shared/lib/result';
import type { PdfReader } from '../../../pdf/read/protocol';
import type { FileContent } from './content';
import { judgeIdentity } from './identity';

/** A larger PDF is pictures; its text is not worth the memory. */
const MAX_BYTES = 64 * 1024 ** 2;

/**
 * Compares whom the pages of a PDF name with the patient of the case. One page about somebody else keeps the whole file
 * out. Where the text proves nothing (scans, forms that name nobody clearly) there is nothing to compare, as with a picture.
 */
export async function judgePdfText(
  patient: CasePatient,
  pdf: PdfReader,
  content: FileContent,
): Promise<ReturnType<typeof judgeIdentity>> {
  const bytes = await content.bytes(MAX_BYTES);
  const pages = bytes && (await pdf.text(bytes));
  const stated = (pages ?? []).map(identityInText).filter((identity) => identity !== null);
  const judged = judgeIdentity(patient, stated);
  return judged.ok && judged.value !== 'verified' ? ok(null) : judged;
}
