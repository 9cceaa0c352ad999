import { describe, expect, it } from 'vitest';
import { parseIcd10Csv, readIcd10Csv } from './icd10Csv';

describe('a diagnosis table as CSV', () => {
  it('is read with heading, byte order mark, quotes and English names', () => {
    const csv =
      '\uFEFF编码,名称,英文\r\nI21.001,急性前壁心肌梗死,Acute anterior MI\r\nR91.x00,"肺结节,未特指"\r\n\r\n';
    expect(parseIcd10Csv(csv)).toEqual({
      ok: true,
      value: [
        { code: 'I21.001', name: '急性前壁心肌梗死', nameEn: 'Acute anterior MI' },
        { code: 'R91.x00', name: '肺结节,未特指', nameEn: '' },
      ],
    });
  });

  it('names every line that cannot be a diagnosis, and why', () => {
    const { rows, refused } = readIcd10Csv(
      'I63.900,脑梗死\nnonsense,坏行\nI10.x00,\nI25.100,冠心病',
    );
    expect(rows.map(({ code }) => code)).toEqual(['I63.900', 'I25.100']);
    expect(refused).toEqual([
      { line: 2, text: 'nonsense,坏行', reason: 'code' },
      { line: 3, text: 'I10.x00,', reason: 'name' },
    ]);
    expect(parseIcd10Csv('I63.900,脑梗死\nnonsense,坏行')).toMatchObject({
      ok: false,
      error: { code: 'admin.importRow', params: { line: 2, count: 1 } },
    });
  });

  it('is no table without a single row', () => {
    expect(parseIcd10Csv('编码,名称\n')).toMatchObject({ ok: false });
  });
});
