import { z } from 'zod';
import { hospitalIdSchema, instantSchema, localDateSchema, userIdSchema } from '../identity/actor';
import { reportContentSchema } from '../report/report';
import { CONDITIONS, DECISIONS, END_REASONS, partySchema, rejectCodeSchema } from './case';
import { MODES, timeWindowSchema } from './form';
import { lateEntrySchema } from './lateEntry';

const text = (min: number, max = 2000) => z.string().trim().min(min).max(max);
const slot = {
  startsAt: instantSchema,
  endsAt: instantSchema.nullable(),
  dueAt: instantSchema.nullable(),
  centreRoomId: z.uuid().nullable(),
  countyRoomId: z.uuid().nullable(),
};
const command = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

/** Everything a person or the clock can ask of a case. Names are imperative and stable. */
export const caseCommandSchema = z
  .discriminatedUnion('type', [
    command('submit', {}),
    command('approveLocally', {}),
    command('refuseLocally', { text: text(2) }),
    command('claim', {}),
    command('releaseClaim', {}),
    command('accept', { waiverNote: text(4).nullable() }),
    command('returnForSupplement', {
      items: z
        .array(z.object({ code: rejectCodeSchema, text: text(2, 500) }))
        .min(1)
        .max(20),
    }),
    command('resubmit', {
      answers: z.array(z.object({ id: z.int().positive(), answer: text(1, 500) })),
    }),
    command('reject', { code: rejectCodeSchema, text: text(10) }),
    command('refer', { hospitalId: hospitalIdSchema, reason: text(4) }),
    command('inviteExperts', {
      experts: z
        .array(
          z.object({
            expertId: userIdSchema,
            role: z.enum(['chief', 'member', 'recorder']),
            required: z.boolean(),
          }),
        )
        .min(1)
        .max(8),
    }),
    command('withdrawInvitation', { expertId: userIdSchema }),
    command('acceptInvitation', {}),
    command('declineInvitation', { reason: text(2, 1000) }),
    command('proposeTimes', {
      windows: z.array(timeWindowSchema).min(1).max(3),
      reason: text(2, 1000),
    }),
    command('expireInvitations', {}),
    command('schedule', slot),
    command('reschedule', { ...slot, reason: text(2), waiveNotice: z.boolean() }),
    command('requestReschedule', { reason: text(2), windows: z.array(timeWindowSchema).max(3) }),
    command('cancel', { reason: text(2) }),
    command('requestCancellation', { reason: text(2) }),
    command('checkIn', {
      party: partySchema,
      device: z.string().max(200),
      preflightPassed: z.boolean(),
    }),
    command('startConsultation', {
      identifiers: z.array(z.enum(['name', 'idNumber', 'birthDate', 'inpatientNo'])).max(4),
      patientPresent: z.boolean(),
      recording: z.enum(['granted', 'refused']),
    }),
    command('answerEmergency', {}),
    command('takeRead', {}),
    command('upgradeToVideo', { mode: z.enum(MODES).extract(['video']) }),
    command('interrupt', { reason: text(2) }),
    command('resume', {}),
    command('abandonSession', { reason: text(2) }),
    command('endConsultation', { endReason: z.enum(END_REASONS) }),
    command('markNoShow', { party: partySchema, contactAttempts: text(4) }),
    command('substituteExpert', { absentId: userIdSchema, expertId: userIdSchema }),
    command('rebook', {}),
    command('submitOpinion', { text: z.string().trim().max(8000), agreesWithChief: z.boolean() }),
    command('returnOpinion', { expertId: userIdSchema }),
    command('waiveOpinion', { expertId: userIdSchema, reason: text(4) }),
    command('publishReport', { content: reportContentSchema }),
    command('amendReport', { content: reportContentSchema, reason: text(4) }),
    command('recordReceipt', {
      reportVersion: z.int().positive(),
      decision: z.enum(DECISIONS),
      reason: z.string().max(2000),
      plan: z.string().max(4000),
      orderedAt: instantSchema.nullable(),
    }),
    command('rate', { score: z.int().min(1).max(5), comment: z.string().max(2000) }),
    command('planFollowUp', {
      items: z
        .array(
          z.object({
            label: text(1, 40),
            dueOn: localDateSchema,
            questions: z.array(text(1, 500)).min(1).max(20),
          }),
        )
        .max(12),
    }),
    command('answerFollowUp', {
      id: z.int().positive(),
      answers: z.array(z.string().max(2000)),
      condition: z.enum(CONDITIONS),
      efficacy: z.int().min(0).max(10),
      scales: z.array(z.object({ name: text(1, 40), value: z.number() })).max(10),
    }),
    command('reviewFollowUp', { id: z.int().positive(), note: text(1) }),
    command('archive', {
      outcome: z.enum(['planDone', 'noFollowUp', 'dead', 'lost', 'transferred']),
    }),
    command('raiseCriticalFinding', { text: text(4) }),
    command('acknowledgeCriticalFinding', {}),
    command('expire', {}),
    command('recordLateEntry', { entry: lateEntrySchema }),
    command('waiveLateEntry', { reason: text(4) }),
    command('requestVoid', { reason: text(4) }),
    command('confirmVoid', {}),
  ])
  .meta({ id: 'CaseCommand' });
export type CaseCommand = z.infer<typeof caseCommandSchema>;
export type CommandType = CaseCommand['type'];
export type CommandOf<T extends CommandType> = Extract<CaseCommand, { type: T }>;
