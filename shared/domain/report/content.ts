import { canonicalJson } from './canonicalJson';
import type { ReportContent } from './report';

/**
 * What the server hashes (SHA-256 of the UTF-8 bytes) into `contentSha256` and what a signature covers.
 * Spelled out member by member, so that a later optional field cannot change the hash of an old report.
 */
export function reportHashInput(content: ReportContent): string {
  return canonicalJson({
    caseSummary: content.caseSummary,
    findings: content.findings,
    conclusion: content.conclusion,
    recommendations: content.recommendations,
    precautions: content.precautions,
    diagnoses: content.diagnoses.map(({ code, name }) => ({ code, name })),
    dissent: content.dissent.map(({ expertId, expertName, text }) => ({
      expertId,
      expertName,
      text,
    })),
    keyImages: content.keyImages.map((image) => ({ ...image })),
  });
}

/**
 * Whether an amendment must be acknowledged again by everybody who opened the older version (product T21).
 * Diagnoses and recommendations count as conclusion: the county hospital decides and doses on them.
 * White space does not count.
 */
export function conclusionChanged(before: ReportContent, after: ReportContent): boolean {
  return decisive(before) !== decisive(after);
}

const squeezed = (text: string): string => text.replace(/\s+/gu, '');

const decisive = (content: ReportContent): string =>
  canonicalJson([
    squeezed(content.conclusion),
    squeezed(content.recommendations),
    content.diagnoses.map(({ code, name }) => [code.trim(), squeezed(name)]),
  ]);
