import type { Server } from '../../../composition';
import { applyDeltas } from '../../../../shared/domain/conference/delta';
import type { RoomState } from '../../../../shared/domain/conference/room';
import type { Seat } from '../../../../shared/domain/conference/seat';
import type { AppError } from '../../../../shared/domain/errors';
import {
  CONFERENCE_PATH,
  serverFrameSchema,
  SIGNALING_VERSION,
} from '../../../../shared/signaling/envelope';
import {
  SERVER_NOTIFICATIONS,
  type ClientNotification,
  type ClientNotificationData,
  type ServerNotification,
  type ServerNotificationData,
} from '../../../../shared/signaling/notifications';
import {
  REQUESTS,
  type RequestData,
  type RequestMethod,
  type RequestReply,
  type Welcome,
} from '../../../../shared/signaling/requests';

type Wire = Awaited<ReturnType<Server['app']['injectWS']>>;
export type Answered<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

type Heard = { readonly method: ServerNotification; readonly data: unknown };

/**
 * Somebody at the other end of the signalling, who believes nothing: every frame of the server is parsed by the contract, and
 * the room is what its deltas make of the snapshot.
 */
export type Participant = ReturnType<typeof createParticipant>;

export async function connect(app: Server['app']): Promise<Participant> {
  return createParticipant(await app.injectWS(CONFERENCE_PATH));
}

function createParticipant(wire: Wire) {
  const waiting = new Map<number, (answer: Answered<unknown>) => void>();
  const heard: Heard[] = [];
  let wakers: (() => void)[] = [];
  let lastId = 0;
  let room: RoomState | null = null;
  let seq = 0;
  let seatId = '';
  const closed = new Promise<number>((resolve) => {
    wire.on('close', (code: number) => resolve(code));
  });

  wire.on('message', (data: Buffer) => {
    const frame = serverFrameSchema.parse(JSON.parse(data.toString('utf8')));
    if (frame.kind === 'response') {
      const answer: Answered<unknown> = frame.ok
        ? { ok: true, value: frame.data }
        : { ok: false, error: frame.error };
      waiting.get(frame.id)?.(answer);
      return;
    }
    const method = frame.method as ServerNotification;
    hear({ method, data: SERVER_NOTIFICATIONS[method].parse(frame.data) });
  });

  function hear(happened: Heard): void {
    if (happened.method === 'delta') {
      const delta = happened.data as ServerNotificationData<'delta'>;
      if (delta.seq !== seq + 1) throw new Error(`gap: ${seq} then ${delta.seq}`);
      seq = delta.seq;
      if (room) room = applyDeltas(room, delta.deltas);
    }
    if (happened.method === 'admitted') {
      const { snapshot } = happened.data as ServerNotificationData<'admitted'>;
      room = snapshot.room;
      seq = snapshot.seq;
    }
    heard.push(happened);
    const woken = wakers;
    wakers = [];
    woken.forEach((wake) => wake());
  }

  async function request<M extends RequestMethod>(
    method: M,
    data: RequestData<M>,
  ): Promise<Answered<RequestReply<M>>> {
    const answer = await raw(method, data);
    if (!answer.ok) return answer;
    return { ok: true, value: REQUESTS[method].reply.parse(answer.value) as RequestReply<M> };
  }

  /** Whatever it is, as it is. */
  function raw(method: string, data: unknown): Promise<Answered<unknown>> {
    const id = ++lastId;
    wire.send(JSON.stringify({ kind: 'request', id, method, data }));
    return new Promise((resolve) => waiting.set(id, resolve));
  }

  async function hello(
    ticket: string,
    patch: Partial<RequestData<'hello'>> = {},
  ): Promise<Answered<Welcome>> {
    const answer = await request('hello', {
      version: SIGNALING_VERSION,
      ticket,
      device: { kind: 'browser', label: 'test' },
      preflight: null,
      ...patch,
    });
    if (answer.ok) {
      seatId = answer.value.seatId;
      room = answer.value.snapshot?.room ?? null;
      seq = answer.value.snapshot?.seq ?? 0;
    }
    return answer;
  }

  /** Resolves when what is asked for holds, looked at after everything heard. */
  async function until<T>(look: () => T | undefined | false | null, what: string): Promise<T> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const found = look();
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`never heard: ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        wakers.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  return {
    hello,
    request,
    raw,
    text: (text: string) => wire.send(text),
    notify: <M extends ClientNotification>(method: M, data: ClientNotificationData<M>) =>
      wire.send(JSON.stringify({ kind: 'notify', method, data })),
    seatId: () => seatId,
    room: () => {
      if (!room) throw new Error('not in the room');
      return room;
    },
    isIn: () => room !== null,
    seatOf: (other: { seatId(): string }): Seat | undefined => room?.seats[other.seatId()],
    untilRoom: (look: (room: RoomState) => boolean, what: string) =>
      until(() => room !== null && look(room), what),
    /** The first of its kind not taken yet. */
    next: <M extends ServerNotification>(method: M): Promise<ServerNotificationData<M>> =>
      until(() => {
        const at = heard.findIndex((happened) => happened.method === method);
        return at < 0 ? null : (heard.splice(at, 1)[0]?.data as ServerNotificationData<M>);
      }, method),
    heardOf: (method: ServerNotification) =>
      heard.filter((happened) => happened.method === method).map(({ data }) => data),
    closed,
    cut: () => wire.terminate(),
  };
}
