import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderReportPdf } from '../../pdf/reportPdf';
import { mdtReport } from '../../pdf/testing/sampleReport';
import { createStage, type Stage, type StagePatient } from './testing/intakeStage';
import { uploadAndProcess } from './testing/upload';

const DOCUMENTS = path.resolve(import.meta.dirname, '../../../resources/demo/documents');
const demo = (name: string) => readFile(path.join(DOCUMENTS, name));
const WANG: StagePatient = { name: '王某芳', sex: 'female', inpatientNo: 'BQ2611-0388' };

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

async function take(bytes: Buffer, patient: StagePatient) {
  stage.setPatient(patient);
  const { items } = await uploadAndProcess(stage, { name: '入院记录.pdf', bytes });
  const record = await stage.database.db.selectFrom('case_record').selectAll().executeTakeFirst();
  const [item] = items;
  return {
    outcome: item?.outcome,
    reason: item?.reason,
    identity: (record?.payload as { identity?: string } | null)?.identity,
  };
}

describe('a PDF with text', () => {
  it('of the patient is known to be his', async () => {
    expect(await take(await demo('admission-wang.pdf'), WANG)).toMatchObject({
      outcome: 'attached',
      identity: 'verified',
    });
  });

  it('of somebody else stays out of the case', async () => {
    const other = { name: '李四平', sex: 'female', inpatientNo: 'ZY1' } as const;
    expect(await take(await demo('admission-wang.pdf'), other)).toEqual({
      outcome: 'quarantined',
      reason: { code: 'file.patientMismatch', params: { fields: 'name' } },
      identity: undefined,
    });
  });

  it('from this product about somebody else stays out as well', async () => {
    const report = await renderReportPdf(mdtReport);
    if (!report.ok) throw new Error(report.error.code);
    const taken = await take(Buffer.from(report.value), { name: '李四平', sex: 'male' });
    expect(taken).toMatchObject({
      outcome: 'quarantined',
      reason: { params: { fields: 'name,sex' } },
    });
  });

  it('that proves nothing is attached without comparison, as a scan is', async () => {
    const bytes = Buffer.from('%PDF-1.4\nno text at all\n%%EOF');
    expect(await take(bytes, WANG)).toMatchObject({ outcome: 'attached', identity: undefined });
  });

  it('is not compared with a form that does not name the patient yet', async () => {
    expect(await take(await demo('admission-wang.pdf'), { name: '', sex: null })).toMatchObject({
      outcome: 'attached',
      identity: undefined,
    });
  });
});
