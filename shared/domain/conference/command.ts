import { z } from 'zod';
import { END_REASONS } from '../consultation/case';
import { IDENTIFIERS } from './room';
import { deviceSchema, seatIdSchema } from './seat';
import { trackIdSchema } from './track';

const command = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });
const seat = { seatId: seatIdSchema };

/** What somebody in the room can ask of it. Names are imperative and stable. */
export const roomCommandSchema = z.discriminatedUnion('type', [
  // about oneself
  command('raiseHand', { isRaised: z.boolean() }),
  command('setFollowing', { isFollowing: z.boolean() }),
  command('setDevice', { device: deviceSchema }),
  /** Own microphone, camera or secondary stream; the sender itself stops sending, the room is told. */
  command('pauseTrack', { trackId: trackIdSchema, isPaused: z.boolean() }),
  command('askToPresent', {}),
  command('stopPresenting', {}),
  // presenter or host
  command('givePresenter', seat),
  // host
  command('admit', seat),
  command('admitAll', {}),
  command('refuse', seat),
  command('remove', seat),
  command('mute', seat),
  /** Lifts the host's mute; the person decides himself whether to speak. */
  command('allowToSpeak', seat),
  command('muteEverybody', {}),
  command('stopVideo', seat),
  command('allowVideo', seat),
  /** Ends a secondary stream of somebody else. */
  command('stopTrack', { trackId: trackIdSchema }),
  command('lowerHand', seat),
  command('spotlight', { seatId: seatIdSchema.nullable() }),
  command('lock', { isLocked: z.boolean() }),
  command('hideRecord', { isHidden: z.boolean() }),
  command('setCoHost', { seatId: seatIdSchema, isCoHost: z.boolean() }),
  command('setAgenda', {
    items: z
      .array(
        z.object({ title: z.string().trim().min(1).max(80), minutes: z.int().min(1).max(180) }),
      )
      .max(20),
  }),
  /** Begins the item and ends the one before. */
  command('startAgendaItem', { id: z.int().positive() }),
  command('callRoll', { seatId: seatIdSchema, licenceNo: z.string().trim().max(40) }),
  command('checkIdentity', {
    identifiers: z.array(z.enum(IDENTIFIERS)).min(2).max(4),
  }),
]);
export type RoomCommand = z.infer<typeof roomCommandSchema>;
export type RoomCommandType = RoomCommand['type'];

/** What the host asks of the consultation itself: goes through the commands of the case, and the room follows. */
export const sessionCommandSchema = z.discriminatedUnion('type', [
  command('start', { patientPresent: z.boolean(), recording: z.enum(['granted', 'refused']) }),
  command('pause', { reason: z.string().trim().min(2).max(500) }),
  command('resume', {}),
  command('end', { endReason: z.enum(END_REASONS) }),
  /** From a pause: given up for today, a new date is looked for. */
  command('abandon', { reason: z.string().trim().min(2).max(500) }),
]);
export type SessionCommand = z.infer<typeof sessionCommandSchema>;
