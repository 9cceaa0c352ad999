import { describe, expect, it } from 'vitest';
import { aRecord } from '../../../platform/testing/aCaseDetail';
import { labRows } from './labTrend';
import { stageOf } from './stageOf';
import { fitZoom, nextZoom, quarterTurn } from './zoom';

const result = (numeric: number | null, observedAt: string, unit = 'mg/L') => ({
  code: '1988-5',
  name: 'C 反应蛋白',
  value: numeric === null ? '<0.5' : String(numeric),
  numeric,
  unit,
  referenceRange: '<8.0',
  flag: 'high' as const,
  status: 'F',
  observedAt,
  panel: '',
  note: '',
});
const lab = (id: number, ...results: ReturnType<typeof result>[]) =>
  aRecord({
    id: `00000000-0000-4000-8000-00000000000${String(id)}`,
    kind: 'lab',
    payload: { results },
  });

describe('stage of a record', () => {
  it.each([
    ['study', 'CT', null, 'images'],
    ['study', 'ECG', null, 'ecg'],
    ['document', null, 'application/pdf', 'document'],
    ['document', null, 'text/html', 'file'],
    ['image', null, 'image/tiff', 'picture'],
    ['video', null, 'video/x-msvideo', 'file'],
  ] as const)('%s %s %s is shown as %s', (kind, modality, mime, stage) => {
    expect(stageOf({ kind, modality, mime, payload: null })).toBe(stage);
  });
});

describe('laboratory rows', () => {
  it('draws the course of a test over all records of the case, oldest first', () => {
    const newer = lab(1, result(96, '2026-11-24T00:00:00Z'));
    const older = lab(2, result(12, '2026-11-20T00:00:00Z'));
    const rows = labRows(newer, [newer, older]);
    expect(rows.ok && rows.value[0]?.trend.map(({ value }) => value)).toEqual([12, 96]);
  });

  it('never puts different units or comparators on one curve', () => {
    const newer = lab(1, result(96, '2026-11-24T00:00:00Z'));
    const other = lab(
      2,
      result(9.6, '2026-11-20T00:00:00Z', 'mg/dL'),
      result(null, '2026-11-21T00:00:00Z'),
    );
    const rows = labRows(newer, [newer, other]);
    expect(rows.ok && rows.value[0]?.trend).toHaveLength(1);
  });

  it('says so when stored results cannot be read, instead of showing an empty table', () => {
    const broken = aRecord({ kind: 'lab', payload: { results: [{ value: 3 }] } });
    expect(labRows(broken, [broken])).toMatchObject({
      ok: false,
      error: { code: 'file.cannotShow' },
    });
  });
});

describe('zoom', () => {
  it('steps from a fitted zoom to the neighbouring round one', () => {
    expect([nextZoom(0.84, 1), nextZoom(0.84, -1), nextZoom(8, 1)]).toEqual([1, 0.75, 8]);
  });

  it('fits a turned page by its turned sides', () => {
    const page = { width: 600, height: 800 };
    expect(fitZoom(page, { width: 400, height: 400 }, 0)).toBe(0.5);
    expect(fitZoom(page, { width: 400, height: 600 }, 90)).toBe(0.5);
  });

  it('turns left from upright to 270 degrees', () => {
    expect(quarterTurn(0, -1)).toBe(270);
  });
});
