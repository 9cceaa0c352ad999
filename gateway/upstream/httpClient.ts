import { request as httpRequest, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as HttpsAgent } from 'node:https';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'HEAD';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Pieces in order; each is asked for when there is room, so that a body of any size needs little memory. */
  readonly body?: AsyncIterable<Buffer> | Buffer;
  readonly contentLength?: number;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
};

/**
 * The request did not get an answer. `isAmbiguous` when a part of it had left: the centre may have acted.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly isAmbiguous: boolean;
  readonly code: string;
  constructor(code: string, isAmbiguous: boolean, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.isAmbiguous = isAmbiguous;
  }
}

export type HttpClient = {
  /** @throws NoAnswer */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): void;
};

export type HttpOptions = {
  /** Origin and path prefix of the centre, e.g. `https://hz.example.org`. */
  readonly baseUrl: string;
  readonly credential: () => string | null;
  /** PEM of an authority that is not among the system's; null for those. */
  readonly ca: string | null;
  /** A connection on which nothing moves that long is given up. */
  readonly idleTimeoutMs: number;
};

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Outbound only: the gateway opens every connection, nothing in the hospital has to be reachable. */
export function createHttpClient(options: HttpOptions): HttpClient {
  const base = new URL(options.baseUrl);
  const isTls = base.protocol === 'https:';
  const agent = isTls
    ? new HttpsAgent({
        keepAlive: true,
        maxSockets: 8,
        ...(options.ca === null ? {} : { ca: options.ca }),
      })
    : new HttpAgent({ keepAlive: true, maxSockets: 8 });

  return {
    send: async (request) => {
      const credential = options.credential();
      const isWhole = Buffer.isBuffer(request.body);
      const length = Buffer.isBuffer(request.body) ? request.body.length : request.contentLength;
      const outgoing = (isTls ? httpsRequest : httpRequest)({
        agent,
        protocol: base.protocol,
        hostname: base.hostname.replace(/^\[|\]$/gu, ''),
        port: base.port || (isTls ? 443 : 80),
        method: request.method,
        path: base.pathname.replace(/\/$/u, '') + request.path,
        timeout: options.idleTimeoutMs,
        headers: {
          ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
          ...(length === undefined ? {} : { 'content-length': String(length) }),
          ...request.headers,
        },
      });
      let hasLeft = false;
      outgoing.on('timeout', () =>
        outgoing.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })),
      );
      const answer = new Promise<HttpAnswer>((resolve, reject) => {
        outgoing.on('response', (response) => {
          readAnswer(response).then(resolve, reject);
        });
        outgoing.on('error', reject);
      });
      answer.catch(() => undefined); // the writer below may fail first; both wait for the same end
      try {
        outgoing.on('socket', (socket) => {
          socket.setNoDelay(true);
          hasLeft = hasLeft || !socket.connecting;
          socket.once('connect', () => (hasLeft = true));
        });
        if (isWhole) outgoing.end(request.body);
        else await pour(outgoing, request.body, answer);
        return await answer;
      } catch (error) {
        outgoing.destroy();
        const { code } = error as NodeJS.ErrnoException;
        throw new NoAnswer(code ?? 'EUNKNOWN', hasLeft, { cause: error });
      }
    },
    close: () => agent.destroy(),
  };
}

type Outgoing = ReturnType<typeof httpRequest>;

/** Writes with back-pressure; stops when the answer is there before the body is out (a refusal). */
async function pour(
  outgoing: Outgoing,
  body: AsyncIterable<Buffer> | undefined,
  answer: Promise<HttpAnswer>,
): Promise<void> {
  let isAnswered = false;
  const answered = answer.then(
    () => void (isAnswered = true),
    () => void (isAnswered = true),
  );
  for await (const chunk of body ?? []) {
    if (isAnswered) break;
    if (outgoing.write(chunk)) continue;
    const drained = new Promise<void>((resolve) => outgoing.once('drain', resolve));
    await Promise.race([drained, answered]);
  }
  outgoing.end();
}

async function readAnswer(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += (chunk as Buffer).length;
    if (size > MAX_ANSWER_BYTES) throw Object.assign(new Error(), { code: 'EMSGSIZE' });
    chunks.push(chunk as Buffer);
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: Buffer.concat(chunks).toString('utf8'),
  };
}
