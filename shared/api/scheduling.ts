import { z } from 'zod';
import { CASE_STATES, titleSchema } from '../domain/consultation/case';
import { MODES, timeWindowSchema, URGENCIES } from '../domain/consultation/form';
import {
  caseIdSchema,
  hospitalIdSchema,
  instantSchema,
  localDateSchema,
  userIdSchema,
} from '../domain/identity/actor';
import { defineRoute, noBody, nothing } from './route';

export const expertSchema = z
  .object({
    userId: userIdSchema,
    name: z.string(),
    title: titleSchema,
    licenceNo: z.string(),
    licenceValidUntil: localDateSchema,
    hospitalName: z.string(),
    departmentName: z.string(),
    specialties: z.array(z.string()),
    skills: z.array(z.string()),
    languages: z.array(z.string()),
    bio: z.string(),
    serviceOn: z.boolean(),
    onCall: z.boolean(),
    version: z.int(),
    /** Cases now open with this expert; and his record. */
    openCases: z.int(),
    doneCases: z.int(),
    medianMinutes: z.number().nullable(),
    medianResponseMinutes: z.number().nullable(),
    averageRating: z.number().nullable(),
  })
  .meta({ id: 'Expert' });
export type Expert = z.infer<typeof expertSchema>;

export const listExperts = defineRoute({
  id: 'listExperts',
  method: 'GET',
  path: '/v1/experts',
  summary: 'Expert library; with `caseId`, best match first with the reason',
  access: ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'],
  params: nothing,
  query: z.object({
    q: z.string().max(60).optional(),
    departmentName: z.string().max(60).optional(),
    caseId: caseIdSchema.optional(),
  }),
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      items: z.array(
        expertSchema.extend({ matchedBy: z.array(z.string()), mayBeInvited: z.boolean() }),
      ),
    }),
  },
});

export const updateExpert = defineRoute({
  id: 'updateExpert',
  method: 'PUT',
  path: '/v1/experts/:userId',
  summary:
    'Maintain an expert; experts may change their own skills, languages, text and service switch only',
  access: ['coordinator', 'expert'],
  params: z.object({ userId: userIdSchema }),
  query: nothing,
  body: z.object({
    title: titleSchema,
    licenceNo: z.string().trim().min(1).max(60),
    licenceValidUntil: localDateSchema,
    departmentName: z.string().trim().min(1).max(60),
    specialties: z.array(z.string().trim().min(1).max(60)).max(20),
    skills: z.array(z.string().trim().min(1).max(60)).max(40),
    languages: z.array(z.string().trim().min(1).max(30)).max(10),
    bio: z.string().max(2000),
    serviceOn: z.boolean(),
    onCall: z.boolean(),
    expectedVersion: z.int(),
  }),
  success: { status: 200, schema: expertSchema },
});

export const freeTimes = defineRoute({
  id: 'freeTimes',
  method: 'GET',
  path: '/v1/experts/:userId/free-times',
  summary: "An expert's free working-hour windows of the next days",
  access: ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'],
  params: z.object({ userId: userIdSchema }),
  query: z.object({ days: z.coerce.number().int().min(1).max(14).default(7) }),
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(timeWindowSchema) }) },
});

export const roomSchema = z
  .object({
    id: z.uuid(),
    hospitalId: hospitalIdSchema,
    hospitalName: z.string(),
    kind: z.enum(['centre', 'county']),
    name: z.string(),
    capacity: z.int(),
    terminal: z.string(),
    deviceType: z.string(),
    active: z.boolean(),
  })
  .meta({ id: 'Room' });
export type Room = z.infer<typeof roomSchema>;

export const bookingSchema = z
  .object({
    caseId: caseIdSchema,
    requestNo: z.string(),
    state: z.enum(CASE_STATES),
    mode: z.enum(MODES),
    urgency: z.enum(URGENCIES),
    resourceKind: z.enum(['expert', 'room', 'requester']),
    resourceId: z.uuid(),
    startsAt: instantSchema,
    endsAt: instantSchema,
    /** Hospital, department, lead expert: never the patient's name. */
    hospitalName: z.string(),
    departmentName: z.string(),
    chiefName: z.string().nullable(),
  })
  .meta({ id: 'Booking' });
export type Booking = z.infer<typeof bookingSchema>;

export const getSchedule = defineRoute({
  id: 'getSchedule',
  method: 'GET',
  path: '/v1/schedule',
  summary: 'Rooms and experts with their bookings in a span of at most 31 days',
  access: ['triage', 'coordinator', 'technician'],
  params: nothing,
  query: z.object({ from: instantSchema, to: instantSchema }),
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      rooms: z.array(roomSchema),
      experts: z.array(
        z.object({ userId: userIdSchema, name: z.string(), departmentName: z.string() }),
      ),
      bookings: z.array(bookingSchema),
      waiting: z.int(),
    }),
  },
});

export const slotProposalSchema = z
  .object({
    startsAt: instantSchema,
    endsAt: instantSchema,
    centreRoomId: z.uuid(),
    centreRoomName: z.string(),
    countyRoomId: z.uuid(),
    countyRoomName: z.string(),
    /** Inside one of the county's preferred windows. */
    preferred: z.boolean(),
    minutes: z.int(),
    /** Where the length comes from: so many past consultations of the expert, department, or all. */
    basis: z.object({ of: z.enum(['expert', 'department', 'all', 'default']), count: z.int() }),
  })
  .meta({ id: 'SlotProposal' });
export type SlotProposal = z.infer<typeof slotProposalSchema>;

export const proposeSlots = defineRoute({
  id: 'proposeSlots',
  method: 'GET',
  path: '/v1/cases/:caseId/slot-proposals',
  summary: 'Free slots for all accepted experts, the requester and a room on both sides',
  access: ['triage', 'coordinator'],
  params: z.object({ caseId: caseIdSchema }),
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(slotProposalSchema) }) },
});
