import { z } from 'zod';
import { ERROR_CODES } from '../domain/errorCodes';
import { RECORD_CATEGORIES } from '../domain/consultation/completeness';
import { caseIdSchema, instantSchema, userIdSchema } from '../domain/identity/actor';
import { defineRoute, noBody, nothing } from './route';

const COUNTY = ['requester', 'hospitalAdmin'] as const;
const caseParams = z.object({ caseId: caseIdSchema });
const paramsRecord = z.record(z.string(), z.union([z.string(), z.number()]));

/** What became of one file of an upload. */
export const intakeItemSchema = z
  .object({
    id: z.uuid(),
    path: z.string(),
    sizeBytes: z.number(),
    outcome: z.enum(['attached', 'duplicate', 'ignored', 'quarantined']),
    /** What it was recognised as, e.g. `DICOM CT`, `PDF`, `SCP-ECG`. */
    recognisedAs: z.string(),
    recordId: z.uuid().nullable(),
    reason: z.object({ code: z.enum(ERROR_CODES), params: paramsRecord.optional() }).nullable(),
    resolution: z.enum(['accepted', 'discarded']).nullable(),
  })
  .meta({ id: 'IntakeItem' });
export type IntakeItem = z.infer<typeof intakeItemSchema>;

/** One upload (a file, a folder or a medium packed as one bundle) and its course. */
export const intakeBatchSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(['receiving', 'processing', 'done', 'failed']),
    sizeBytes: z.number(),
    receivedBytes: z.number(),
    itemsDone: z.int(),
    itemsTotal: z.int().nullable(),
    startedAt: instantSchema,
    startedBy: userIdSchema,
    failure: z.object({ code: z.enum(ERROR_CODES), params: paramsRecord.optional() }).nullable(),
    items: z.array(intakeItemSchema),
  })
  .meta({ id: 'IntakeBatch' });
export type IntakeBatch = z.infer<typeof intakeBatchSchema>;

/**
 * Uploads themselves go through tus 1.0.0 at `/v1/uploads` (resumable), with metadata `caseId`, `name`,
 * `bundle` (`none` or `tar`) and `sha256` when the client knows it.
 */
export const UPLOADS_PATH = '/v1/uploads';

export const listIntake = defineRoute({
  id: 'listIntake',
  method: 'GET',
  path: '/v1/cases/:caseId/intake',
  summary: 'Uploads of a case: progress, what was recognised, what was refused and why',
  access: [...COUNTY, 'triage', 'coordinator'],
  params: caseParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(intakeBatchSchema) }) },
});

export const resolveQuarantine = defineRoute({
  id: 'resolveQuarantine',
  method: 'POST',
  path: '/v1/cases/:caseId/intake/items/:itemId/resolution',
  summary:
    'Decide about a quarantined file; accepting one of another identity needs a second person of the hospital',
  access: [...COUNTY],
  params: z.object({ caseId: caseIdSchema, itemId: z.uuid() }),
  query: nothing,
  body: z.object({
    decision: z.enum(['accept', 'discard']),
    note: z.string().trim().min(2).max(500),
    category: z.enum(RECORD_CATEGORIES).optional(),
  }),
  success: {
    status: 200,
    schema: z.object({ item: intakeItemSchema, awaitsSecondPerson: z.boolean() }),
  },
});

export const inboxStudySchema = z
  .object({
    studyInstanceUid: z.string(),
    patientName: z.string(),
    patientId: z.string(),
    patientBirthDate: z.string().nullable(),
    patientSex: z.string().nullable(),
    modalities: z.array(z.string()),
    description: z.string(),
    studyDate: z.string().nullable(),
    seriesCount: z.int(),
    instanceCount: z.int(),
    receivedAt: instantSchema,
  })
  .meta({ id: 'InboxStudy' });

export const listInbox = defineRoute({
  id: 'listInbox',
  method: 'GET',
  path: '/v1/inbox/studies',
  summary: "Studies in the caller's hospital inbox that no case holds yet",
  access: [...COUNTY],
  params: nothing,
  query: z.object({ q: z.string().max(60).optional() }),
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(inboxStudySchema) }) },
});

export const attachStudy = defineRoute({
  id: 'attachStudy',
  method: 'POST',
  path: '/v1/cases/:caseId/studies',
  summary:
    "Attach a study of the hospital's inbox; refused with `dicom.patientMismatch` when the identity differs",
  access: [...COUNTY],
  params: caseParams,
  query: nothing,
  body: z.object({ studyInstanceUid: z.string().regex(/^[0-9.]{1,64}$/) }),
  success: { status: 200, schema: z.object({ recordId: z.uuid() }) },
});
