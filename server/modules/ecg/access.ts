import { isLongGroup } from '../../../shared/domain/ecg/summary';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import { askForOverview } from '../../ecg/derived/ask';
import { findDerived, type Derived } from '../../ecg/derived/store';
import type { EcgArchive, StoredEcg } from '../../ecg/openStored';
import { findEcg, type FoundEcg } from './find';
import { createViewAudit } from './viewAudit';

export type EcgDeps = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly archive: EcgArchive;
  readonly audit: Audit;
  /** ISO 8601 UTC */
  readonly now: () => string;
  /** Ok when the actor may see the case's clinical content. */
  readonly forView: (actor: Actor, caseId: string) => Promise<Result<unknown, AppError>>;
};

export type SeenEcg = {
  readonly found: FoundEcg;
  readonly stored: StoredEcg;
  readonly derived: Derived;
};

type Wanted = Parameters<typeof findEcg>[1];

/** Opens a recording for somebody: checks the case, audits the look, and has the overview of a long one made. */
export function createEcgAccess({ db, blobs, archive, audit, now, forView }: EcgDeps) {
  const auditView = createViewAudit(audit, now);
  return async (actor: Actor, wanted: Wanted): Promise<Result<SeenEcg, AppError>> => {
    const allowed = await forView(actor, wanted.caseId);
    if (!allowed.ok) return allowed;
    const found = await findEcg({ db, blobs }, wanted);
    if (!found.ok) return found;
    await auditView(actor, wanted);
    const stored = await archive.open(found.value.files);
    if (!stored.ok) return stored;
    const derived = await derivedOf(db, stored.value);
    return ok({ found: found.value, stored: stored.value, derived });
  };
}

/** Recordings that came before overviews were made, or by another way, get theirs when they are first looked at. */
async function derivedOf(db: Db, { revision, files, opened }: StoredEcg): Promise<Derived> {
  const [rhythm] = opened.groups;
  if (!rhythm || !isLongGroup(rhythm)) return { state: 'none' };
  const known = await findDerived(db, revision);
  if (known) return known;
  await askForOverview(db, files);
  return { state: 'waiting' };
}
