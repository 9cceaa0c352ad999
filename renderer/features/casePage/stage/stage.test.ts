import { describe, expect, it } from 'vitest';
import { aRecord } from '../../../platform/testing/aCaseDetail';
import { labTable, printedUnit } from './labTable';
import { labSheet } from './labTrend';
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
    const sheet = labSheet(newer, [newer, older]);
    expect(sheet.ok && sheet.value.trends[0]?.map(({ value }) => value)).toEqual([12, 96]);
  });

  it('never puts different units or comparators on one curve', () => {
    const newer = lab(1, result(96, '2026-11-24T00:00:00Z'));
    const other = lab(
      2,
      result(9.6, '2026-11-20T00:00:00Z', 'mg/dL'),
      result(null, '2026-11-21T00:00:00Z'),
    );
    const sheet = labSheet(newer, [newer, other]);
    expect(sheet.ok && sheet.value.trends[0]).toHaveLength(1);
  });

  it('says so when stored results cannot be read, instead of showing an empty table', () => {
    const broken = aRecord({ kind: 'lab', payload: { results: [{ value: 3 }] } });
    expect(labSheet(broken, [broken])).toMatchObject({
      ok: false,
      error: { code: 'file.cannotShow' },
    });
  });
});

describe('laboratory table', () => {
  const august = '2026-08-20T00:00:00Z';
  const september = '2026-09-20T00:00:00Z';

  it('puts values of different days side by side, oldest first, each under its time', () => {
    const { times, lines } = labTable([result(128, september), result(42, august)]);
    expect(times).toEqual([august, september]);
    expect(lines.map(({ cells }) => cells.map((cell) => cell?.value))).toEqual([['42', '128']]);
  });

  it('gives a second value of the same moment and another unit a line of their own', () => {
    const { lines } = labTable([
      result(42, august),
      result(43, august),
      result(4.2, august, 'mg/dL'),
    ]);
    expect(lines.map(({ unit, cells }) => [unit, cells[0]?.value])).toEqual([
      ['mg/L', '42'],
      ['mg/L', '43'],
      ['mg/dL', '4.2'],
    ]);
  });

  it('prints powers of ten as laboratories do and leaves other units alone', () => {
    expect(['10*9/L', '10^12/L', 'mmol/L', '10 mg'].map(printedUnit)).toEqual([
      '×10⁹/L',
      '×10¹²/L',
      'mmol/L',
      '10 mg',
    ]);
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
