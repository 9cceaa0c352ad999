import { describe, expect, it } from 'vitest';
import { createLogger } from './logger';

function recorder() {
  const lines: string[] = [];
  const log = createLogger({
    write: (line) => lines.push(line),
    now: () => new Date('2026-03-01T02:00:00Z'),
  });
  return { lines, log };
}

describe('the log', () => {
  it('writes one line per event', () => {
    const { lines, log } = recorder();
    log('info', 'app.started', { version: '0.1.0', count: 2 });
    expect(lines).toEqual([
      '{"at":"2026-03-01T02:00:00.000Z","level":"info","event":"app.started","version":"0.1.0","count":2}\n',
    ]);
  });

  it('keeps names, paths and messages of a synthetic patient out, wherever they are put', () => {
    const { lines, log } = recorder();
    const cause = Object.assign(new Error('ENOENT: /home/li/欧阳某某 99999919900307123X.pdf'), {
      code: 'ENOENT',
    });
    log('error', 'pdf.failed', { code: '/home/li/欧阳某某.pdf', status: 'ok', cause });
    log('error', 'pdf.failed', { cause: '欧阳某某', ...{ patient: '欧阳某某' } });
    expect(lines.join('')).not.toMatch(/欧阳|999999|home/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      code: '[redacted]',
      status: 'ok',
      cause: 'Error',
      causeCode: 'ENOENT',
    });
  });

  it('says where a failure arose', () => {
    const { lines, log } = recorder();
    log('error', 'x.failed', { cause: new TypeError('x') });
    expect(lines[0]).toMatch(/"frames":\["logger\.test\.ts:\d+:\d+"/);
  });
});
