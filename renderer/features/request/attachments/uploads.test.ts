import { describe, expect, it } from 'vitest';
import type { UploadInput, UploadProgress } from '../../../ports/uploader';
import { secondsLeft } from './speed';
import { createUploadsStore } from './uploads';

const parcel = {
  name: 'CD',
  fileCount: 3,
  bundle: 'tar' as const,
  content: new Blob(['x'.repeat(1000)]),
  fingerprint: 'f',
};

function aStore() {
  let at = 0;
  const started: UploadInput[] = [];
  const reports: ((progress: UploadProgress) => void)[] = [];
  const asked: string[] = [];
  const store = createUploadsStore({
    caseId: 'c',
    now: () => at,
    uploader: {
      start(input, onProgress) {
        started.push(input);
        reports.push(onProgress);
        const ask = (what: string) => () => void asked.push(what);
        return { pause: ask('pause'), resume: ask('resume'), cancel: async () => ask('cancel')() };
      },
    },
  });
  const report = (part: Partial<UploadProgress>, index = 0) =>
    reports[index]?.({
      status: 'sending',
      sentBytes: 0,
      totalBytes: 1000,
      batchId: null,
      error: null,
      ...part,
    });
  const pass = (ms: number) => (at += ms);
  return { store, started, asked, report, pass, uploads: () => store.getState().uploads };
}

describe('uploads of a case', () => {
  it('tell their speed once there is something to tell, and not while they stand still', () => {
    const { store, report, pass, uploads } = aStore();
    store.getState().add(parcel, 'CD');
    report({ sentBytes: 100 });
    expect(uploads()[0]?.speed).toBeNull();
    pass(1_000);
    report({ sentBytes: 600 });
    expect(uploads()[0]?.speed).toBe(500);
    expect(secondsLeft(400, uploads()[0]?.speed ?? null)).toBe(1);
    report({ status: 'retrying', sentBytes: 600 });
    expect([uploads()[0]?.speed, secondsLeft(400, null)]).toEqual([null, null]);
  });

  it('measure a resumed upload anew: a pause is not slowness', () => {
    const { store, report, pass, uploads } = aStore();
    store.getState().add(parcel, 'CD');
    report({ sentBytes: 0 });
    pass(1_000);
    report({ sentBytes: 500 });
    store.getState().resume(uploads()[0]?.id ?? 0);
    pass(6_000);
    report({ sentBytes: 500 });
    pass(1_000);
    report({ sentBytes: 900 });
    expect(uploads()[0]?.speed).toBe(400);
  });

  it('run side by side, each with its own progress', () => {
    const { store, started, report, uploads } = aStore();
    store.getState().add(parcel, 'CD');
    store.getState().add({ ...parcel, bundle: 'none', fingerprint: 'g' }, 'chart.pdf');
    report({ sentBytes: 700 }, 1);
    expect(uploads().map(({ name, sentBytes }) => [name, sentBytes])).toEqual([
      ['CD', 0],
      ['chart.pdf', 700],
    ]);
    expect(started.map(({ fingerprint, bundle, caseId }) => [fingerprint, bundle, caseId])).toEqual(
      [
        ['f', 'tar', 'c'],
        ['g', 'none', 'c'],
      ],
    );
  });

  it('leave the list when cancelled, and stay off it whatever is still reported', () => {
    const { store, asked, report, uploads } = aStore();
    store.getState().add(parcel, 'CD');
    store.getState().cancel(uploads()[0]?.id ?? 0);
    report({ status: 'sending', sentBytes: 10 });
    expect([uploads(), asked]).toEqual([[], ['cancel']]);
  });
});
