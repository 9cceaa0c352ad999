import { execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmsChannel, smsSignature } from './smsChannel';
import { createSmtpChannel } from './smtpChannel';
import { listen } from './testing/localServer';
import { startSmtpServer, type SmtpBehaviour } from './testing/smtpServer';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const message = {
  id: '77',
  to: '',
  text: '会诊 HZ202611240231 已安排。',
  about: { event: 'scheduled', caseId: null, requestNo: 'HZ202611240231' },
};
const NOW = '2026-11-23T08:00:00Z';

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

describe('SMTP channel', () => {
  const send = async (behaviour: SmtpBehaviour, to = 'doctor@hospital.example') => {
    const server = await startSmtpServer(behaviour);
    closing.push(server.close);
    const channel = createSmtpChannel({
      url: `smtp://127.0.0.1:${server.port}`,
      from: 'notice@centre.example',
      subject: '会诊通知',
    });
    return { sent: await channel.send({ ...message, to }), mails: server.mails };
  };

  it('hands over one plain text with a Message-ID that stays the same over retries', async () => {
    const { sent, mails } = await send('accept');
    expect(sent).toEqual({ ok: true, value: { providerId: '<outbox-77@centre.example>' } });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.to).toContain('doctor@hospital.example');
    expect(mails[0]?.source).toContain('Message-ID: <outbox-77@centre.example>');
    const [, body = ''] = mails[0]?.source.split('\n\n') ?? [];
    expect(Buffer.from(body, 'base64').toString('utf8')).toContain(message.text);
  });

  it.each([
    ['refuseRecipient', 'notify.rejected', 'never'],
    ['busy', 'notify.throttled', 'safe'],
    ['dropAfterData', 'notify.interrupted', 'unknown'],
  ] as const)('a server that does "%s" gives %s, retry %s', async (behaviour, code, retry) => {
    const { sent } = await send(behaviour);
    expect(sent).toMatchObject({ ok: false, error: { code, retry } });
  });

  it('knows that nothing was handed over when nobody listens', async () => {
    const { port, close } = await startSmtpServer('accept');
    await close();
    const settings = { url: `smtp://127.0.0.1:${port}`, from: 'a@b.example', subject: '会诊通知' };
    const sent = await createSmtpChannel(settings).send({ ...message, to: 'x@y.example' });
    expect(sent).toMatchObject({ error: { code: 'notify.unreachable', retry: 'safe' } });
  });

  it('refuses an address with a line break, without connecting', async () => {
    const { sent, mails } = await send('accept', 'a@b.example\r\nBcc: c@d.example');
    expect(sent).toMatchObject({ error: { code: 'notify.badAddress', retry: 'never' } });
    expect(mails).toEqual([]);
  });
});

describe('SMS channel', () => {
  const secret = 'a-secret-of-enough-length';
  type Seen = { headers: IncomingMessage['headers']; body: string };
  const start = async (
    status: number,
    answer = '{"id":"carrier-1"}',
    headers: Record<string, string> = {},
  ) => {
    const seen: Seen[] = [];
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push({ headers: request.headers, body });
        if (status === 0) request.socket.destroy();
        else response.writeHead(status, headers).end(answer);
      });
    });
    const running = await listen(server);
    closing.push(running.close);
    const url = `http://127.0.0.1:${running.port}/sms`;
    const channel = createSmsChannel({ url, secret, sender: '省远程医学中心' }, () => NOW);
    return { seen, sent: await channel.send({ ...message, to: '000-12345678' }) };
  };

  it('posts number, signed text and id, with a signature the adapter can check', async () => {
    const { seen, sent } = await start(200);
    expect(sent).toEqual({ ok: true, value: { providerId: 'carrier-1' } });
    const [request] = seen;
    expect(JSON.parse(request?.body ?? '')).toEqual({
      to: '000-12345678',
      text: '【省远程医学中心】会诊 HZ202611240231 已安排。',
      id: '77',
    });
    expect(request?.headers['x-huizhen-timestamp']).toBe(NOW);
    expect(request?.headers['x-huizhen-signature']).toBe(
      `sha256=${smsSignature(secret, NOW, request?.body ?? '')}`,
    );
  });

  it('signs as the document says, checked with another implementation', () => {
    const digest = execFileSync('openssl', ['dgst', '-sha256', '-hmac', secret], {
      input: `${NOW}.{"to":"1"}`,
      encoding: 'utf8',
    });
    expect(digest.trim().endsWith(smsSignature(secret, NOW, '{"to":"1"}'))).toBe(true);
  });

  it('takes "seen before" and an answer without id as handed over', async () => {
    expect((await start(409)).sent).toMatchObject({ ok: true });
    expect((await start(202, 'queued')).sent).toEqual({ ok: true, value: { providerId: null } });
  });

  it.each([
    [400, 'notify.rejected', 'never'],
    [401, 'notify.rejected', 'never'],
    [429, 'notify.throttled', 'safe'],
    [503, 'notify.throttled', 'safe'],
    [500, 'notify.interrupted', 'unknown'],
    [0, 'notify.interrupted', 'unknown'],
  ] as const)('answer %i becomes %s, retry %s', async (status, code, retry) => {
    const { sent } = await start(status);
    expect(sent).toMatchObject({ ok: false, error: { code, retry } });
  });

  it('does not follow a redirect with a phone number in hand', async () => {
    const target = await start(200);
    const { sent } = await start(307, '', { location: 'http://127.0.0.1:9/elsewhere' });
    expect(target.seen).toHaveLength(1);
    expect(sent.ok).toBe(false);
  });

  it('knows that nothing was handed over when nobody listens', async () => {
    const running = await listen(createServer());
    await running.close();
    const url = `http://127.0.0.1:${running.port}/`;
    const channel = createSmsChannel({ url, secret, sender: '中心' }, () => NOW);
    expect(await channel.send({ ...message, to: '00012345678' })).toMatchObject({
      error: { code: 'notify.unreachable', retry: 'safe' },
    });
  });

  it('refuses a number that is none, and an adapter that is reached unencrypted', async () => {
    const channel = createSmsChannel(
      { url: 'https://sms.example/', secret, sender: '中心' },
      () => NOW,
    );
    expect(await channel.send({ ...message, to: '王医生' })).toMatchObject({
      error: { code: 'notify.badAddress' },
    });
    const unsafe = { url: 'http://sms.example/', secret, sender: '中心' };
    expect(() => createSmsChannel(unsafe, () => NOW)).toThrow(/https/u);
  });
});
