import { z } from 'zod';
import { instantSchema } from '../domain/identity/actor';
import { defineRoute, noBody, nothing } from './route';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What a stranger holding a printed report may learn: that it is genuine and whether it still counts. Nothing about
 * the patient, the county or the experts has a place in it.
 */
export const reportVerificationSchema = z
  .object({
    /** `superseded`: a newer version exists; `void`: the consultation was declared entered in error. */
    status: z.enum(['current', 'superseded', 'void']),
    requestNo: z.string(),
    version: z.int().positive(),
    publishedAt: instantSchema,
    issuingCentre: z.string(),
    latestVersion: z.int().positive(),
    latestPublishedAt: instantSchema,
    /** Whether the conclusion differs between this version and the latest. */
    conclusionChanged: z.boolean(),
    /** SHA-256 of the content as canonical JSON, which the signatures cover and the report's foot prints. */
    contentSha256: sha256,
    /** SHA-256 of every PDF file this version was handed out as. */
    fileSha256: z.array(sha256),
  })
  .meta({ id: 'ReportVerification' });
export type ReportVerification = z.infer<typeof reportVerificationSchema>;

export const verifyReport = defineRoute({
  id: 'verifyReport',
  method: 'GET',
  path: '/v1/verification/:code',
  summary:
    'Whether a code printed on a report is genuine; what is no code answers like an unknown one',
  access: 'public',
  params: z.object({ code: z.string().max(100) }),
  query: nothing,
  body: noBody,
  success: { status: 200, schema: reportVerificationSchema },
});
