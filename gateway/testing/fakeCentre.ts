import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the centre behaves for the next requests. */
export type Mood = 'well' | 'busy' | 'locked' | 'silentAfterTaking' | 'gone';

export type FakeCentre = {
  readonly url: string;
  /** Every file it took, in order; the same file twice stands here twice. */
  readonly taken: Buffer[];
  readonly requests: string[];
  /** SOP instances it refuses, with the centre's code. */
  readonly refused: Map<string, string>;
  setMood(mood: Mood): void;
  close(): Promise<void>;
};

/** Answers as the centre does for storing, and can fail in every way a line and a server fail. */
export async function startFakeCentre(uidOf: (file: Buffer) => string): Promise<FakeCentre> {
  const taken: Buffer[] = [];
  const requests: string[] = [];
  const refused = new Map<string, string>();
  const partial = new Map<string, Buffer>();
  let mood: Mood = 'well';

  const store = async (request: IncomingMessage, response: ServerResponse) => {
    const boundary = /boundary=(\S+)/.exec(request.headers['content-type'] ?? '')?.[1] ?? '';
    const files = partsOf(await bodyOf(request), boundary);
    const items = files.map((file) => ({ file, uid: uidOf(file) }));
    for (const { file, uid } of items) if (!refused.has(uid)) taken.push(file);
    if (mood === 'silentAfterTaking') return response.destroy();
    const named = (uid: string) => ({ '00081155': { vr: 'UI', Value: [uid] } });
    const good = items.filter(({ uid }) => !refused.has(uid)).map(({ uid }) => named(uid));
    const bad = items
      .filter(({ uid }) => refused.has(uid))
      .map(({ uid }) => ({
        ...named(uid),
        '00081197': { vr: 'US', Value: [0x0111] },
        '00080203': { vr: 'LO', Value: [refused.get(uid)] },
      }));
    response.statusCode = bad.length === 0 ? 200 : 202;
    response.end(
      JSON.stringify({
        '00081199': { vr: 'SQ', Value: good },
        '00081198': { vr: 'SQ', Value: bad },
      }),
    );
  };

  const storeLarge = async (request: IncomingMessage, response: ServerResponse) => {
    const name = request.url ?? '';
    const here = partial.get(name) ?? Buffer.alloc(0);
    response.setHeader('upload-offset', here.length);
    if (request.method === 'HEAD') return response.end();
    const chunks: Buffer[] = [here];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
      partial.set(name, Buffer.concat(chunks));
      if (mood === 'silentAfterTaking') return request.socket.destroy();
    }
    taken.push(Buffer.concat(chunks));
    response.end(JSON.stringify({ code: null }));
  };

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.replace(/[0-9a-f]{64}$/, ':sha256')}`);
    if (mood === 'gone') return void request.socket.destroy();
    if (mood === 'busy' || mood === 'locked') {
      request.resume().on('end', () => {
        response.statusCode = mood === 'busy' ? 503 : 401;
        response.end(JSON.stringify({ error: { code: 'site.credential' } }));
      });
      return;
    }
    const answer = request.url?.startsWith('/v1/site/objects/') ? storeLarge : store;
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ taken, requests, refused },
    setMood: (next) => (mood = next),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function partsOf(body: Buffer, boundary: string): Buffer[] {
  const mark = Buffer.from(`\r\n--${boundary}`);
  const files: Buffer[] = [];
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    files.push(body.subarray(body.indexOf('\r\n\r\n', at + mark.length) + 4, next));
    at = next;
  }
  return files;
}
