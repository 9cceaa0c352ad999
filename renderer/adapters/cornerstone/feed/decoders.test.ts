import { describe, expect, it, vi } from 'vitest';
import type { DecodeAnswer, DecodeJob } from './decodeJob';
import { Decoders } from './decoders';

/** A thread that answers when the test says so. */
class FakeWorker {
  readonly jobs: DecodeJob[] = [];
  onmessage: ((event: { data: DecodeAnswer }) => void) | null = null;
  onerror: ((event: { preventDefault: () => void }) => void) | null = null;
  isEnded = false;
  postMessage(job: DecodeJob): void {
    this.jobs.push(job);
  }
  terminate(): void {
    this.isEnded = true;
  }
  answer(): void {
    const job = this.jobs.at(-1);
    if (job)
      this.onmessage?.({
        data: { id: job.id, ok: true, values: new Uint8Array(1), min: 0, max: 0 },
      });
  }
}

function setUp(threads: number) {
  const workers: FakeWorker[] = [];
  const start = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  };
  return { workers, decoders: new Decoders({ threads, timeoutMs: 1000, start }) };
}
const job = (first: number): Omit<DecodeJob, 'id'> => ({
  codestream: new Uint8Array([first]),
  rows: 1,
  columns: 1,
  picture: { kind: 'colour', isYbr: false, rgba: false },
});

describe('decoder threads', () => {
  it('do first what somebody waits for', async () => {
    const { workers, decoders } = setUp(1);
    const all = [
      decoders.decode(job(1), false),
      decoders.decode(job(2), false),
      decoders.decode(job(3), true),
      decoders.decode(job(4), true),
    ];
    for (let i = 0; i < 4; i++) workers[0]?.answer();
    await Promise.all(all);
    expect(workers[0]?.jobs.map(({ codestream }) => codestream[0])).toEqual([1, 3, 4, 2]);
  });

  it('are ended when a frame hangs them, and the others go on', async () => {
    vi.useFakeTimers();
    const { workers, decoders } = setUp(1);
    const hanging = decoders.decode(job(1), true);
    const next = decoders.decode(job(2), true);
    const failed = expect(hanging).rejects.toMatchObject({ error: { code: 'viewer.loadTimeout' } });
    await vi.advanceTimersByTimeAsync(1000);
    await failed;
    expect([workers[0]?.isEnded, workers.length]).toEqual([true, 2]);
    workers[1]?.answer();
    expect(await next).toMatchObject({ min: 0 });
    vi.useRealTimers();
  });

  it('say so when a frame kills them', async () => {
    const { workers, decoders } = setUp(2);
    const dying = decoders.decode(job(1), true);
    workers[0]?.onerror?.({ preventDefault: () => undefined });
    await expect(dying).rejects.toMatchObject({
      error: { code: 'dicom.decodeFailed', retry: 'never' },
    });
  });

  it('are gone when the viewer is', () => {
    const { workers, decoders } = setUp(2);
    decoders.decode(job(1), true).catch(() => undefined);
    decoders.dispose();
    expect(workers.every(({ isEnded }) => isEnded)).toBe(true);
  });
});
