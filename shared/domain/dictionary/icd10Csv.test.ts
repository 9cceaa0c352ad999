import { describe, expect, it } from 'vitest';
import { parseIcd10Csv } from './icd10Csv';

const HEADER = 'code,name,nameEn';

describe('the diagnosis dictionary file', () => {
  it('becomes entries in file order', () => {
    expect(parseIcd10Csv(`${HEADER}\nI10,高血压,Hypertension\r\nI63.9,脑梗死,Stroke\n`)).toEqual([
      { code: 'I10', name: '高血压', nameEn: 'Hypertension' },
      { code: 'I63.9', name: '脑梗死', nameEn: 'Stroke' },
    ]);
  });

  it('is refused with a missing field, an extra comma, a repeated code or a code of another shape', () => {
    for (const row of [
      'I10,高血压',
      'I10,高血压,a,b',
      'i10,高血压,a',
      'I10.99x,高血压,a',
      'I10,,a',
    ]) {
      expect(() => parseIcd10Csv(`${HEADER}\n${row}`)).toThrow('line 2');
    }
    expect(() => parseIcd10Csv(`${HEADER}\nI10,高血压,a\nI10,高血压,a`)).toThrow('line 3');
  });

  it('is refused without its header, so that another file is not taken for it', () => {
    expect(() => parseIcd10Csv('I10,高血压,Hypertension')).toThrow('header');
  });
});
