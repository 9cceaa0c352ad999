import { sha256Hex } from '../../../shared/lib/sha256';
import type { ReportVerification } from '../../../shared/api/verification';

/** A report is some hundred kilobytes; whoever drops a film by mistake should not wait for its digest. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** What a file is beside the report whose code was entered. */
export type FileVerdict = 'issuedFile' | 'content' | 'other';

/** SHA-256 of a file in this browser; the file goes nowhere. */
export async function digestOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  // without TLS a browser has no `subtle`, whatever its type says
  const { subtle } = globalThis.crypto as Partial<Crypto>;
  if (!subtle) return sha256Hex(bytes);
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `issuedFile`: a PDF as the system handed it out. `content`: the report's words as canonical JSON, which are signed. */
export function verdictOn(digest: string, report: ReportVerification): FileVerdict {
  if (report.fileSha256.includes(digest)) return 'issuedFile';
  return digest === report.contentSha256 ? 'content' : 'other';
}
