import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage, type Stage } from './testing/intakeStage';
import { makeTar } from './testing/tar';
import { listIntake, uploadAndProcess } from './testing/upload';
import { makeZip } from './testing/zip';

const DATA = path.resolve(import.meta.dirname, '../../../../shared/data');
const data = (file: string): Promise<Buffer> => readFile(path.join(DATA, file));

async function medium(): Promise<[string, Buffer][]> {
  const root = path.join(DATA, 'dicom/dicomdir');
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry): Promise<[string, Buffer]> => {
      const full = path.join(entry.parentPath, entry.name);
      return [path.relative(root, full), await readFile(full)];
    }),
  );
}

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(async () => {
  await stage.close();
});

const records = () =>
  stage.database.db.selectFrom('case_record').selectAll().where('case_id', '=', stage.caseId).orderBy('title').execute();

describe('a medium', () => {
  it('becomes one record per study, its DICOMDIR is only an index', async () => {
    const batch = await uploadAndProcess(stage, { name: '光盘', bundle: 'tar', bytes: makeTar(await medium()) });
    expect(batch).toMatchObject({ status: 'done', failure: null, itemsDone: 32, itemsTotal: 32 });
    const outcomes = Map.groupBy(batch.items, (item) => item.outcome);
    console.log(JSON.stringify([...outcomes].map(([k, v]) => [k, v.length])), batch.items.filter(i => i.outcome==='quarantined'));
    console.log((await records()).map((r) => [r.title, r.modality, r.item_count, r.occurred_at, r.payload]));
  });

  it('is the same from a ZIP archive', async () => {
    const bytes = makeZip((await medium()).map(([name, content]) => ({ name, bytes: content })));
    const batch = await uploadAndProcess(stage, { name: 'CD.zip', bytes });
    console.log(batch.status, batch.failure, batch.itemsDone, batch.itemsTotal, (await records()).length);
  });
  it('takes a mixed bag', async () => {
    const files: [string, Buffer][] = [];
    for (const dir of ['ecg','ecg/wfdb','ecg/edf','hl7/canonical','hl7/cda','malformed','fhir/zh', 'hl7/charset','hl7/nte']) {
      for (const e of await readdir(path.join(DATA, dir), { withFileTypes: true })) if (e.isFile()) files.push([`${dir}/${e.name}`, await data(`${dir}/${e.name}`)]);
    }
    const t = Date.now();
    const batch = await uploadAndProcess(stage, { name: 'mixed', bundle: 'tar', bytes: makeTar(files) });
    console.log(batch.status, batch.failure, batch.itemsDone, Date.now() - t);
    for (const i of batch.items) console.log(i.path, '|', i.recognisedAs, '|', i.outcome, '|', JSON.stringify(i.reason));
    console.log((await records()).map((r) => [r.title, r.kind, r.category, r.occurred_at]));
    console.log((await listIntake(stage)).length);
  });
});
