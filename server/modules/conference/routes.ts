import type { FastifyInstance } from 'fastify';
import {
  createGuestLink,
  enterAsGuest,
  getConference,
  getConferenceCapability,
  getConferenceRecord,
  getIceServers,
  issueConferenceTicket,
  listGuestLinks,
  revokeGuestLink,
} from '../../../shared/api/conference';
import { leaves } from '../../../shared/domain/conference/decideHost';
import { PHASE_OF_STATE } from '../../../shared/domain/conference/presence';
import { isInRoom } from '../../../shared/domain/conference/seat';
import { refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { RouteOutput } from '../../../shared/api/route';
import { CONFERENCE_PATH } from '../../../shared/signaling/envelope';
import { bindRoute } from '../../http/bindRoute';
import type { ConferenceDeps } from './deps';
import { ticketForAccount } from './entry';
import { createLink, listLinks, revokeLink, ticketForGuest } from './guestLinks';
import { createRooms, type Rooms } from './live/rooms';
import { serveSocket } from './live/signalling';
import { closedReason, personOf, readCase } from './people';
import { readRecord } from './record';
import { iceServersFor } from './turn';

/** Guesses a stranger may make in a minute; the code has 256 bits. */
const GUEST_ENTRIES_PER_MINUTE = 20;

export type Conference = { readonly rooms: Rooms; close(): Promise<void> };

/** Mounts tickets, guest links, the record, and the WebSocket of the rooms. */
export function registerConference(app: FastifyInstance, deps: ConferenceDeps): Conference {
  const rooms = createRooms(deps);
  bindRoute(app, getConferenceCapability, async () => ok(capabilityOf(deps)));
  bindRoute(app, getIceServers, async (_, { actor }) =>
    ok({ iceServers: iceServersFor(deps.turn, actor.userId, deps.now()) }),
  );
  bindRoute(app, getConference, ({ params }, { actor }) =>
    describe(deps, rooms, params.caseId, actor),
  );
  bindRoute(app, issueConferenceTicket, ({ params }, { actor }) =>
    ticketForAccount(deps, params.caseId, actor),
  );
  bindRoute(app, createGuestLink, ({ params, body }, { actor }) =>
    createLink(deps, params.caseId, actor, body),
  );
  bindRoute(app, listGuestLinks, ({ params }, { actor }) => listLinks(deps, params.caseId, actor));
  bindRoute(app, revokeGuestLink, async ({ params }, { actor }) => {
    const revoked = await revokeLink(deps, params.caseId, params.linkId, actor);
    if (!revoked.ok) return revoked;
    const { link, seatId } = revoked.value;
    if (seatId) showOut(rooms, params.caseId, seatId, deps.now());
    return ok({ link });
  });
  bindRoute(app, enterAsGuest, ({ body }) => ticketForGuest(deps, body.code), {
    perMinute: GUEST_ENTRIES_PER_MINUTE,
  });
  bindRoute(app, getConferenceRecord, ({ params }, { actor }) =>
    readRecord(deps, params.caseId, actor),
  );
  // the ticket is the authority, not a cookie: a foreign page that opens this line can say nothing
  app.get(CONFERENCE_PATH, { websocket: true }, (socket) => serveSocket(socket, deps, rooms));
  return { rooms, close: () => rooms.close() };
}

function capabilityOf({ media }: ConferenceDeps) {
  const capability = media.capability();
  return {
    media: capability.state,
    readyAt: capability.state === 'preparing' ? capability.readyAt : null,
  };
}

async function describe(
  deps: ConferenceDeps,
  rooms: Rooms,
  caseId: string,
  actor: Actor,
): Promise<Result<RouteOutput<typeof getConference>, AppError>> {
  const current = await readCase(deps.db, caseId);
  if (!current) return refuse('notFound', 'case.notFound');
  const person = await personOf(deps.db, current, actor.userId, deps.now());
  if (!person.ok && person.error.code === 'case.notFound') return person;
  const seats = Object.values(rooms.find(caseId)?.room.state().seats ?? {});
  return ok({
    capability: capabilityOf(deps),
    phase: PHASE_OF_STATE[current.state] ?? 'ended',
    joinError: person.ok ? closedReason(current, person.value.role, deps.now()) : person.error,
    isHost: person.ok && person.value.role === 'host',
    present: seats.filter(isInRoom).map(({ seatId, name, role }) => ({ seatId, name, role })),
    waiting: seats.filter((seat) => seat.status === 'waiting').length,
  });
}

/** Whose link was revoked leaves at once. */
function showOut(rooms: Rooms, caseId: string, seatId: string, at: string): void {
  const opened = rooms.find(caseId);
  if (!opened) return;
  const { room } = opened;
  const seat = room.state().seats[seatId];
  const connection = room.connectionOf(seatId);
  if (connection && room.detach(connection)) connection.bye('revoked');
  if (seat) room.commit(leaves(room.state(), seat, { status: 'removed', at }));
}
