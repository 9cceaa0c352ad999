import { z } from 'zod';
import { BEAT_BLOCK_MEDIA_TYPE } from '../domain/ecg/beatBlock';
import { ecgLongAnalysisSchema } from '../domain/ecg/longAnalysis';
import { DERIVED_STATES, ecgManifestSchema } from '../domain/ecg/manifest';
import { MAX_BLOCK_VALUES, SAMPLE_BLOCK_MEDIA_TYPE } from '../domain/ecg/sampleBlock';
import { caseIdSchema, type CaseId } from '../domain/identity/actor';
import { defineRoute, noBody } from './route';

const CLINICAL = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;

export const ecgParams = z.object({ caseId: caseIdSchema, recordId: z.uuid() });
/** Which recording of a study with several; the first in time when absent. Meaningless for files. */
export const ecgObjectQuery = z.object({
  object: z
    .string()
    .regex(/^[0-9.]{1,64}$/)
    .optional(),
});

/** Errors: `request.notFound` when the record holds no ECG; `ecg.damaged`, `ecg.unsupported` as `parseEcg`. */
export const getRecordEcg = defineRoute({
  id: 'getRecordEcg',
  method: 'GET',
  path: '/v1/cases/:caseId/records/:recordId/ecg',
  summary: 'An ECG recording in one form for every file format: channels, calibration, annotations',
  access: CLINICAL,
  params: ecgParams,
  query: ecgObjectQuery,
  body: noBody,
  success: { status: 200, schema: ecgManifestSchema },
});

/** `state` is `none` for recordings that are not long: those are analysed where they are shown. */
export const getRecordEcgAnalysis = defineRoute({
  id: 'getRecordEcgAnalysis',
  method: 'GET',
  path: '/v1/cases/:caseId/records/:recordId/ecg/analysis',
  summary: 'Rate trend, RR histogram and hints of a long ECG recording; non-diagnostic',
  access: CLINICAL,
  params: ecgParams,
  query: ecgObjectQuery,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      state: z.enum(DERIVED_STATES),
      analysis: ecgLongAnalysisSchema.nullable(),
    }),
  },
});

/**
 * `GET …/ecg/groups/:group/data`: samples or an overview of a range as one `SampleBlock`
 * (`shared/domain/ecg/sampleBlock.ts`, media type `SAMPLE_BLOCK_MEDIA_TYPE`). Beside the route table, which describes JSON.
 *
 * Errors: `request.invalid` (range or width not allowed), `ecg.notReady` (overview still being made; retry later),
 * and those of `getRecordEcg`.
 */
export const ECG_DATA_PATH = '/v1/cases/:caseId/records/:recordId/ecg/groups/:group/data';

export const ecgDataParams = ecgParams.extend({ group: z.coerce.number().int().min(0).max(255) });
export const ecgDataQuery = ecgObjectQuery.extend({
  /** Index of the first sample; a multiple of `bucket`. */
  from: z.coerce.number().int().min(0).default(0),
  /** Samples (`bucket` 1) or buckets wanted; what lies beyond the end is left out. All that is there when absent. */
  count: z.coerce.number().int().min(1).max(MAX_BLOCK_VALUES).optional(),
  /** Samples in a bucket, a width of `shared/domain/ecg/buckets.ts`; 1 for the samples themselves. */
  bucket: z.coerce.number().int().min(1).default(1),
  /** Channel indices of the manifest, separated by commas; all when absent. */
  channels: z
    .string()
    .regex(/^\d{1,3}(,\d{1,3})*$/)
    .optional(),
});
export const ecgDataMediaType = SAMPLE_BLOCK_MEDIA_TYPE;

/** `GET …/ecg/beats`: the beats of a long recording found at its arrival, as one `BeatBlock`. `ecg.notReady` before that. */
export const ECG_BEATS_PATH = '/v1/cases/:caseId/records/:recordId/ecg/beats';
export const ecgBeatsQuery = ecgObjectQuery.extend({
  /** Only beats from this sample of group 0 … */
  from: z.coerce.number().int().min(0).default(0),
  /** … up to, not including, this one. */
  to: z.coerce.number().int().min(0).optional(),
});
export const ecgBeatsMediaType = BEAT_BLOCK_MEDIA_TYPE;

export type EcgDataRequest = {
  readonly caseId: CaseId;
  readonly recordId: string;
  readonly group: number;
  readonly object?: string | undefined;
  readonly from?: number;
  readonly count?: number;
  readonly bucket?: number;
  readonly channels?: readonly number[];
};

/** Address of a block, for whoever fetches it. */
export function ecgDataUrl(request: EcgDataRequest): string {
  const { caseId, recordId, group, object, from = 0, count, bucket = 1, channels } = request;
  const query = new Map<string, string>([
    ['from', String(from)],
    ['bucket', String(bucket)],
    ...(count === undefined ? [] : [['count', String(count)] as const]),
    ...(channels ? [['channels', channels.join(',')] as const] : []),
    ...(object === undefined ? [] : [['object', object] as const]),
  ]);
  const text = [...query].map(([name, value]) => `${name}=${value}`).join('&');
  return `/v1/cases/${caseId}/records/${recordId}/ecg/groups/${group}/data?${text}`;
}
