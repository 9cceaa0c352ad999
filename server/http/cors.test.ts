import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { registerCors } from './cors';

const WORKSTATION = 'app://workstation';

function app() {
  const server = fastify();
  registerCors(server, [WORKSTATION]);
  server.get('/plain', async () => 'x');
  server.get('/by-type', async (_, reply) => reply.header('vary', 'accept').send('x'));
  return server;
}
const headersOf = async (url: string, headers: Record<string, string> = {}) =>
  (await app().inject({ url, headers })).headers;

describe('other origins', () => {
  it('are let in by name, without credentials', async () => {
    const { 'access-control-allow-origin': allowed, ...rest } = await headersOf('/plain', {
      origin: WORKSTATION,
    });
    expect([allowed, rest['access-control-allow-credentials']]).toEqual([WORKSTATION, undefined]);
    const stranger = await headersOf('/plain', { origin: 'https://elsewhere.example' });
    expect(stranger['access-control-allow-origin']).toBeUndefined();
  });

  it('never get an answer a browser kept for somebody else: every answer varies by origin', async () => {
    const answers = await Promise.all([
      headersOf('/plain'),
      headersOf('/by-type'),
      headersOf('/by-type', { origin: WORKSTATION }),
    ]);
    expect(answers.map(({ vary }) => vary)).toEqual(['origin', 'accept, origin', 'accept, origin']);
  });
});
