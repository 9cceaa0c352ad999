import { z } from 'zod';
import {
  caseIdSchema,
  hospitalIdSchema,
  instantSchema,
  localDateSchema,
  roleSchema,
  userIdSchema,
} from '../identity/actor';
import { requestFormSchema, timeWindowSchema } from './form';

/** Workflow states, product §5.1 (S0…S14, X1…X5). */
export const CASE_STATES = [
  'draft', // S0
  'awaitingApproval', // S1, only where the hospital switched it on
  'submitted', // S2
  'returned', // S3
  'rejected', // S4
  'accepted', // S5
  'coordinating', // S6
  'scheduled', // S7
  'checkedIn', // S8
  'inConsultation', // S9
  'interrupted', // S9p
  'reporting', // S10
  'published', // S11
  'awaitingFeedback', // S12
  'followUp', // S13
  'archived', // S14
  'cancelled', // X1
  'noShow', // X2
  'referred', // X3
  'expired', // X4
  'enteredInError', // X5
] as const;
export const caseStateSchema = z.enum(CASE_STATES);
export type CaseState = (typeof CASE_STATES)[number];

/** Reject reasons, product §5.5. */
export const REJECT_CODES = [
  'R01',
  'R02',
  'R03',
  'R04',
  'R05',
  'R06',
  'R07',
  'R08',
  'R09',
  'R10',
  'R99',
] as const;
export const rejectCodeSchema = z.enum(REJECT_CODES);

/** Professional titles, lowest first; the expert rule compares positions. */
export const TITLES = ['resident', 'attending', 'associateChief', 'chief'] as const;
export const titleSchema = z.enum(TITLES);
export type Title = (typeof TITLES)[number];

export const DECISIONS = ['adopted', 'partlyAdopted', 'notAdopted'] as const;
export const PARTIES = ['requester', 'expert', 'centre'] as const;
export const partySchema = z.enum(PARTIES);
export const CONDITIONS = ['improved', 'stable', 'worse', 'dead', 'lost', 'transferred'] as const;
export const END_REASONS = ['completed', 'patientUnwell', 'technical', 'other'] as const;

const reason = z.string().trim().min(1).max(1000);
const by = userIdSchema;
const at = instantSchema;

export const fixItemSchema = z.object({
  id: z.int().positive(),
  code: rejectCodeSchema,
  text: z.string().trim().min(2).max(500),
  answer: z.string().max(500).nullable(),
});

export const invitationSchema = z.object({
  expertId: userIdSchema,
  role: z.enum(['chief', 'member', 'recorder']),
  required: z.boolean(),
  status: z.enum(['pending', 'accepted', 'declined', 'proposed', 'expired', 'replaced']),
  invitedAt: at,
  deadline: at,
  respondedAt: at.nullable(),
  reason: z.string().max(1000).nullable(),
  proposed: z.array(timeWindowSchema).max(3),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const appointmentSchema = z.object({
  startsAt: at,
  /** `null` for modes without a room: `startsAt` is then when reading may begin, `dueAt` when it must be done. */
  endsAt: at.nullable(),
  dueAt: at.nullable(),
  centreRoomId: z.uuid().nullable(),
  countyRoomId: z.uuid().nullable(),
  /** Earlier slots, oldest first: a reschedule shows old and new. */
  previous: z.array(
    z.object({ startsAt: at, endsAt: at.nullable(), changedAt: at, reason: z.string() }),
  ),
});
export type Appointment = z.infer<typeof appointmentSchema>;

/** What an expert said at one time. */
const opinionWordsSchema = z.object({
  text: z.string().max(8000),
  agreesWithChief: z.boolean(),
  at,
});

export const opinionSchema = z.object({
  expertId: userIdSchema,
  status: z.enum(['submitted', 'waived']),
  text: z.string().max(8000),
  agreesWithChief: z.boolean(),
  at,
  by,
  /**
   * What he had submitted before, oldest first; absent when he never changed it. Once his own was in he could read the
   * others, so a later change has to stay recognisable.
   */
  earlier: z.array(opinionWordsSchema).optional(),
});
export type Opinion = z.infer<typeof opinionSchema>;

export const followUpSchema = z.object({
  id: z.int().positive(),
  label: z.string().max(40),
  dueOn: localDateSchema,
  questions: z.array(z.string().min(1).max(500)).min(1).max(20),
  createdBy: by,
  status: z.enum(['planned', 'answered', 'reviewed']),
  answer: z
    .object({
      at,
      by,
      answers: z.array(z.string().max(2000)),
      condition: z.enum(CONDITIONS),
      /** 0 no effect … 10 recovered, as the county doctor rates it. */
      efficacy: z.int().min(0).max(10),
      scales: z.array(z.object({ name: z.string().max(40), value: z.number() })).max(10),
    })
    .nullable(),
  review: z.object({ at, by, note: z.string().max(2000) }).nullable(),
});
export type FollowUp = z.infer<typeof followUpSchema>;

export const consultationCaseSchema = z
  .object({
    id: caseIdSchema,
    /** Incremented by every accepted change; the optimistic lock of all writers. */
    version: z.int().nonnegative(),
    requestNo: z.string().nullable(),
    state: caseStateSchema,
    requesterId: userIdSchema,
    hospitalId: hospitalIdSchema,
    parentId: caseIdSchema.nullable(),
    form: requestFormSchema,
    /** Number of the latest submitted snapshot; 0 before the first submission. */
    submission: z.int().nonnegative(),
    createdAt: at,
    updatedAt: at,
    submittedAt: at.nullable(),
    acceptedAt: at.nullable(),
    claim: z.object({ by, at, until: at }).nullable(),
    fixList: z.object({ items: z.array(fixItemSchema).min(1), by, at }).nullable(),
    rejection: z.object({ code: rejectCodeSchema, text: z.string(), by, at }).nullable(),
    localRefusal: z.object({ text: z.string(), by, at }).nullable(),
    waiver: z.object({ note: z.string(), by, at }).nullable(),
    invitations: z.array(invitationSchema),
    chiefId: userIdSchema.nullable(),
    appointment: appointmentSchema.nullable(),
    rescheduleRequests: z.array(z.object({ by, at, reason, proposed: z.array(timeWindowSchema) })),
    cancellation: z.object({ reason, by, at, confirmedBy: by.nullable() }).nullable(),
    checkIns: z.array(
      z.object({
        party: partySchema,
        userId: userIdSchema,
        at,
        device: z.string().max(200),
        preflightPassed: z.boolean(),
      }),
    ),
    session: z
      .object({
        startedAt: at,
        endedAt: at.nullable(),
        endReason: z.enum(END_REASONS).nullable(),
        patientPresent: z.boolean(),
        identifiers: z.array(z.enum(['name', 'idNumber', 'birthDate', 'inpatientNo'])),
        recording: z.enum(['granted', 'refused']),
        rollCall: z.array(z.object({ userId: userIdSchema, role: roleSchema, at })),
        interruptions: z.array(z.object({ from: at, to: at.nullable(), reason })),
      })
      .nullable(),
    noShow: z
      .object({ party: partySchema, contactAttempts: z.string(), by: by.nullable(), at })
      .nullable(),
    opinions: z.array(opinionSchema),
    /** Given back to their authors and not given anew yet; latest words last. Only the author reads them. */
    returnedOpinions: z
      .array(z.object({ expertId: userIdSchema, words: z.array(opinionWordsSchema).min(1) }))
      .optional(),
    reports: z.array(
      z.object({
        version: z.int().positive(),
        publishedAt: at,
        publishedBy: by,
        contentSha256: z.string(),
        amendmentReason: z.string().nullable(),
        conclusionChanged: z.boolean(),
      }),
    ),
    receipts: z.array(
      z.object({
        reportVersion: z.int().positive(),
        decision: z.enum(DECISIONS),
        reason: z.string().max(2000),
        plan: z.string().max(4000),
        orderedAt: at.nullable(),
        by,
        at,
      }),
    ),
    ratings: z.array(
      z.object({
        party: z.enum(['requester', 'expert']),
        by,
        at,
        score: z.int().min(1).max(5),
        comment: z.string().max(2000),
      }),
    ),
    followUps: z.array(followUpSchema),
    criticalFinding: z
      .object({
        text: z.string(),
        by,
        at,
        acknowledgedBy: by.nullable(),
        acknowledgedAt: at.nullable(),
      })
      .nullable(),
    referral: z.object({ hospitalId: hospitalIdSchema, reason: z.string(), by, at }).nullable(),
    archive: z
      .object({
        outcome: z.enum(['planDone', 'noFollowUp', 'dead', 'lost', 'transferred']),
        by: by.nullable(),
        at,
      })
      .nullable(),
    voidRequest: z.object({ reason, by, at, confirmedBy: by.nullable() }).nullable(),
    /**
     * Set when an emergency went out with its record or consent paper still to follow (product §5.3); null when
     * everything was there. Cases from before the rule have none.
     */
    lateRecord: z
      .object({
        completedAt: at.nullable(),
        waiver: z.object({ reason, by, at }).nullable(),
      })
      .nullable()
      .default(null),
    /** What was written after submission, oldest first; `number` is the snapshot that holds the form with it. */
    lateEntries: z
      .array(z.object({ number: z.int().positive(), by, at, paths: z.array(z.string()) }))
      .default([]),
  })
  .meta({ id: 'ConsultationCase' });
export type ConsultationCase = Readonly<z.infer<typeof consultationCaseSchema>>;

export type NewCase = Pick<
  ConsultationCase,
  'id' | 'requesterId' | 'hospitalId' | 'form' | 'parentId'
>;

/** A new draft; everything the workflow adds later is empty. */
export function newCase(start: NewCase, createdAt: string): ConsultationCase {
  return {
    ...start,
    version: 0,
    requestNo: null,
    state: 'draft',
    submission: 0,
    createdAt,
    updatedAt: createdAt,
    submittedAt: null,
    acceptedAt: null,
    claim: null,
    fixList: null,
    rejection: null,
    localRefusal: null,
    waiver: null,
    invitations: [],
    chiefId: null,
    appointment: null,
    rescheduleRequests: [],
    cancellation: null,
    checkIns: [],
    session: null,
    noShow: null,
    opinions: [],
    reports: [],
    receipts: [],
    ratings: [],
    followUps: [],
    criticalFinding: null,
    referral: null,
    archive: null,
    voidRequest: null,
    lateRecord: null,
    lateEntries: [],
  };
}
