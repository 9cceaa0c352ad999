import type { FastifyInstance } from 'fastify';
import { exportStatistics, getStatistics } from '../../../shared/api/statistics';
import { ok } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import { bindRoute } from '../../http/bindRoute';
import { toCsv } from '../../texts/csv';
import { TABLE_TEXTS } from '../../texts/serverTables';
import { readDimension, readStatistics, type Dimension } from './query';

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
    const texts = TABLE_TEXTS[query.language];
    const label = (row: (typeof rows)[number]) =>
      unnamed(params.dimension, row.key, texts.value) ?? row.label;
    const csv = toCsv(
      COLUMNS.map((column) => texts.statistics[column]),
      rows.map((row) => COLUMNS.map((column) => (column === 'label' ? label(row) : row[column]))),
    );
    return ok({ fileName: `statistics-${params.dimension}-${query.from}-${query.to}.csv`, csv });
  });
}

type Words = (typeof TABLE_TEXTS)['zh-CN']['value'];

/** What a key is called that has no name of its own in the data; `null` for those that have. */
function unnamed(dimension: Dimension, key: string, words: Words): string | null {
  if (key === 'male' || key === 'female' || key === 'notStated')
    return dimension === 'sex' ? words[key] : null;
  if (dimension === 'ageGroup' && key === 'unknown') return words.unknownAge;
  if (key !== '') return null;
  return dimension === 'specialist' ? words.noSpecialist : words.noDisease;
}
