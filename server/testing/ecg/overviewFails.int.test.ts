import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ascii, joined } from '../../../shared/domain/ecg/testing/bytes';
import { plantDay } from '../../../shared/domain/ecg/testing/day';
import { edfDay } from '../../../shared/domain/ecg/testing/dayFile';
import { levelWidths } from '../../../shared/domain/ecg/buckets';
import type { BlobStore } from '../../blobs/blobStore';
import { askForOverview } from '../../ecg/derived/ask';
import { ScanLost, type EcgScanner } from '../../ecg/derived/scan/scanner';
import { createEcgStage, type EcgStage } from './ecgStage';
import { scannerInPlace } from './scannerInPlace';

const RATE_HZ = 250;
const DURATION_S = 900;
const bytes = Buffer.from(joined(...edfDay(plantDay(DURATION_S, RATE_HZ))));

let stage: EcgStage;
beforeAll(async () => void (stage = await createEcgStage()));
afterAll(() => stage.close());

const row = () => stage.database.db.selectFrom('ecg_derived').selectAll().executeTakeFirstOrThrow();
const passLease = () =>
  stage.database.db
    .updateTable('ecg_derived')
    .set({ leased_until: '2020-01-01T00:00:00Z' })
    .execute();
beforeEach(async () => {
  await stage.database.db.deleteFrom('ecg_derived').execute();
  const blob = await stage.blobs.put(bytes);
  await askForOverview(stage.database.db, [{ name: '', ...blob }]);
});

/** Goes on for some steps, then is gone. */
const losing = (steps: number, lost: ScanLost): EcgScanner => ({
  ...scannerInPlace,
  start(files) {
    const run = scannerInPlace.start(files);
    let taken = 0;
    return {
      ...run,
      async next(answer) {
        if (++taken > steps) throw lost;
        return run.next(answer);
      },
    };
  },
});
const NEVER: EcgScanner = {
  ...scannerInPlace,
  start: () => {
    throw new Error('begun again');
  },
};
/** Stores only so many objects. */
const storing = (most: number): BlobStore => {
  let stored = 0;
  return {
    ...stage.blobs,
    put: async (...args) => {
      if (++stored > most) throw new Error('the disk is full');
      return stage.blobs.put(...args);
    },
  };
};

describe('an overview that is cut off', () => {
  it('by the end of the server is begun again at once, and not held against the recording', async () => {
    const scanner = losing(4, new ScanLost('ended', true));
    for (let round = 0; round < 5; round++)
      await expect(stage.makeWaiting({ scanner })).rejects.toThrow('ended');
    expect(await row()).toMatchObject({ state: 'waiting', attempts: 0, levels: null });
    expect(await stage.makeWaiting()).toBe(1);
    expect(await row()).toMatchObject({ state: 'ready' });
  });

  it('by a full disk is tried again when the lease is over, however often', async () => {
    for (let round = 0; round < 5; round++) {
      await expect(stage.makeWaiting({ blobs: storing(0) })).rejects.toThrow('full');
      expect(await stage.makeWaiting()).toBe(0);
      await passLease();
    }
    expect(await stage.makeWaiting()).toBe(1);
    expect(await row()).toMatchObject({ state: 'ready' });
  });

  it('between two levels goes on with the next', async () => {
    // finest level and beats, then no more
    await expect(stage.makeWaiting({ blobs: storing(2) })).rejects.toThrow('full');
    const before = await row();
    expect(before.levels).toHaveLength(1);
    expect(await stage.makeWaiting({ scanner: NEVER })).toBe(0);
    await passLease();
    expect(await stage.makeWaiting({ scanner: NEVER })).toBe(1);
    const after = await row();
    expect(after.state).toBe('ready');
    expect(after.levels?.[0]).toEqual(before.levels?.[0]);
    expect(after.levels?.map(({ width }) => width)).toEqual(levelWidths(DURATION_S * RATE_HZ));
  });

  it('comes to the same bytes as one that was not', async () => {
    await stage.makeWaiting();
    const whole = await row();
    await stage.database.db
      .updateTable('ecg_derived')
      .set({ state: 'waiting', levels: JSON.stringify(whole.levels?.slice(0, 1)) })
      .execute();
    await stage.makeWaiting({ scanner: NEVER });
    expect((await row()).levels).toEqual(whole.levels);
  });
});

describe('a recording that cannot be gone through', () => {
  it('is given up after three threads were lost to it', async () => {
    const scanner = losing(2, new ScanLost('no step within 60000 ms'));
    for (let round = 0; round < 3; round++) {
      await expect(stage.makeWaiting({ scanner })).rejects.toThrow('no step');
      expect(await stage.makeWaiting({ scanner })).toBe(0);
      await passLease();
    }
    expect(await stage.makeWaiting({ scanner })).toBe(1);
    expect(await row()).toMatchObject({ state: 'none', reason: 'failed' });
  });

  it('says why', async () => {
    await stage.database.db.deleteFrom('ecg_derived').execute();
    const blob = await stage.blobs.put(Buffer.from(ascii('no ECG at all')));
    await askForOverview(stage.database.db, [{ name: '', ...blob }]);
    expect(await stage.makeWaiting()).toBe(1);
    expect(await row()).toMatchObject({ state: 'none', reason: 'ecg.unsupported' });
  });
});
