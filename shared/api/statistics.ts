import { z } from 'zod';
import { LANGUAGES } from '../i18n/index';
import { localDateSchema } from '../domain/identity/actor';
import { defineRoute, noBody, nothing } from './route';

/** The seed's five dimensions. */
export const DIMENSIONS = ['specialist', 'region', 'sex', 'ageGroup', 'disease'] as const;
export const dimensionSchema = z.enum(DIMENSIONS);

export const statisticsFilter = {
  from: localDateSchema,
  to: localDateSchema,
  specialist: z.string().max(60).optional(),
  region: z.string().max(60).optional(),
  sex: z.string().max(20).optional(),
  ageGroup: z.string().max(20).optional(),
  disease: z.string().max(20).optional(),
};

export const statisticsRowSchema = z.object({
  key: z.string(),
  label: z.string(),
  requests: z.int(),
  completed: z.int(),
  rejected: z.int(),
  cancelled: z.int(),
  noShow: z.int(),
  emergency: z.int(),
  medianWaitHours: z.number().nullable(),
  medianMinutes: z.number().nullable(),
});
export const indicatorSchema = z.object({
  id: z.enum(['emergencyArrival', 'emergencyEffective', 'routineOnTime', 'routineEffective']),
  numerator: z.int(),
  denominator: z.int(),
});
export const statisticsSchema = z
  .object({
    totals: statisticsRowSchema.omit({ key: true, label: true }),
    byDimension: z.record(dimensionSchema, z.array(statisticsRowSchema)),
    byMonth: z.array(z.object({ month: z.string(), requests: z.int(), completed: z.int() })),
    rejectReasons: z.array(z.object({ code: z.string(), count: z.int() })),
    indicators: z.array(indicatorSchema),
    /** Sample sizes matter: cases with at least one follow-up answered, by outcome. */
    outcomes: z.array(z.object({ condition: z.string(), count: z.int() })),
  })
  .meta({ id: 'Statistics' });
export type Statistics = z.infer<typeof statisticsSchema>;

const STATISTICS_ROLES = ['triage', 'coordinator', 'hospitalAdmin'] as const;

export const getStatistics = defineRoute({
  id: 'getStatistics',
  method: 'GET',
  path: '/v1/statistics',
  summary:
    'Counts by specialist, region, sex, age group and disease, cross-filtered; indicators of the 2025 edition',
  access: STATISTICS_ROLES,
  params: nothing,
  query: z.object(statisticsFilter),
  body: noBody,
  success: { status: 200, schema: statisticsSchema },
});

export const exportStatistics = defineRoute({
  id: 'exportStatistics',
  method: 'GET',
  path: '/v1/statistics/:dimension/csv',
  summary: 'One dimension as CSV text (UTF-8 with BOM); the export is audited',
  access: STATISTICS_ROLES,
  params: z.object({ dimension: dimensionSchema }),
  query: z.object({ ...statisticsFilter, language: z.enum(LANGUAGES).default('zh-CN') }),
  body: noBody,
  success: { status: 200, schema: z.object({ fileName: z.string(), csv: z.string() }) },
});
