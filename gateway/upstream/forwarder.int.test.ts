import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFileMeta } from '../dicom/part10';
import { anObject, EXPLICIT, SECONDARY_CAPTURE } from '../dicom/testing/objects';
import { connectRaw } from '../dicom/testing/rawPeer';
import { createLog } from '../log';
import { createSpool } from '../queue/spool';
import { startFakeCentre, type FakeCentre } from '../testing/fakeCentre';
import { startReceiver, type TestReceiver } from '../testing/receiver';
import { createCentre } from './centre';
import { createForwarder, type Forwarder } from './forwarder';
import { createHttpClient } from './httpClient';
import { createThrottle } from './throttle';

let centre: FakeCentre;
let receiver: TestReceiver;
let forwarder: Forwarder;
let hangUp: () => void;

const now = () => new Date();
const uidOf = (file: Buffer) => readFileMeta(file)?.sopInstanceUid ?? '';
const UNLIMITED = { bytesPerSecond: null, windows: [], timeZone: 'Asia/Shanghai' };

beforeEach(async () => {
  centre = await startFakeCentre(uidOf);
  receiver = await startReceiver();
  // the same folder seen twice would sweep `incoming`; nothing is under way here
  const spool = await createSpool({ dir: receiver.dir, reserveBytes: 0, now });
  const http = createHttpClient({
    ...{ baseUrl: centre.url, credential: () => 'hzsite_test', ca: null, idleTimeoutMs: 5_000 },
  });
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const throttle = createThrottle(UNLIMITED, { now, wait });
  forwarder = createForwarder({
    centre: createCentre({ http, spool, throttle, now }),
    queue: receiver.queue,
    ...{ throttle, now, lanes: 2, isJoined: () => true, random: () => 0 },
    log: createLog('silent', () => undefined),
  });
  hangUp = () => http.close();
});
afterEach(async () => {
  await forwarder.stop();
  hangUp();
  await centre.close();
  await receiver.close();
});

async function receive(sops: readonly string[], payload?: Buffer): Promise<void> {
  const sender = await connectRaw(receiver.port);
  await sender.associate({ abstractSyntax: SECONDARY_CAPTURE, transferSyntaxes: [EXPLICIT] });
  for (const sop of sops) {
    const bytes = anObject(sop, payload);
    const answer = await sender.store({
      sopClassUid: SECONDARY_CAPTURE,
      sopInstanceUid: sop,
      bytes,
    });
    if (answer?.status !== 0) throw new Error(`status ${answer?.status}`);
  }
  sender.close();
}
const states = () => receiver.entries().map(({ state }) => state);
const all = (state: string) => (found: readonly string[]) => found.every((one) => one === state);
const delivered = () => expect.poll(states, { timeout: 15_000 }).toSatisfy(all('delivered'));
const uidsTaken = () => centre.taken.map(uidOf).sort();
const SOPS = ['2.25.1', '2.25.2', '2.25.3'];

describe('the way to the centre', () => {
  it('brings every object, byte for byte, several to a request', async () => {
    await receive(SOPS);
    const files = await Promise.all(receiver.entries().map(receiver.bytesOf));
    forwarder.start();
    await delivered();
    expect(centre.taken.map((file) => file.toString('hex')).sort()).toEqual(
      files.map((file) => file.toString('hex')).sort(),
    );
    expect(centre.requests).toEqual(['POST /dicom-web/studies']);
  });

  it.each([
    ['busy', 'down'],
    ['gone', 'down'],
    ['locked', 'locked'],
  ] as const)('loses nothing while the centre is %s, and goes on', async (mood, link) => {
    centre.setMood(mood);
    await receive(SOPS);
    forwarder.start();
    await expect.poll(() => forwarder.link().kind).toBe(link);
    expect(states()).toSatisfy(all('waiting'));
    expect(receiver.entries().every(({ attempts }) => attempts === 0)).toBe(true);
    centre.setMood('well');
    forwarder.wake();
    await delivered();
    expect(uidsTaken()).toEqual(SOPS);
    expect(forwarder.link().kind).toBe('up');
  });

  it('repeats what may have been taken, and says that it is not sure', async () => {
    centre.setMood('silentAfterTaking');
    await receive(['2.25.1']);
    forwarder.start();
    await expect.poll(() => receiver.entries()[0]?.failure?.class).toBe('ambiguous');
    centre.setMood('well');
    forwarder.wake();
    await delivered();
    expect(new Set(uidsTaken())).toEqual(new Set(['2.25.1']));
  });

  it('sets aside what the centre refuses for good, and holds up nothing else', async () => {
    centre.refused.set('2.25.2', 'dicom.uidConflict');
    await receive(SOPS);
    forwarder.start();
    await expect
      .poll(() => states().includes('waiting') || states().includes('sending'))
      .toBe(false);
    const refused = receiver.entries().filter(({ state }) => state === 'refused');
    expect(refused.map(({ failure }) => failure?.code)).toEqual(['dicom.uidConflict']);
    expect(uidsTaken()).toEqual(['2.25.1', '2.25.3']);
    centre.refused.clear();
    expect(await receiver.queue.retry(refused.map(({ id }) => id))).toBe(1);
    await delivered();
  });

  it('resumes a large object where the line broke', async () => {
    await receive(['2.25.9'], Buffer.alloc(9 * 1024 * 1024, 7));
    const [entry] = receiver.entries();
    const bytes = await receiver.bytesOf(entry ?? { file: '' });
    centre.setMood('silentAfterTaking');
    forwarder.start();
    await expect.poll(() => receiver.entries()[0]?.failure).not.toBe(null);
    centre.setMood('well');
    forwarder.wake();
    await delivered();
    expect(centre.taken).toHaveLength(1);
    expect(centre.taken[0]?.equals(bytes)).toBe(true);
  });

  it('does not let a file that is gone hold up the others', async () => {
    await receive(SOPS);
    const [gone] = receiver.entries();
    await rm(path.join(receiver.dir, gone?.file ?? ''));
    forwarder.start();
    await expect
      .poll(() => states().filter((state) => state === 'delivered').length, { timeout: 15_000 })
      .toBe(2);
    const lost = receiver.entries().find(({ id }) => id === gone?.id);
    expect(lost).toMatchObject({ state: 'refused', failure: { code: 'gateway.fileMissing' } });
  });
});
