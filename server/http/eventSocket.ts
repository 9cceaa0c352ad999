import type { FastifyInstance } from 'fastify';
import { EVENTS_PATH, type ServerEvent } from '../../shared/api/events';
import type { Actor } from '../../shared/domain/identity/actor';
import type { EventBus } from '../events/bus';

export type EventSocketDeps = {
  readonly bus: EventBus;
  readonly now: () => string;
  /** Whether this person may know that this case changed. */
  readonly maySee: (actor: Actor, caseId: string) => Promise<boolean>;
  /** … that this author's drawings changed, or with `null` the order of the key images. */
  readonly maySeeAnnotations: (
    actor: Actor,
    caseId: string,
    authorId: string | null,
  ) => Promise<boolean>;
  readonly countUnread: (userId: string) => Promise<number>;
  readonly actorOf: (token: string) => Promise<Actor | null>;
};

const PING_MS = 25_000;
const UNAUTHENTICATED = 4401;
const ORIGIN_REFUSED = 4403;

/**
 * The server's push channel. The browser sends its cookie by itself; the desktop app, whose origin is another,
 * sends its token as first message. Events are hints: the receiver fetches through the API, where access is decided.
 */
export function registerEventSocket(app: FastifyInstance, deps: EventSocketDeps): void {
  app.get(EVENTS_PATH, { websocket: true }, (socket, request) => {
    let actor: Actor | null = request.actor;
    let alive = true;
    const send = (event: ServerEvent) => socket.send(JSON.stringify(event));
    const originHost = hostOf(request.headers.origin);
    if (actor && originHost !== null && originHost !== request.headers.host) {
      socket.close(ORIGIN_REFUSED); // a foreign page riding on the cookie
      return;
    }
    const begin = () => send({ type: 'hello', at: deps.now() });
    if (actor) begin();
    const unsubscribe = deps.bus.subscribe(({ event, userIds }) => {
      const receiver = actor;
      if (!receiver || (userIds && !userIds.includes(receiver.userId))) return;
      void deliver(event, receiver, send, deps);
    });
    socket.on('message', (data: Buffer) => {
      if (actor) return;
      const token = /^token ([A-Za-z0-9_-]{20,200})$/.exec(data.toString('utf8'))?.[1];
      void (token ? deps.actorOf(token) : Promise.resolve(null)).then((found) => {
        actor = found;
        if (found) begin();
        else socket.close(UNAUTHENTICATED);
      });
    });
    socket.on('pong', () => (alive = true));
    const timer = setInterval(() => {
      if (!alive || !actor) socket.terminate();
      alive = false;
      socket.ping();
    }, PING_MS);
    socket.on('close', () => {
      clearInterval(timer);
      unsubscribe();
    });
  });
}

async function deliver(
  event: ServerEvent,
  actor: Actor,
  send: (event: ServerEvent) => void,
  deps: EventSocketDeps,
): Promise<void> {
  if (event.type === 'caseChanged' || event.type === 'intakeChanged') {
    if (await deps.maySee(actor, event.caseId)) send(event);
    return;
  }
  if (event.type === 'annotationsChanged') {
    if (await deps.maySeeAnnotations(actor, event.caseId, event.authorId)) send(event);
    return;
  }
  send(
    event.type === 'notified' ? { ...event, unread: await deps.countUnread(actor.userId) } : event,
  );
}

function hostOf(origin: string | undefined): string | null {
  if (!origin) return null;
  try {
    return new URL(origin).host;
  } catch {
    return '';
  }
}
