import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IntakeItem } from '../../../shared/api/intake';
import { ascii, joined, u16 } from '../../../shared/domain/ecg/testing/bytes';
import { parsed } from '../../../shared/domain/ecg/testing/parsed';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import type { Actor } from '../../../shared/domain/identity/actor';
import { asActor } from '../../modules/intake/testing/intakeStage';
import { baseUrl, listIntake } from '../../modules/intake/testing/upload';
import { createEcgStage, type EcgStage } from './ecgStage';
import { ecgFile, ecgFiles } from './ecgFiles';

let stage: EcgStage;
beforeEach(async () => {
  stage = await createEcgStage();
  stage.setPatient({ name: '王小明', birthDate: '1958-03-12', sex: 'female' });
});
afterEach(() => stage.close());

type Files = (readonly [string, Uint8Array])[];
const words = (length: number, first: number): Uint8Array =>
  joined(...Array.from({ length }, (_, at) => u16(first + at)));
const header = (name: string, files: string): Uint8Array =>
  ascii(`${name} 1 500 10\n${files} 16 200 16 0 0 0 0 II\n# sex: M`);
/** Two recordings of somebody else in one folder, one of them with annotations. */
const TWO: Files = [
  ['w/a.hea', header('a', 'a.dat')],
  ['w/a.dat', words(10, 100)],
  ['w/a.atr', words(2, 0)],
  ['w/b.hea', header('b', 'b.dat')],
  ['w/b.dat', words(10, 200)],
];

const items = async (): Promise<IntakeItem[]> =>
  (await listIntake(stage)).flatMap((batch) => batch.items);
const itemAt = async (path: string): Promise<IntakeItem> => {
  const item = (await items()).find((entry) => entry.path === path);
  if (!item) throw new Error(`no item at ${path}`);
  return item;
};
const fates = async () =>
  Object.fromEntries((await items()).map(({ path, resolution }) => [path, resolution]));

async function resolve(actor: Actor, path: string, decision: 'accept' | 'discard') {
  const { id } = await itemAt(path);
  const url = `${baseUrl(stage)}/v1/cases/${stage.caseId}/intake/items/${id}/resolution`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...asActor(actor), 'content-type': 'application/json' },
    body: JSON.stringify({ decision, note: '已核对身份证' }),
  });
  return { status: response.status, body: (await response.json()) as object };
}
async function vouch(path: string) {
  await resolve(stage.doctor, path, 'accept');
  return resolve(stage.colleague, path, 'accept');
}

describe('a recording of several files that names another patient', () => {
  it.each(['w/a.hea', 'w/a.dat', 'w/a.atr'])(
    'comes in whole when two people vouch for %s, and no other with it',
    async (path) => {
      await stage.drop(TWO);
      expect(await stage.records()).toEqual([]);
      expect(await vouch(path)).toMatchObject({
        status: 200,
        body: { awaitsSecondPerson: false, item: { resolution: 'accepted' } },
      });
      const [record, ...others] = await stage.records();
      expect(others).toEqual([]);
      expect(record).toMatchObject({ kind: 'ecg', file_name: 'a.hea' });
      const payload = recordPayloadSchema.parse(record?.payload);
      expect(payload).toMatchObject({ identity: 'accepted', ecg: { format: 'wfdb' } });
      expect(payload.parts?.map(({ name }) => name)).toEqual(['a.dat', 'a.atr']);
      expect(await fates()).toEqual({
        'w/a.hea': 'accepted',
        'w/a.dat': 'accepted',
        'w/a.atr': 'accepted',
        'w/b.hea': null,
        'w/b.dat': null,
      });
      const { values } = await stage.block(record?.id ?? '', 0, 'from=0');
      expect(values.map((row) => [...row])).toEqual([
        Array.from({ length: 10 }, (_, at) => 100 + at),
      ]);
    },
  );

  it('is discarded whole', async () => {
    await stage.drop(TWO);
    expect(await resolve(stage.doctor, 'w/b.dat', 'discard')).toMatchObject({ status: 200 });
    expect(await fates()).toMatchObject({
      'w/a.hea': null,
      'w/b.hea': 'discarded',
      'w/b.dat': 'discarded',
    });
    expect(await vouch('w/b.hea')).toMatchObject({ status: 409 });
  });

  it('does not come in when it ends too early', async () => {
    await stage.drop([
      ['c.hea', header('c', 'c.dat')],
      ['c.dat', words(5, 0)],
    ]);
    expect(await vouch('c.hea')).toMatchObject({
      status: 409,
      body: { error: { code: 'file.notAcceptable', params: { reason: 'file.damaged' } } },
    });
    expect(await fates()).toEqual({ 'c.hea': null, 'c.dat': null });
    expect(await stage.records()).toEqual([]);
  });

  it('gets its overview like any other when it is long', async () => {
    await stage.drop(ecgFiles('wfdb/100.hea').map(({ name, bytes }) => [name, bytes]));
    await vouch('100.dat');
    expect(await stage.makeWaiting()).toBe(1);
    const [record] = await stage.records();
    expect(await stage.manifest(record?.id ?? '')).toMatchObject({ derived: 'ready' });
  });
});

describe('a DICOM waveform that names another patient', () => {
  it('is described and seen like any other once two people vouch for it', async () => {
    const bytes = ecgFile('waveform_ecg.dcm');
    await stage.drop([['x.dcm', bytes]]);
    expect((await itemAt('x.dcm')).reason?.code).toBe('file.patientMismatch');
    expect(await vouch('x.dcm')).toMatchObject({ status: 200 });
    const [record] = await stage.records();
    expect(record).toMatchObject({ kind: 'study', title: '12 导联心电图 · 10 秒' });
    expect(record?.payload).toMatchObject({ identity: 'accepted', ecg: { format: 'dicom' } });
    const { values } = await stage.block(record?.id ?? '', 0, 'from=0');
    expect(values).toEqual(parsed(bytes).groups[0]?.channels.map(({ samples }) => samples));
  });
});
