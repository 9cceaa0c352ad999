import { sql } from 'kysely';
import type { z } from 'zod';
import { QUEUE_STAGES, type getQueueFacets } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import { URGENCIES } from '../../../shared/domain/consultation/form';
import type { Actor } from '../../../shared/domain/identity/actor';
import { caseScope } from '../../access/scope';
import type { Db } from '../../db/database';

type Stage = z.output<(typeof getQueueFacets)['query']>['stage'];

const stateOf = (stage: Stage) => (stage === 'queue' ? 'submitted' : stage);

/** Counts over what is open at the centre, which is never more than the work of a few days: no cap is needed. */
export async function readQueueFacets(
  db: Db,
  actor: Actor,
  stage: Stage,
  at: string,
): Promise<RouteOutput<typeof getQueueFacets>> {
  const scope = caseScope(actor, at);
  const states = await sql<{ state: string; count: number }>`
    select c.state, count(*)::int as count from consultation c
    where ${scope} and c.state in (${sql.join(QUEUE_STAGES.map(stateOf))}) group by 1`.execute(db);
  const here = sql`from consultation c join hospital h on h.id = c.hospital_id
    where ${scope} and c.state = ${stateOf(stage)}`;
  const urgencies = await sql<{ urgency: string; count: number }>`
    select c.urgency, count(*)::int as count ${here} group by 1`.execute(db);
  const totals = await sql<{ async: number; mdt: number; incomplete: number }>`
    select count(*) filter (where c.mode = 'async')::int as async, count(*) filter (where c.mdt)::int as mdt,
      count(*) filter (where c.completeness < 1)::int as incomplete ${here}`.execute(db);
  const named = async (column: 'c.department_name' | 'h.city') =>
    (
      await sql<{ name: string; count: number }>`
        select ${sql.ref(column)} as name, count(*)::int as count ${here} and ${sql.ref(column)} <> ''
        group by 1 order by 2 desc, 1 limit 20`.execute(db)
    ).rows;
  const of = <K extends string>(keys: readonly K[], count: (key: K) => number | undefined) =>
    Object.fromEntries(keys.map((key) => [key, count(key) ?? 0])) as Record<K, number>;
  return {
    stages: of(
      QUEUE_STAGES,
      (key) => states.rows.find(({ state }) => state === stateOf(key))?.count,
    ),
    urgency: of(URGENCIES, (key) => urgencies.rows.find(({ urgency }) => urgency === key)?.count),
    ...(totals.rows[0] ?? { async: 0, mdt: 0, incomplete: 0 }),
    departments: await named('c.department_name'),
    cities: await named('h.city'),
  };
}
