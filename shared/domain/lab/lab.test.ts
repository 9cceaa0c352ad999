import { describe, expect, it } from 'vitest';
import type { LabResult } from '../intake/payload';
import { labBoard, markOf, printedUnit, trendOf } from './labBoard';
import { referenceLimits } from './referenceRange';

const result = (patch: Partial<LabResult>): LabResult => ({
  code: 'CRP',
  name: 'C 反应蛋白',
  value: '12',
  numeric: 12,
  unit: 'mg/L',
  referenceRange: '<8.0',
  flag: 'high',
  status: 'F',
  observedAt: '2026-11-20T00:00:00.000Z',
  panel: '炎症',
  note: '',
  ...patch,
});
const entry = (patch: Partial<LabResult>, recordId = 'a') => ({ recordId, result: result(patch) });
const [monday, friday] = ['2026-11-20T00:00:00.000Z', '2026-11-24T00:00:00.000Z'];

describe('laboratory board', () => {
  it('groups by panel and puts the latest first', () => {
    const board = labBoard([
      entry({ value: '12', observedAt: monday }),
      entry({ value: '96', observedAt: friday }, 'b'),
      entry({ panel: '血常规', code: 'WBC', name: '白细胞', value: '7', observedAt: friday }, 'b'),
    ]);
    expect(board.times).toEqual([friday, monday]);
    expect(
      board.panels.map(({ name, lines }) => [
        name,
        lines.map(({ cells }) => cells.map((c) => c?.result.value)),
      ]),
    ).toEqual([
      ['炎症', [['96', '12']]],
      ['血常规', [['7', undefined]]],
    ]);
  });

  it('never mixes units, and keeps two values of the same moment', () => {
    const { panels } = labBoard([
      entry({}),
      entry({ value: '1.2', unit: 'mg/dL' }),
      entry({ value: '13' }),
    ]);
    expect(panels[0]?.lines.map(({ unit, cells }) => [unit, cells[0]?.result.value])).toEqual([
      ['mg/L', '12'],
      ['mg/dL', '1.2'],
      ['mg/L', '13'],
    ]);
  });

  it('never puts a value beside a reference range that was not its own', () => {
    const { panels } = labBoard([
      entry({ observedAt: friday, referenceRange: '0-5' }, 'b'),
      entry({ observedAt: monday }),
    ]);
    expect(panels[0]?.lines.map(({ referenceRange, cells }) => [referenceRange, cells])).toEqual([
      ['0-5', [expect.objectContaining({ recordId: 'b' }), null]],
      ['<8.0', [null, expect.objectContaining({ recordId: 'a' })]],
    ]);
  });

  it('keeps undated results at the end', () => {
    expect(labBoard([entry({ observedAt: null }), entry({ observedAt: monday })]).times).toEqual([
      monday,
      null,
    ]);
  });

  it('draws a test over all records once, oldest first, without what is no number', () => {
    const points = trendOf(result({}), [
      entry({ numeric: 96, observedAt: friday }, 'b'),
      entry({ numeric: 12, observedAt: monday }),
      entry({ numeric: 12, observedAt: monday }, 'copy'),
      entry({ numeric: null, value: '<0.5' }),
      entry({ unit: 'mg/dL', numeric: 1.2 }),
    ]);
    expect(points.map(({ value }) => value)).toEqual([12, 96]);
  });

  it('marks by the laboratory’s flag alone', () => {
    expect([
      markOf('criticalHigh'),
      markOf('criticalAbnormal'),
      markOf('normal'),
      markOf(null),
    ]).toEqual(['criticalHigh', 'critical', null, null]);
  });

  it('prints powers of ten as laboratories do', () => {
    expect(['10*9/L', '10^12/L', '10e9/L', 'mmol/L'].map(printedUnit)).toEqual([
      '×10⁹/L',
      '×10¹²/L',
      '×10⁹/L',
      'mmol/L',
    ]);
  });
});

describe('reference limits', () => {
  it.each([
    ['3.5-9.5', { low: 3.5, high: 9.5 }],
    ['3.5～9.5', { low: 3.5, high: 9.5 }],
    ['(0–10)', { low: 0, high: 10 }],
    ['-2--1', { low: -2, high: -1 }],
    ['<8.0', { low: null, high: 8 }],
    ['≥1.04', { low: 1.04, high: null }],
    ['阴性', null],
    ['9-3', null],
    ['男 3-5 女 2-4', null],
    ['', null],
  ] as const)('of %j', (text, limits) => {
    expect(referenceLimits(text)).toEqual(limits);
  });
});
