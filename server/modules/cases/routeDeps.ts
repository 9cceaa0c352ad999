import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import type { CaseRepository } from './repository';

/** What the routes of a case work with. */
export type CaseRouteDeps = {
  readonly db: Db;
  readonly cases: CaseRepository;
  readonly audit: Audit;
  readonly now: () => string;
};
