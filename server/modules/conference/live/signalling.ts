import { seesRecord } from '../../../../shared/domain/conference/authority';
import { arrives } from '../../../../shared/domain/conference/presence';
import { appError, refuse, type AppError } from '../../../../shared/domain/errors';
import { err, ok, type Result } from '../../../../shared/lib/result';
import {
  CLOSE,
  clientFrameSchema,
  DEAD_AFTER_MS,
  SIGNALING_VERSION,
  type ClientFrame,
} from '../../../../shared/signaling/envelope';
import {
  CLIENT_NOTIFICATIONS,
  isClientNotification,
} from '../../../../shared/signaling/notifications';
import {
  isRequestMethod,
  REQUESTS,
  type RequestData,
  type RequestMethod,
  type Welcome,
} from '../../../../shared/signaling/requests';
import type { ConferenceDeps } from '../deps';
import { admit, type Entry } from '../entry';
import { issueTicket } from '../tickets';
import { iceServersFor } from '../turn';
import { answerOn, createConnection, type Connection, type Socket } from './connection';
import { MEDIA_REQUESTS } from './mediaRequests';
import { createBucket, LIMITS, MOST_SEATS, STRIKES } from './rate';
import type { Asker, RequestHandler, RequestHandlers } from './request';
import { ROOM_REQUESTS } from './roomRequests';
import type { OpenRoom } from './roomMedia';
import type { Rooms } from './rooms';

const HELLO_WITHIN_MS = 10_000;

const HANDLERS: RequestHandlers<Exclude<RequestMethod, 'hello'>> = {
  ...ROOM_REQUESTS,
  ...MEDIA_REQUESTS,
};

/** Allowed before the host has opened the door. */
const FROM_WAITING: readonly RequestMethod[] = ['ping', 'leave'];

type EventfulSocket = Socket & {
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void;
  on(event: 'close', listener: () => void): void;
};

type Line = { readonly opened: OpenRoom; readonly connection: Connection };

/**
 * One WebSocket: nothing is heard before a good `hello`; afterwards every frame is parsed, counted and answered. A frame that
 * cannot be read is answered where it has a number and dropped where not; only flooding ends the line.
 */
export function serveSocket(socket: EventfulSocket, deps: ConferenceDeps, rooms: Rooms): void {
  let line: Line | null = null;
  let isGreeting = false;
  let strikes = 0;
  let isGone = false;
  const buckets = {
    frames: createBucket(LIMITS.frames),
    requests: createBucket(LIMITS.requests),
    chat: createBucket(LIMITS.chat),
    pointer: createBucket(LIMITS.pointer),
    quality: createBucket(LIMITS.quality),
  };
  let silence = setTimeout(() => socket.close(CLOSE.badHello), HELLO_WITHIN_MS);

  function heard(): void {
    clearTimeout(silence);
    // a half-open line looks like this: the network is gone and nobody said so
    silence = setTimeout(() => socket.terminate(), DEAD_AFTER_MS);
  }

  async function greet(frame: ClientFrame): Promise<void> {
    if (frame.kind !== 'request' || frame.method !== 'hello' || isGreeting)
      return socket.close(CLOSE.badHello);
    isGreeting = true;
    const welcomed = await sayHello(socket, frame.data, deps, rooms);
    if (!welcomed.ok) {
      answerOn(socket, frame.id, welcomed);
      return socket.close(closeCodeOf(welcomed.error));
    }
    line = welcomed.value.line;
    line.connection.answer(frame.id, ok(welcomed.value.welcome));
    if (isGone) closed();
  }

  function receive(frame: ClientFrame, { opened, connection }: Line): void {
    const nowMs = Date.now();
    if (frame.kind === 'notify') {
      return note(frame, opened, connection, (kind) => buckets[kind].take(nowMs));
    }
    const isChat = frame.method === 'chat';
    const isAllowed = buckets.requests.take(nowMs) && (!isChat || buckets.chat.take(nowMs));
    const answering = isAllowed
      ? answer(frame, { deps, rooms, opened, connection })
      : Promise.resolve(refuse('rateLimited', 'conference.flooding'));
    void answering.then((result) => {
      if (!isGone) connection.answer(frame.id, result);
    });
  }

  function closed(): void {
    isGone = true;
    clearTimeout(silence);
    if (line) rooms.lineClosed(line.opened, line.connection);
  }

  socket.on('message', (data, isBinary) => {
    heard();
    if (!buckets.frames.take(Date.now())) {
      strikes += 1;
      if (strikes === STRIKES) flood(socket, line, deps);
      return;
    }
    const frame = isBinary ? null : readFrame(data);
    if (!frame) return line ? undefined : socket.close(CLOSE.badHello);
    if (line) receive(frame, line);
    else void greet(frame).catch(() => socket.close(1011));
  });
  socket.on('close', closed);
}

function flood(socket: Socket, line: Line | null, { log }: ConferenceDeps): void {
  log.warn({ component: 'conference' }, 'a client floods; its line is closed');
  if (line) line.connection.bye('flooding');
  else socket.close(CLOSE.flooding);
}

function readFrame(data: Buffer): ClientFrame | null {
  try {
    const parsed = clientFrameSchema.safeParse(JSON.parse(data.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // no JSON: nothing to answer to
  }
}

type Greeted = { readonly line: Line; readonly welcome: Welcome };

async function sayHello(
  socket: Socket,
  data: unknown,
  deps: ConferenceDeps,
  rooms: Rooms,
): Promise<Result<Greeted, AppError>> {
  const version = (data as { version?: unknown } | null)?.version;
  if (version !== SIGNALING_VERSION) return refuse('unsupported', 'conference.version');
  const hello = REQUESTS.hello.data.safeParse(data);
  if (!hello.success) return refuse('validation', 'request.invalid');
  const entry = await admit(deps, hello.data);
  if (!entry.ok) return entry;
  const opened = await rooms.enter(entry.value.current);
  const seated = sitDown(socket, opened, entry.value, hello.data.device, deps);
  if (!seated.ok) return seated;
  const { seatId } = entry.value;
  const resume = await issueTicket(deps.db, seatId, deps.now(), 'resume');
  const seat = opened.room.state().seats[seatId];
  const isIn = seat?.status === 'joined';
  return ok({
    line: { opened, connection: seated.value },
    welcome: {
      version: SIGNALING_VERSION,
      seatId,
      place: isIn ? 'joined' : 'waiting',
      snapshot: isIn ? opened.room.snapshotFor(seat) : null,
      resumeToken: resume.ticket,
      serverTime: deps.now(),
      iceServers: iceServersFor(deps.turn, seatId, deps.now()),
      checkInError: entry.value.checkInError,
    },
  });
}

/** The seat is taken, and whoever held it from another device is told so. */
function sitDown(
  socket: Socket,
  { room }: OpenRoom,
  entry: Entry,
  device: RequestData<'hello'>['device'],
  deps: ConferenceDeps,
): Result<Connection, AppError> {
  const isNew = room.state().seats[entry.seatId] === undefined;
  if (isNew && Object.keys(room.state().seats).length >= MOST_SEATS)
    return refuse('conflict', 'conference.full');
  if (room.state().facts.phase === 'ended') return refuse('conflict', 'conference.ended');
  const connection = createConnection(socket, entry.seatId);
  const old = room.connectionOf(entry.seatId);
  if (old && room.detach(old)) {
    old.bye('replaced');
    const { roomId } = room.state();
    void deps.media.call('closeSeat', { roomId, seatId: entry.seatId });
  }
  const { person, wasAdmitted, rollCall, seatId } = entry;
  room.commit(
    arrives(room.state(), { ...person, seatId, device, wasAdmitted, rollCall }, deps.now()),
  );
  room.attach(connection);
  return ok(connection);
}

function closeCodeOf({ code }: AppError): number {
  if (code === 'conference.ended') return CLOSE.ended;
  if (code === 'conference.removed' || code === 'conference.linkExpired') return CLOSE.removed;
  return code === 'conference.version' || code === 'request.invalid'
    ? CLOSE.badHello
    : CLOSE.unauthenticated;
}

type Held = Pick<Asker, 'deps' | 'rooms' | 'opened' | 'connection'>;

async function answer(
  { method, data }: Extract<ClientFrame, { kind: 'request' }>,
  held: Held,
): Promise<Result<unknown, AppError>> {
  if (!isRequestMethod(method) || method === 'hello')
    return refuse('validation', 'request.invalid', { params: { path: 'method' } });
  const parsed = REQUESTS[method].data.safeParse(data);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    return refuse('validation', 'request.invalid', { params: { path } });
  }
  const { room } = held.opened;
  const seat = room.state().seats[held.connection.seatId];
  const isIn = seat?.status === 'joined';
  if (!seat || (!isIn && !FROM_WAITING.includes(method)))
    return refuse('forbidden', 'conference.notJoined');
  try {
    const handle = HANDLERS[method] as RequestHandler<typeof method>;
    return await handle({ ...held, room, seat }, parsed.data);
  } catch (error) {
    held.deps.log.error({ err: error, component: 'conference', method }, 'request failed');
    return err(appError('internal', 'server.internal'));
  }
}

function note(
  { method, data }: Extract<ClientFrame, { kind: 'notify' }>,
  { room, quality }: OpenRoom,
  { seatId }: Connection,
  take: (kind: 'pointer' | 'quality') => boolean,
): void {
  const seat = room.state().seats[seatId];
  if (!isClientNotification(method) || seat?.status !== 'joined') return;
  const parsed = CLIENT_NOTIFICATIONS[method].safeParse(data);
  if (!parsed.success) return; // not answered, by contract
  switch (method) {
    case 'viewing': {
      const isPresenter = room.state().facts.presenterSeatId === seatId;
      if (isPresenter) room.viewing.publish(seatId, parsed.data as never, Date.now());
      return;
    }
    case 'pointer':
      if (seesRecord(seat.role) && take('pointer'))
        room.viewing.point(seatId, parsed.data as never);
      return;
    case 'quality':
      if (take('quality')) quality.report(seatId, parsed.data as never);
  }
}
