import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Db } from '../db/database';
import type { Database } from '../db/schema';

/**
 * Append-only audit log. Each row's hash covers its content and the hash of the row before it, so that a changed,
 * removed or inserted row breaks the chain from there on. Rows carry ids and codes, never names or clinical text.
 */
export type AuditEntry = {
  readonly actorId: string | null;
  readonly actorRole: string;
  /** verb, e.g. `view`, `command.accept`, `export` */
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly caseId?: string | null;
  readonly outcome?: 'ok' | 'refused';
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
};

type Row = {
  readonly seq: number;
  readonly at: string;
  readonly actor_id: string | null;
  readonly actor_role: string;
  readonly action: string;
  readonly entity: string;
  readonly entity_id: string;
  readonly case_id: string | null;
  readonly outcome: string;
  readonly details: unknown;
};

export const GENESIS = '0'.repeat(64);
/** Transactions append one after the other: a chain has one end. */
const CHAIN_LOCK = 727402;

export async function appendAudit(
  tx: Transaction<Database>,
  at: string,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(tx);
  const last = await tx
    .selectFrom('audit_log')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  let { seq, hash } = last ?? { seq: 0, hash: GENESIS };
  const rows = entries.map((entry) => {
    const row: Row = {
      seq: ++seq,
      at,
      actor_id: entry.actorId,
      actor_role: entry.actorRole,
      action: entry.action,
      entity: entry.entity,
      entity_id: entry.entityId,
      case_id: entry.caseId ?? null,
      outcome: entry.outcome ?? 'ok',
      details: entry.details ?? {},
    };
    const previous_hash = hash;
    hash = hashOf(row, previous_hash);
    return { ...row, details: JSON.stringify(row.details), previous_hash, hash };
  });
  await tx.insertInto('audit_log').values(rows).execute();
}

/** Canonical text: fixed field order, `details` with sorted keys (jsonb does not keep an order). */
export function hashOf(row: Row, previousHash: string): string {
  const details = Object.entries((row.details ?? {}) as Record<string, unknown>).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const text = JSON.stringify([
    previousHash,
    row.seq,
    row.at,
    row.actor_id,
    row.actor_role,
    row.action,
    row.entity,
    row.entity_id,
    row.case_id,
    row.outcome,
    details,
  ]);
  return createHash('sha256').update(text).digest('hex');
}

export type Verification = {
  readonly intact: boolean;
  readonly entries: number;
  readonly firstBrokenSeq: number | null;
  readonly headHash: string;
};

/** Recomputes the chain from the first row, in pages. */
export async function verifyAudit(db: Db): Promise<Verification> {
  let previous = GENESIS;
  let seq = 0;
  for (;;) {
    const rows = await db
      .selectFrom('audit_log')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(2000)
      .execute();
    for (const row of rows) {
      const sound =
        row.seq === seq + 1 && row.previous_hash === previous && hashOf(row, previous) === row.hash;
      if (!sound)
        return { intact: false, entries: seq, firstBrokenSeq: row.seq, headHash: previous };
      ({ seq } = row);
      previous = row.hash;
    }
    if (rows.length === 0)
      return { intact: true, entries: seq, firstBrokenSeq: null, headHash: previous };
  }
}

export type Audit = (entry: AuditEntry) => Promise<void>;

/** For reads, which have no transaction of their own. */
export function createAudit(db: Db, now: () => string): Audit {
  return async (entry) => {
    await db.transaction().execute((tx) => appendAudit(tx, now(), [entry]));
  };
}
