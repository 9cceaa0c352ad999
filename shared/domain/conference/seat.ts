import { z } from 'zod';
import { hospitalIdSchema, instantSchema, userIdSchema } from '../identity/actor';

/** A place in a room. The same person comes back to the same seat, from whatever device and after whatever cut. */
export const seatIdSchema = z.uuid().brand<'SeatId'>();
export type SeatId = z.infer<typeof seatIdSchema>;

/**
 * What somebody is in this consultation; decided by the server from account and case, never by the client.
 * `host`: coordinator, triage or the chief. `coHost`: the requesting doctor, or whom the host named.
 */
export const SEAT_ROLES = [
  'host',
  'coHost',
  'expert',
  'doctor', // of the requesting hospital, besides the requester
  'technician',
  'patient',
  'relative',
  'guestExpert', // by a link: speaks and is seen, has no account and no access to the record
] as const;
export const seatRoleSchema = z.enum(SEAT_ROLES);
export type SeatRole = (typeof SEAT_ROLES)[number];

export const SEAT_SIDES = ['county', 'centre'] as const;

/**
 * `waiting`: in the waiting room, sees nothing of the room. `joined`: in the room. `away`: the line is cut, the seat is
 * kept. `left`: went by himself. `removed`: by the host; comes back only through the waiting room. `refused`: not let in.
 */
export const SEAT_STATUSES = ['waiting', 'joined', 'away', 'left', 'removed', 'refused'] as const;

export const DEVICE_KINDS = ['workstation', 'browser', 'phone', 'roomTerminal', 'cart'] as const;
export const deviceSchema = z.object({
  kind: z.enum(DEVICE_KINDS),
  /** As the person would call it: 「急诊推车」, "Chrome · Windows". */
  label: z.string().trim().max(80),
});
export type Device = z.infer<typeof deviceSchema>;

export const seatSchema = z.object({
  seatId: seatIdSchema,
  /** `null` for a guest: a guest has no account. */
  userId: userIdSchema.nullable(),
  role: seatRoleSchema,
  side: z.enum(SEAT_SIDES),
  name: z.string().max(80),
  /** Professional title code (`shared/domain/consultation/case.ts` TITLES) or `null`. */
  title: z.string().max(40).nullable(),
  hospitalId: hospitalIdSchema.nullable(),
  hospitalName: z.string().max(120),
  departmentName: z.string().max(120),
  /** A doctor whose licence counts for the guard "a licensed doctor on each side". */
  isLicensed: z.boolean(),
  device: deviceSchema,
  status: z.enum(SEAT_STATUSES),
  /** When the person last came in; `null` while never admitted. */
  joinedAt: instantSchema.nullable(),
  /** Since when the status holds: "正在重连 3 s" counts from here. */
  since: instantSchema,
  handRaisedAt: instantSchema.nullable(),
  /** Muted by the host: the server drops the sound until the host allows it again. */
  isMutedByHost: z.boolean(),
  isVideoStoppedByHost: z.boolean(),
  /** Looks at what the presenter shows; `false` while looking around alone. */
  isFollowing: z.boolean(),
  /** Called in the roll call: who confirmed it, when, and the licence number read out, if any. */
  rollCall: z
    .object({ at: instantSchema, by: seatIdSchema, licenceNo: z.string().max(40) })
    .nullable(),
});
export type Seat = z.infer<typeof seatSchema>;

/** Roles that may see nothing of the record: only faces, voices and what is meant for them. */
export const OUTSIDE_ROLES: readonly SeatRole[] = ['patient', 'relative', 'guestExpert'];
export const isOutside = (role: SeatRole): boolean => OUTSIDE_ROLES.includes(role);
/** Takes part now; an `away` seat keeps everything but is not here. */
export const isPresent = (seat: Seat): boolean => seat.status === 'joined';
/** Belongs to the room: is in it, or its line is being mended. */
export const isInRoom = (seat: Seat): boolean => seat.status === 'joined' || seat.status === 'away';
