import { randomUUID } from 'node:crypto';
import type { ChatMessage } from '../../../../shared/domain/conference/chat';
import { isHost, seesRecord } from '../../../../shared/domain/conference/authority';
import type { RoomCommand } from '../../../../shared/domain/conference/command';
import { decideCommand } from '../../../../shared/domain/conference/decide';
import { goes } from '../../../../shared/domain/conference/presence';
import { refuse } from '../../../../shared/domain/errors';
import { ok } from '../../../../shared/lib/result';
import { saveMessage } from '../store';
import { voidTickets } from '../tickets';
import type { RequestHandlers } from './request';
import { runSessionCommand } from './session';

/** What the record of who did what keeps of room control. */
const AUDITED: readonly RoomCommand['type'][] = [
  'admit',
  'refuse',
  'remove',
  'hideRecord',
  'setCoHost',
  'callRoll',
  'checkIdentity',
];

export const ROOM_REQUESTS: RequestHandlers<
  'snapshot' | 'ping' | 'command' | 'session' | 'chat' | 'leave'
> = {
  snapshot: async ({ room, seat }) => ok(room.snapshotFor(seat)),
  ping: async ({ deps }) => ok({ serverTime: deps.now() }),

  async command({ deps, room, seat }, command) {
    const decided = decideCommand(room.state(), seat.seatId, command, deps.now());
    if (!decided.ok) return decided;
    const seq = room.commit(decided.value);
    if (command.type === 'remove') await voidTickets(deps.db, command.seatId, deps.now());
    if (AUDITED.includes(command.type)) {
      await deps.audit({
        actorId: seat.userId,
        actorRole: seat.role,
        action: `conference.${command.type}`,
        entity: 'seat',
        entityId: 'seatId' in command ? (command.seatId ?? '') : seat.seatId,
        caseId: room.state().caseId,
      });
    }
    return ok({ seq });
  },

  async session(asker, command) {
    if (!isHost(asker.seat.role)) return refuse('forbidden', 'conference.notAllowed');
    return runSessionCommand(asker, command);
  },

  async chat({ deps, room, seat }, draft) {
    if (draft.text === '' && draft.recordIds.length === 0)
      return refuse('validation', 'conference.chatEmpty');
    if (!seesRecord(seat.role) && (draft.audience === 'staff' || draft.recordIds.length > 0))
      return refuse('forbidden', 'conference.audience');
    const { caseId, roomId } = room.state();
    if (draft.recordIds.length > 0) {
      const rows = await deps.db
        .selectFrom('case_record')
        .select('id')
        .where('case_id', '=', caseId)
        .where('removed_at', 'is', null)
        .where('id', 'in', draft.recordIds)
        .execute();
      if (rows.length !== new Set(draft.recordIds).size)
        return refuse('notFound', 'conference.unknownRecord');
    }
    const message: ChatMessage = {
      ...draft,
      id: randomUUID(),
      at: deps.now(),
      seatId: seat.seatId,
      authorId: seat.userId,
      authorName: seat.name,
    };
    // stored before anybody reads it: what was read is in the record
    await saveMessage(deps.db, roomId, message);
    room.addMessage(message);
    return ok({ message });
  },

  async leave({ deps, rooms, opened, room, connection, seat }) {
    room.commit(goes(room.state(), seat.seatId, deps.now()));
    rooms.lineClosed(opened, connection);
    return ok({});
  },
};
