import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStory, SLOT } from '../testing/story';
import { createTestServer, START, type TestServer } from '../testing/testServer';
import type { PersonKey } from '../testing/world';
import type { MediaNode } from './mediaNode';
import { openParticipants, startMedia, type Stage } from './testing/mediaStage';

type Counted = {
  seatId: string;
  source: string;
  frames: number;
  width: number;
  packets: number;
  energy: number;
};
type Participant = {
  readonly seatId: string;
  readonly page: Page;
  ask<T>(method: string, ...args: unknown[]): Promise<T>;
};

let browsers: Stage;
let stage: TestServer;
let media: MediaNode;
let url: string;
let caseId: string;
let pages: Page[] = [];
beforeAll(async () => {
  browsers = await openParticipants();
});
afterAll(() => browsers.close());
beforeEach(async () => {
  media = await startMedia();
  await until(async () => media.capability().state === 'ready', 'media process');
  stage = await createTestServer({ media: () => media });
  await stage.server.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(stage.server.app.server.address() as AddressInfo).port}`;
  caseId = await createStory(stage).inConsultation();
});
afterEach(async () => {
  await Promise.all(pages.map((page) => page.close()));
  pages = [];
  await stage.close();
});

async function until(look: () => Promise<boolean>, what: string, ms = 20_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function join(person: PersonKey): Promise<Participant> {
  const client = await stage.clientAs(person);
  const ticket = await client.call<{ ticket: string }>(
    'POST',
    `/v1/cases/${caseId}/conference/tickets`,
    {},
  );
  const page = await browsers.page(url);
  pages.push(page);
  const ask = <T>(method: string, ...args: unknown[]) =>
    page.evaluate(
      ([name, given]) => {
        const { participant } = globalThis as unknown as {
          participant: Record<string, (...args: unknown[]) => unknown>;
        };
        return participant[name]?.(...given);
      },
      [method, args] as const,
    ) as Promise<T>;
  const seatId = await ask<string>('join', ticket.body.ticket);
  return { seatId, page, ask };
}

/** Frames of what somebody sends, as somebody else decodes them. */
async function framesOf(viewer: Participant, from: Participant, source: string): Promise<number> {
  const report = await viewer.ask<Counted[]>('report');
  return (
    report.find((entry) => entry.seatId === from.seatId && entry.source === source)?.frames ?? 0
  );
}

const sees = (viewer: Participant, from: Participant, source: string, more = 5) =>
  until(async () => (await framesOf(viewer, from, source)) >= more, `${source} decoded`);

describe('sound and picture', () => {
  it('of one reach three others; a secondary stream is a track of its own at its own size', async () => {
    const bedside = await join('requester');
    const others = [await join('chief'), await join('member'), await join('coordinator')];
    await bedside.ask('camera', 360);
    await bedside.ask('secondary', 'ultrasound', 1024, 768);
    for (const other of others) {
      await sees(other, bedside, 'camera');
      await sees(other, bedside, 'ultrasound');
      await until(async () => (await other.ask<number>('loudest')) > -90, 'audio level');
      const report = await other.ask<Counted[]>('report');
      expect(report.map(({ source }) => source).sort()).toEqual([
        'camera',
        'microphone',
        'ultrasound',
      ]);
      const sound = report.find(({ source }) => source === 'microphone');
      expect(sound?.energy).toBeGreaterThan(0);
      expect(report.find(({ source }) => source === 'ultrasound')?.width).toBe(1024);
    }
  });

  it('is not sent where nobody looks, small where it is small, and comes back', async () => {
    const bedside = await join('requester');
    const chief = await join('chief');
    await bedside.ask('camera', 360);
    await sees(chief, bedside, 'camera');
    await chief.ask('want', 'off', 'camera');
    await until(async () => {
      const before = await framesOf(chief, bedside, 'camera');
      await new Promise((resolve) => setTimeout(resolve, 700));
      return (await framesOf(chief, bedside, 'camera')) === before;
    }, 'stillness');
    const seen = await framesOf(chief, bedside, 'camera');
    await chief.ask('want', 'small', 'camera');
    await sees(chief, bedside, 'camera', seen + 5);
    const report = await chief.ask<Counted[]>('report');
    expect(report.find(({ source }) => source === 'camera')?.width).toBe(160);
  });

  it('of a muted seat are dropped by the server, whatever its browser goes on sending', async () => {
    const bedside = await join('requester');
    const chief = await join('chief');
    await bedside.ask('camera', 180);
    const packets = async () =>
      (await chief.ask<Counted[]>('report')).find(({ source }) => source === 'microphone')
        ?.packets ?? 0;
    await until(async () => (await packets()) > 10, 'sound');
    await chief.ask('request', 'command', { type: 'mute', seatId: bedside.seatId });
    await until(async () => {
      const before = await packets();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return (await packets()) === before;
    }, 'silence');
    const allow = { type: 'allowToSpeak', seatId: bedside.seatId };
    await chief.ask('request', 'command', allow);
    // the person opens his microphone himself
    const { tracks } = await bedside.ask<{ tracks: Record<string, { source: string }> }>('room');
    const trackId = Object.keys(tracks).find((id) => tracks[id]?.source === 'microphone');
    const before = await packets();
    await bedside.ask('request', 'command', { type: 'pauseTrack', trackId, isPaused: false });
    await until(async () => (await packets()) > before + 10, 'sound again');
  });

  it('survive the death of their worker: same seats, new streams', async () => {
    const bedside = await join('requester');
    const chief = await join('chief');
    await bedside.ask('camera', 180);
    await sees(chief, bedside, 'camera');
    const described = await media.call('describe', {});
    process.kill(described.ok ? (described.value.workers[0]?.pid ?? 0) : 0, 'SIGKILL');
    await until(async () => (await chief.ask('epoch')) === 2, 'new epoch');
    await until(async () => (await bedside.ask('epoch')) === 2, 'new epoch at the bedside');
    await bedside.ask('camera', 180);
    await sees(chief, bedside, 'camera');
    const seats = Object.keys((await chief.ask<{ seats: object }>('room')).seats);
    expect(seats.sort()).toEqual([bedside.seatId, chief.seatId].sort());
  });

  it('survive the death of the whole media process, and so does everything else', async () => {
    const bedside = await join('requester');
    const chief = await join('chief');
    const described = await media.call('describe', {});
    const worker = described.ok ? (described.value.workers[0]?.pid ?? 0) : 0;
    process.kill(parentOf(worker), 'SIGKILL');
    await until(async () => (await chief.ask('epoch')) === 2, 'new epoch');
    expect((await (await stage.clientAs('chief')).caseOf(caseId)).status).toBe(200);
    await bedside.ask('camera', 180);
    await sees(chief, bedside, 'camera');
  });

  it('come back to the same seat after the line was cut', async () => {
    const bedside = await join('requester');
    const chief = await join('chief');
    await bedside.ask('camera', 180);
    await sees(chief, bedside, 'camera');
    const token = await bedside.ask<string>('resumeToken');
    await bedside.ask('cut');
    await until(async () => {
      const { tracks } = await chief.ask<{ tracks: object }>('room');
      return Object.keys(tracks).length === 0;
    }, 'streams gone');
    expect(await bedside.ask('join', token)).toBe(bedside.seatId);
    await bedside.ask('camera', 180);
    await sees(chief, bedside, 'camera');
  });
});

describe('a media request', () => {
  it('that no worker would take is refused, and nobody else notices', async () => {
    const bedside = await join('requester');
    const chief = await join('chief');
    await bedside.ask('camera', 180);
    await sees(chief, bedside, 'camera');
    const opened = await chief.ask<{ value: { epoch: number } }>('request', 'media.open', {});
    const { epoch } = opened.value;
    const refusals: unknown[] = [];
    for (const [method, data] of [
      ['media.connectTransport', { epoch, transportId: 'guessed', dtlsParameters: FINGERPRINT }],
      ['media.createTransport', { epoch: 9, direction: 'send', audioRedundancy: [] }],
      ['media.createTransport', { epoch, direction: 'sideways', audioRedundancy: [] }],
      ['media.resume', { epoch, consumerId: 'guessed' }],
      ['media.produce', { epoch, transportId: 'guessed', rtpParameters: 7 }],
      ['media.unheardOf', {}],
    ] as const) {
      refusals.push((await chief.ask<{ code?: string }>('request', method, data)).code);
    }
    expect(refusals).toEqual([
      'conference.mediaEpoch',
      'conference.mediaEpoch',
      'request.invalid',
      'conference.unknownTrack',
      'request.invalid',
      'request.invalid',
    ]);
    const seen = await framesOf(chief, bedside, 'camera');
    await sees(chief, bedside, 'camera', seen + 3);
  });

  it('for a stream of another room finds nothing', async () => {
    const bedside = await join('requester');
    await bedside.ask('camera', 180);
    const { tracks } = await bedside.ask<{ tracks: object }>('room');
    const [trackId] = Object.keys(tracks);
    const here = caseId;
    stage.clock.set(START);
    caseId = await createStory(stage).scheduled(['outsider'], LATER);
    const stranger = await join('outsider');
    caseId = here;
    const opened = await stranger.ask<{ value: { epoch: number } }>('request', 'media.open', {});
    const { epoch } = opened.value;
    const made = await stranger.ask<{ value: { transportId: string } }>(
      'request',
      'media.createTransport',
      { epoch, direction: 'recv', audioRedundancy: [] },
    );
    const { transportId } = made.value;
    expect(
      await stranger.ask('request', 'media.consume', {
        ...{ epoch, transportId, trackId },
        rtpCapabilities: { codecs: [{ mimeType: 'video/VP8' }] },
      }),
    ).toEqual({ ok: false, code: 'conference.unknownTrack' });
  });
});

/** Another appointment of the same day. */
const LATER = {
  ...SLOT,
  startsAt: '2026-11-25T03:00:00.000Z',
  endsAt: '2026-11-25T03:30:00.000Z',
};
const FINGERPRINT = { fingerprints: [{ algorithm: 'sha-256', value: 'AA' }] };

/** From /proc: the worker is a child of the media process. */
function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
