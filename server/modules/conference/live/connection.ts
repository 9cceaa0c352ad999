import type { RoomState } from '../../../../shared/domain/conference/room';
import type { SeatId } from '../../../../shared/domain/conference/seat';
import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import { CLOSE, type ServerFrame } from '../../../../shared/signaling/envelope';
import type {
  ServerNotification,
  ServerNotificationData,
} from '../../../../shared/signaling/notifications';
import { SLOW_BYTES } from './rate';

/** The part of a WebSocket that is used; the library's own fits. */
export type Socket = {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number): void;
  terminate(): void;
};

type ByeReason = ServerNotificationData<'bye'>['reason'];

const CODE_OF: { readonly [R in ByeReason]: number } = {
  replaced: CLOSE.replaced,
  removed: CLOSE.removed,
  refused: CLOSE.removed,
  revoked: CLOSE.removed,
  ended: CLOSE.ended,
  flooding: CLOSE.flooding,
  restart: 1012,
};

/** One open line of one seat, and what it holds of sound and picture. */
export type Connection = {
  readonly seatId: SeatId;
  /** What the client knows of the room; `null` in the waiting room. */
  view: RoomState | null;
  readonly transports: Set<string>;
  /** Track by consumer. */
  readonly consumers: Map<string, string>;
  notify<M extends ServerNotification>(method: M, data: ServerNotificationData<M>): void;
  /** Left out for a receiver who is behind: the next one says it better. */
  notifyLossy<M extends ServerNotification>(method: M, data: ServerNotificationData<M>): void;
  answer(id: number, result: Result<unknown, AppError>): void;
  /** Last word and end. */
  bye(reason: ByeReason): void;
};

export function createConnection(socket: Socket, seatId: SeatId): Connection {
  const send = (frame: ServerFrame) => socket.send(JSON.stringify(frame));
  return {
    seatId,
    view: null,
    transports: new Set(),
    consumers: new Map(),
    notify: (method, data) => send({ kind: 'notify', method, data }),
    notifyLossy(method, data) {
      if (socket.bufferedAmount < SLOW_BYTES) send({ kind: 'notify', method, data });
    },
    answer: (id, result) => answerOn(socket, id, result),
    bye(reason) {
      send({ kind: 'notify', method: 'bye', data: { reason } });
      socket.close(CODE_OF[reason]);
    },
  };
}

export function answerOn(socket: Socket, id: number, result: Result<unknown, AppError>): void {
  const frame: ServerFrame = result.ok
    ? { kind: 'response', id, ok: true, data: result.value }
    : { kind: 'response', id, ok: false, error: result.error };
  socket.send(JSON.stringify(frame));
}
