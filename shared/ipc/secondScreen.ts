import type { CaseId } from '../domain/identity/actor';

const PREFIX = '#/second-screen/';

/** Where the second window starts. A hash keeps relative asset addresses right and the id out of any request. */
export function secondScreenPath(caseId: CaseId): string {
  return `/index.html${PREFIX}${caseId}`;
}

/** The case id in a location hash, unparsed; `null` on every other page. */
export function secondScreenCaseIn(hash: string): string | null {
  return hash.startsWith(PREFIX) ? hash.slice(PREFIX.length) : null;
}
