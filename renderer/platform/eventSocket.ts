import { EVENTS_PATH, serverEventSchema, type ServerEvent } from '../../shared/api/events';

export type ServerEventListener = (event: ServerEvent) => void;

export type EventSocket = {
  /** Listeners also get `hello` after every reconnection: what happened meanwhile has to be fetched. */
  subscribe(listener: ServerEventListener): () => void;
  close(): void;
};

export type EventSocketOptions = {
  /** Origin of the server, `''` for our own. */
  readonly baseUrl: string;
  readonly token: () => string | null;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** The server does not know the session any more. */
  readonly onSessionEnded: () => void;
  readonly createWebSocket?: (url: string) => WebSocket;
  /** 0..1, spreads the reconnections of a whole hospital after an outage. */
  readonly random?: () => number;
};

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Close code of the server for an unknown session. */
const UNAUTHENTICATED = 4401;

/** Delay before reconnection attempt `attempt` (0, 1, …) in ms: doubling, capped, half of it random. */
export function reconnectDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}

export function openEventSocket(options: EventSocketOptions): EventSocket {
  const listeners = new Set<ServerEventListener>();
  const create = options.createWebSocket ?? ((url: string) => new WebSocket(url));
  const random = options.random ?? Math.random;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let isClosed = false;

  const connect = () => {
    socket = create(socketUrl(options.baseUrl));
    socket.onopen = () => {
      const token = options.token();
      if (token !== null) socket?.send(`token ${token}`);
    };
    socket.onmessage = (message) => {
      const event = parseEvent(message.data);
      if (!event) return;
      if (event.type === 'hello') {
        attempt = 0;
        options.onOpenChange(true);
      }
      if (event.type === 'sessionEnded') options.onSessionEnded();
      for (const listener of [...listeners]) listener(event);
    };
    socket.onclose = ({ code }) => {
      if (isClosed) return;
      if (code === UNAUTHENTICATED) {
        options.onSessionEnded();
        return;
      }
      options.onOpenChange(false);
      timer = setTimeout(connect, reconnectDelay(attempt++, random()));
    };
  };

  connect();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

function socketUrl(baseUrl: string): string {
  const url = new URL(EVENTS_PATH, baseUrl === '' ? window.location.origin : baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** Events are hints; one this version does not know is skipped, the next fetch brings the facts. */
function parseEvent(data: unknown): ServerEvent | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = serverEventSchema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON: a proxy's greeting, not ours
  }
}
