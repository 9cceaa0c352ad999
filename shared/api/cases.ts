import { z } from 'zod';
import {
  CASE_STATES,
  consultationCaseSchema,
  opinionSchema,
  titleSchema,
} from '../domain/consultation/case';
import { caseCommandSchema, type CommandType } from '../domain/consultation/commands';
import {
  missingItemSchema,
  RECORD_CATEGORIES,
  RECORD_KINDS,
} from '../domain/consultation/completeness';
import { MODES, requestFormSchema, SEXES, URGENCIES } from '../domain/consultation/form';
import { LATE_ITEMS, lateEntrySchema } from '../domain/consultation/lateEntry';
import { fieldErrorSchema } from '../domain/errors';
import {
  caseIdSchema,
  hospitalIdSchema,
  instantSchema,
  localDateSchema,
  userIdSchema,
} from '../domain/identity/actor';
import { reportContentSchema, reportHeaderSchema } from '../domain/report/report';
import { defineRoute, noBody, nothing, pageOf, pageQuery, writeGuard } from './route';

const CLINICAL = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;
const caseParams = z.object({ caseId: caseIdSchema });

export const personSchema = z
  .object({
    userId: userIdSchema,
    name: z.string(),
    title: titleSchema.nullable(),
    departmentName: z.string(),
    hospitalName: z.string(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;

/** One row of a worklist. */
export const caseSummarySchema = z
  .object({
    id: caseIdSchema,
    requestNo: z.string().nullable(),
    version: z.int(),
    state: z.enum(CASE_STATES),
    mode: z.enum(MODES),
    urgency: z.enum(URGENCIES),
    mdt: z.boolean(),
    patientName: z.string(),
    patientSex: z.enum(SEXES).nullable(),
    patientBirthDate: localDateSchema.nullable(),
    hospitalId: hospitalIdSchema,
    hospitalName: z.string(),
    city: z.string(),
    requesterName: z.string(),
    departmentName: z.string(),
    diagnosisName: z.string().nullable(),
    purpose: z.string(),
    chiefName: z.string().nullable(),
    startsAt: instantSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    submittedAt: instantSchema.nullable(),
    publishedAt: instantSchema.nullable(),
    /** 0..1 */
    completeness: z.number(),
    claim: z.object({ name: z.string(), userId: userIdSchema, until: instantSchema }).nullable(),
    /** What the case waits for from the caller, if anything. */
    owed: z
      .enum([
        'fix',
        'rejected',
        'receipt',
        'rating',
        'followUpAnswer',
        'localApproval',
        'invitation',
        'opinion',
        'report',
        'followUpReview',
        'reread',
        'triage',
        'assign',
        'schedule',
        'checkIn',
        'criticalFinding',
        'lateEntry',
      ])
      .nullable(),
    dueAt: instantSchema.nullable(),
  })
  .meta({ id: 'CaseSummary' });
export type CaseSummary = z.infer<typeof caseSummarySchema>;

/** One piece of material on the case's timeline. */
export const caseRecordSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(RECORD_KINDS),
    category: z.enum(RECORD_CATEGORIES),
    title: z.string(),
    modality: z.string().nullable(),
    /** `derived`: made here out of other material, which the payload names. */
    source: z.enum(['pacs', 'scan', 'secondaryStream', 'manual', 'hl7', 'derived']),
    occurredAt: instantSchema.nullable(),
    addedAt: instantSchema,
    addedBy: userIdSchema,
    fileName: z.string().nullable(),
    mime: z.string().nullable(),
    sizeBytes: z.number().nullable(),
    itemCount: z.int(),
    studyInstanceUid: z.string().nullable(),
    /** Structured content: labs (`{results: LabResult[]}`), notes (`{sections: [{title, text}]}`). */
    payload: z.unknown(),
  })
  .meta({ id: 'CaseRecord' });
export type CaseRecord = z.infer<typeof caseRecordSchema>;

export const caseDetailSchema = z
  .object({
    case: consultationCaseSchema,
    hospitalName: z.string(),
    city: z.string(),
    people: z.array(personSchema),
    rooms: z.array(z.object({ id: z.uuid(), name: z.string(), hospitalName: z.string() })),
    records: z.array(caseRecordSchema),
    missing: z.array(missingItemSchema),
    fields: z.array(fieldErrorSchema),
    /** Commands the caller's role, relation and the state allow; a guard may still refuse. */
    available: z.array(
      z.custom<CommandType>((value) => typeof value === 'string').meta({ type: 'string' }),
    ),
    /** What an emergency still owes to its record; empty once it is complete, waived or out of reach. */
    lateItems: z.array(z.enum(LATE_ITEMS)),
    owed: caseSummarySchema.shape.owed,
    dueAt: instantSchema.nullable(),
    parentRequestNo: z.string().nullable(),
    children: z.array(
      z.object({ id: caseIdSchema, requestNo: z.string().nullable(), state: z.enum(CASE_STATES) }),
    ),
    /** Latest report version the caller has opened; 0 when none. */
    readReportVersion: z.int(),
    /**
     * Who has given an opinion or was excused. `case.opinions` holds only those the caller may read: they are blind
     * until his own is in, and for the county until the report is published.
     */
    opinionsGiven: z.array(opinionSchema.pick({ expertId: true, status: true, at: true })),
  })
  .meta({ id: 'CaseDetail' });
export type CaseDetail = z.infer<typeof caseDetailSchema>;

export const createCase = defineRoute({
  id: 'createCase',
  method: 'POST',
  path: '/v1/cases',
  summary:
    'Start a draft request, empty or as a linked copy (resubmission after rejection, re-consultation)',
  access: ['requester', 'hospitalAdmin'],
  params: nothing,
  query: nothing,
  body: z.object({
    idempotencyKey: z.uuid(),
    form: requestFormSchema.optional(),
    copyOf: caseIdSchema.optional(),
  }),
  success: { status: 201, schema: caseDetailSchema },
});

export const BUCKETS = [
  'owed',
  'active',
  'done',
  'queue',
  'invitations',
  'reports',
  'all',
] as const;

export const listCases = defineRoute({
  id: 'listCases',
  method: 'GET',
  path: '/v1/cases',
  summary: 'Cases visible to the caller',
  access: CLINICAL,
  params: nothing,
  query: z.object({
    ...pageQuery,
    /** `queue` is sorted by urgency then waiting time, everything else newest change first. */
    bucket: z.enum(BUCKETS).default('all'),
    state: z.enum(CASE_STATES).optional(),
    urgency: z.enum(URGENCIES).optional(),
    mode: z.enum(MODES).optional(),
    mdt: z.enum(['true', 'false']).optional(),
    hospitalId: hospitalIdSchema.optional(),
    city: z.string().max(60).optional(),
    departmentName: z.string().max(60).optional(),
    incomplete: z.enum(['true', 'false']).optional(),
    /** Request number, patient or doctor; substring. */
    q: z.string().max(60).optional(),
  }),
  body: noBody,
  success: {
    status: 200,
    schema: pageOf(caseSummarySchema).extend({
      counts: z.object({ owed: z.int(), active: z.int(), done: z.int(), queue: z.int() }),
    }),
  },
});

export const QUEUE_STAGES = ['queue', 'accepted', 'coordinating', 'returned', 'reporting'] as const;
const facets = z.array(z.object({ name: z.string(), count: z.int() }));

export const getQueueFacets = defineRoute({
  id: 'getQueueFacets',
  method: 'GET',
  path: '/v1/queue/facets',
  summary: 'How many open cases stand at each stage, and what those of one stage consist of',
  access: ['triage', 'coordinator'],
  params: nothing,
  query: z.object({ stage: z.enum(QUEUE_STAGES).default('queue') }),
  body: noBody,
  success: {
    status: 200,
    schema: z
      .object({
        stages: z.record(z.enum(QUEUE_STAGES), z.int()),
        /** The rest counts within the stage asked for. */
        urgency: z.record(z.enum(URGENCIES), z.int()),
        async: z.int(),
        mdt: z.int(),
        incomplete: z.int(),
        /** Most frequent first, at most 20 each. */
        departments: facets,
        cities: facets,
      })
      .meta({ id: 'QueueFacets' }),
  },
});

export const getCase = defineRoute({
  id: 'getCase',
  method: 'GET',
  path: '/v1/cases/:caseId',
  summary: 'One case with its people, material and what the caller may do',
  access: CLINICAL,
  params: caseParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: caseDetailSchema },
});

export const saveForm = defineRoute({
  id: 'saveForm',
  method: 'PUT',
  path: '/v1/cases/:caseId/form',
  summary: 'Autosave the request form of a draft or returned case',
  access: ['requester', 'hospitalAdmin'],
  params: caseParams,
  query: nothing,
  body: z.object({ form: requestFormSchema, expectedVersion: writeGuard.expectedVersion }),
  success: {
    status: 200,
    schema: z.object({
      version: z.int(),
      savedAt: instantSchema,
      fields: z.array(fieldErrorSchema),
      missing: z.array(missingItemSchema),
    }),
  },
});

export const applyCommand = defineRoute({
  id: 'applyCommand',
  method: 'POST',
  path: '/v1/cases/:caseId/commands',
  summary: 'Apply one workflow command to a case',
  access: [...CLINICAL, 'auditor'],
  params: caseParams,
  query: nothing,
  body: z.object({ command: caseCommandSchema, ...writeGuard }),
  success: { status: 200, schema: caseDetailSchema },
});

export const caseEventSchema = z
  .object({
    type: z.string(),
    from: z.enum(CASE_STATES),
    to: z.enum(CASE_STATES),
    at: instantSchema,
    actorName: z.string(),
    actorRole: z.string(),
    caseVersion: z.int(),
  })
  .meta({ id: 'CaseEvent' });

export const listCaseEvents = defineRoute({
  id: 'listCaseEvents',
  method: 'GET',
  path: '/v1/cases/:caseId/events',
  summary: 'What happened to the case, oldest first',
  access: CLINICAL,
  params: caseParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(caseEventSchema) }) },
});

/** A readable difference between two snapshots of the form. */
export const submissionSchema = z
  .object({
    number: z.int(),
    /** `lateEntry`: written after submission, product §5.3. */
    kind: z.enum(['submission', 'lateEntry']),
    at: instantSchema,
    /** Who submitted or wrote it; empty for snapshots older than this field. */
    byName: z.string(),
    changes: z.array(z.object({ path: z.string(), before: z.string(), after: z.string() })),
    recordsAdded: z.array(z.string()),
    recordsRemoved: z.array(z.string()),
  })
  .meta({ id: 'Submission' });

export const listSubmissions = defineRoute({
  id: 'listSubmissions',
  method: 'GET',
  path: '/v1/cases/:caseId/submissions',
  summary: 'Each submission with its difference from the one before',
  access: CLINICAL,
  params: caseParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(submissionSchema) }) },
});

const draftContent = z.union([
  z.object({
    kind: z.literal('opinion'),
    text: z.string().max(8000),
    agreesWithChief: z.boolean(),
  }),
  z.object({ kind: z.literal('report'), content: reportContentSchema }),
]);
export const draftSchema = z
  .object({ version: z.int(), savedAt: instantSchema.nullable(), draft: draftContent.nullable() })
  .meta({ id: 'Draft' });
const draftParams = z.object({ caseId: caseIdSchema, kind: z.enum(['opinion', 'report']) });

export const getDraft = defineRoute({
  id: 'getDraft',
  method: 'GET',
  path: '/v1/cases/:caseId/drafts/:kind',
  summary: "The caller's unfinished opinion or report",
  access: ['expert'],
  params: draftParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: draftSchema },
});

export const saveDraft = defineRoute({
  id: 'saveDraft',
  method: 'PUT',
  path: '/v1/cases/:caseId/drafts/:kind',
  summary: 'Autosave an opinion or report; `expectedVersion` is the version of the draft',
  access: ['expert'],
  params: draftParams,
  query: nothing,
  body: z.object({ draft: draftContent, expectedVersion: writeGuard.expectedVersion }),
  success: { status: 200, schema: draftSchema },
});

export const getReport = defineRoute({
  id: 'getReport',
  method: 'GET',
  path: '/v1/cases/:caseId/reports/:version',
  summary: 'One published version; the reading is recorded. PDF: same path + /pdf',
  access: CLINICAL,
  params: z.object({ caseId: caseIdSchema, version: z.coerce.number().int().positive() }),
  query: nothing,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      content: reportContentSchema,
      header: reportHeaderSchema,
      latestVersion: z.int(),
    }),
  },
});

/** One submission as it was; what came later does not change it. */
export const getSubmission = defineRoute({
  id: 'getSubmission',
  method: 'GET',
  path: '/v1/cases/:caseId/submissions/:number',
  summary: 'The request form as it was submitted, or as a late entry left it',
  access: CLINICAL,
  params: z.object({ caseId: caseIdSchema, number: z.coerce.number().int().positive() }),
  query: nothing,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      form: requestFormSchema,
      records: z.array(z.object({ id: z.uuid(), title: z.string() })),
    }),
  },
});

const lateEntryDraftSchema = z.object({
  version: z.int(),
  savedAt: instantSchema.nullable(),
  draft: z
    .object({
      entry: lateEntrySchema,
      /** Snapshot of the form it was written over; a later one means that somebody else has written meanwhile. */
      basedOn: z.int().nonnegative(),
    })
    .nullable(),
});

export const getLateEntryDraft = defineRoute({
  id: 'getLateEntryDraft',
  method: 'GET',
  path: '/v1/cases/:caseId/late-entry-draft',
  summary: "The caller's unfinished late entry",
  access: ['requester', 'hospitalAdmin'],
  params: caseParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: lateEntryDraftSchema },
});

export const saveLateEntryDraft = defineRoute({
  id: 'saveLateEntryDraft',
  method: 'PUT',
  path: '/v1/cases/:caseId/late-entry-draft',
  summary: 'Autosave a late entry; nobody else sees it before it is recorded by command',
  access: ['requester', 'hospitalAdmin'],
  params: caseParams,
  query: nothing,
  body: z.object({
    draft: lateEntryDraftSchema.shape.draft.unwrap(),
    expectedVersion: writeGuard.expectedVersion,
  }),
  success: { status: 200, schema: lateEntryDraftSchema },
});

export const updateRecord = defineRoute({
  id: 'updateRecord',
  method: 'PUT',
  path: '/v1/cases/:caseId/records/:recordId',
  summary: 'Correct title or category of a piece of material',
  access: ['requester', 'hospitalAdmin'],
  params: z.object({ caseId: caseIdSchema, recordId: z.uuid() }),
  query: nothing,
  body: z.object({ title: z.string().trim().min(1).max(200), category: z.enum(RECORD_CATEGORIES) }),
  success: { status: 200, schema: caseRecordSchema },
});

export const confirmRecordIdentity = defineRoute({
  id: 'confirmRecordIdentity',
  method: 'PUT',
  path: '/v1/cases/:caseId/records/:recordId/identity',
  summary:
    'The requesting doctor looked at material that names nobody, or too little to compare, and vouches that it is of this patient',
  access: ['requester', 'hospitalAdmin'],
  params: z.object({ caseId: caseIdSchema, recordId: z.uuid() }),
  query: nothing,
  body: noBody,
  success: { status: 200, schema: caseRecordSchema },
});

export const removeRecord = defineRoute({
  id: 'removeRecord',
  method: 'DELETE',
  path: '/v1/cases/:caseId/records/:recordId',
  summary: 'Take a piece of material off a draft or returned case; the bytes stay stored',
  access: ['requester', 'hospitalAdmin'],
  params: z.object({ caseId: caseIdSchema, recordId: z.uuid() }),
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ removed: z.literal(true) }) },
});

/** What an on-call expert sees of a ringing emergency before answering: no identity. */
export const ringingSchema = z
  .object({
    caseId: caseIdSchema,
    version: z.int(),
    requestNo: z.string(),
    hospitalName: z.string(),
    ageYears: z.int().nullable(),
    sex: z.enum(SEXES).nullable(),
    chiefComplaint: z.string(),
    onsetAt: instantSchema.nullable(),
    submittedAt: instantSchema,
  })
  .meta({ id: 'RingingEmergency' });

export const listEmergencies = defineRoute({
  id: 'listEmergencies',
  method: 'GET',
  path: '/v1/emergencies',
  summary: 'Emergencies that ring for the caller',
  access: ['expert', 'triage', 'coordinator'],
  params: nothing,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(ringingSchema) }) },
});
