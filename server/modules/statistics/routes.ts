import type { FastifyInstance } from 'fastify';
import { exportStatistics, getStatistics } from '../../../shared/api/statistics';
import { ok } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import { bindRoute } from '../../http/bindRoute';
import { toCsv } from './csv';
import { readDimension, readStatistics } from './query';

export type StatisticsDeps = { readonly db: Db; readonly audit: Audit; readonly now: () => string };

const COLUMNS = [
  'key',
  'label',
  'requests',
  'completed',
  'rejected',
  'cancelled',
  'noShow',
  'emergency',
  'medianWaitHours',
  'medianMinutes',
] as const;

export function registerStatisticsRoutes(
  app: FastifyInstance,
  { db, audit, now }: StatisticsDeps,
): void {
  bindRoute(app, getStatistics, async ({ query }, { actor }) => {
    const statistics = await readStatistics(db, { actor, at: now(), filter: query });
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'view',
      entity: 'statistics',
      entityId: '',
    });
    return ok(statistics);
  });

  bindRoute(app, exportStatistics, async ({ params, query }, { actor }) => {
    const rows = await readDimension(db, { actor, at: now(), filter: query }, params.dimension);
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'export',
      entity: 'statistics',
      entityId: params.dimension,
      details: { rows: rows.length },
    });
    const csv = toCsv(
      COLUMNS,
      rows.map((row) => COLUMNS.map((column) => row[column])),
    );
    return ok({ fileName: `statistics-${params.dimension}-${query.from}-${query.to}.csv`, csv });
  });
}
