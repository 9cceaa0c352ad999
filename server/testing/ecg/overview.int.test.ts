import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBeatBlock } from '../../../shared/domain/ecg/beatBlock';
import { bucketFor, LEVEL_FACTOR, levelWidths } from '../../../shared/domain/ecg/buckets';
import { ecgLongAnalysisSchema } from '../../../shared/domain/ecg/longAnalysis';
import type { EcgManifest } from '../../../shared/domain/ecg/manifest';
import { minMaxOf } from '../../../shared/domain/ecg/minMax';
import { joined } from '../../../shared/domain/ecg/testing/bytes';
import { plantDay, synthesiseDay } from '../../../shared/domain/ecg/testing/day';
import { edfDay, wfdbDay } from '../../../shared/domain/ecg/testing/dayFile';
import { askForOverview } from '../../ecg/derived/ask';
import { createEcgStage, type EcgStage } from './ecgStage';
import { ecgFile, ecgFiles } from './ecgFiles';

const RATE_HZ = 500;
const DURATION_S = 1500;
const SAMPLES = RATE_HZ * DURATION_S;
const planted = plantDay(DURATION_S, RATE_HZ);
const source = synthesiseDay(planted);
const truth = source.read(0, SAMPLES);
const wfdb = wfdbDay('day', planted);

let stage: EcgStage;
let ids: ReadonlyMap<string, string>;
const idOf = (name: string): string => ids.get(name) ?? '';

beforeAll(async () => {
  stage = await createEcgStage();
  await stage.drop([
    ['day.hea', wfdb.header],
    ['day.dat', joined(...wfdb.data())],
    ['day.edf', joined(...edfDay(planted))],
    ['short.dcm', ecgFile('waveform_ecg.dcm')],
    ...ecgFiles('wfdb/100.hea').map(({ name, bytes }) => [name, bytes] as const),
  ]);
  ids = new Map((await stage.records()).map((row) => [row.file_name ?? 'study', row.id]));
}, 120_000);
afterAll(() => stage.close());

const answer = async (id: string, path: string) => {
  const response = await stage.get(id, path);
  return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
};
const analysisOf = async (id: string) =>
  (await (await stage.get(id, '/analysis')).json()) as { state: string; analysis: unknown };

describe('before its overview is made', () => {
  it.each(['day.hea', 'day.edf', '100.hea'])('%s can be read, sample by sample', async (name) => {
    const manifest = await stage.manifest(idOf(name));
    expect(manifest).toMatchObject({ isLong: true, derived: 'waiting' });
    expect(manifest.groups[0]?.levels).toEqual([]);
    const block = await stage.block(idOf(name), 0, 'from=5000&count=1000');
    expect(block.values[0]).toHaveLength(1000);
    const narrow = await stage.block(idOf(name), 0, 'from=0&count=100&bucket=10');
    expect(narrow).toMatchObject({ content: 'minMax', count: 100 });
  });

  it('what waits for it says so', async () => {
    const id = idOf('day.hea');
    const notReady = [503, 'ecg.notReady'];
    expect(await answer(id, '/groups/0/data?from=0&bucket=128')).toEqual(notReady);
    expect(await answer(id, '/beats?from=0')).toEqual(notReady);
    expect(await analysisOf(id)).toEqual({ state: 'waiting', analysis: null });
  });
});

describe('when the overviews are made', () => {
  let manifests: ReadonlyMap<string, EcgManifest>;
  beforeAll(async () => {
    while ((await stage.makeWaiting()) > 0);
    manifests = new Map(
      await Promise.all(
        [...ids].map(async ([name, id]) => [name, await stage.manifest(id)] as const),
      ),
    );
  }, 120_000);
  const manifestOf = (name: string): EcgManifest => {
    const found = manifests.get(name);
    if (!found) throw new Error(`${name} is not there`);
    return found;
  };

  it('long recordings have all their levels, and their cases were told', () => {
    for (const name of ['day.hea', 'day.edf', '100.hea']) {
      const { derived, groups } = manifestOf(name);
      expect(derived).toBe('ready');
      expect(groups[0]?.levels).toEqual(levelWidths(groups[0]?.sampleCount ?? 0));
    }
    expect(stage.announced).toEqual(new Array(4).fill(stage.caseId));
  });

  it('a short one has none, and nothing waits', async () => {
    expect(manifestOf('study')).toMatchObject({ isLong: false, derived: 'none' });
    expect(await answer(idOf('study'), '/beats?from=0')).toEqual([404, 'request.notFound']);
  });

  it.each(['day.hea', 'day.edf'])(
    '%s: pairs of every width are those of the samples',
    async (name) => {
      const widths = levelWidths(SAMPLES).flatMap((width) => [
        width,
        3 * width,
        LEVEL_FACTOR * width,
      ]);
      for (const bucket of [7, ...widths]) {
        const from = bucket * Math.floor(SAMPLES / 3 / bucket);
        const count = Math.min(500, Math.ceil((SAMPLES - from) / bucket));
        const block = await stage.block(
          idOf(name),
          0,
          `from=${from}&count=${count}&bucket=${bucket}`,
        );
        expect([block.content, block.bucketSamples, block.count]).toEqual([
          'minMax',
          bucket,
          count,
        ]);
        for (const [channel, values] of block.values.entries()) {
          const part = truth[channel]?.subarray(from, from + bucket * count) ?? new Int16Array();
          expect(values).toEqual(minMaxOf(part, bucket, null));
        }
      }
    },
  );

  it('spikes of one sample are in every level', async () => {
    for (const bucket of levelWidths(SAMPLES)) {
      for (const { channel, sample, value } of planted.spec.spikes ?? []) {
        const from = bucket * Math.floor(sample / bucket);
        const query = `from=${from}&count=1&bucket=${bucket}&channels=${channel}`;
        const { values } = await stage.block(idOf('day.hea'), 0, query);
        expect([...(values[0] ?? [])]).toContain(value);
      }
    }
  });

  it('beats and analysis are there', async () => {
    const bytes = await (await stage.get(idOf('day.edf'), '/beats?from=0')).arrayBuffer();
    const beats = readBeatBlock(bytes);
    const [found, planned] = [beats?.samples.length ?? 0, planted.spec.beats.length];
    expect(Math.abs(found - planned)).toBeLessThan(0.005 * planned);
    const { state, analysis } = await analysisOf(idOf('day.edf'));
    const read = ecgLongAnalysisSchema.parse(analysis);
    expect([state, read.beatCount]).toEqual(['ready', found]);
    expect(read.events.filter(({ kind }) => kind === 'pause')).toHaveLength(3);
    const part = await (
      await stage.get(idOf('day.edf'), '/beats?from=50000&to=60000')
    ).arrayBuffer();
    const some = [...(readBeatBlock(part)?.samples ?? [])];
    expect(some).toEqual([...(beats?.samples ?? [])].filter((at) => at >= 50_000 && at < 60_000));
  });

  it('record 100 has the beats that were found in it whole', async () => {
    const { analysis } = await analysisOf(idOf('100.hea'));
    expect(ecgLongAnalysisSchema.parse(analysis)).toMatchObject({ beatCount: 2273 });
  });

  it('notes strewn through a long file are in the manifest', () => {
    const { annotations, annotationCount } = manifestOf('day.edf');
    expect(annotationCount).toBe(3);
    expect(annotations.map(({ atS }) => atS)).toEqual(
      planted.pauses.map(({ atS }) => Number(atS.toFixed(3))),
    );
  });

  it('a range is read without the rest of the file', async () => {
    await stage.block(idOf('day.edf'), 0, 'from=0&count=1');
    const ask = async (query: string): Promise<number> => {
      const before = stage.bytesRead();
      await stage.block(idOf('day.edf'), 0, query);
      return stage.bytesRead() - before;
    };
    const tenSeconds = 10 * RATE_HZ * 12 * 2;
    expect(await ask(`from=300000&count=${10 * RATE_HZ}`)).toBeLessThan(1.3 * tenSeconds);
    const bucket = bucketFor(SAMPLES / 1000, levelWidths(SAMPLES));
    expect(await ask(`from=0&bucket=${bucket}`)).toBeLessThan(LEVEL_FACTOR * 1000 * 12 * 4);
  });

  it('asking again changes nothing', async () => {
    expect(await stage.makeWaiting()).toBe(0);
    const row = () => stage.database.db.selectFrom('ecg_derived').selectAll().execute();
    const before = await row();
    for (const { files } of before) await askForOverview(stage.database.db, files);
    expect(await row()).toEqual(before);
    expect(await stage.makeWaiting()).toBe(0);
  });
});
