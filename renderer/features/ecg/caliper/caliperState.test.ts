import { describe, expect, it } from 'vitest';
import type { EcgCaliper } from '../../../../shared/domain/ecg/caliper';
import { layOut, USUAL_PAPER } from '../../../../shared/domain/ecg/paper';
import type { EcgTrace } from '../../../../shared/domain/ecg/traces';
import { caliperMarks, gripAt } from './caliperMarks';
import { caliperReducer, NO_CALIPERS, selectedOf, type CaliperState } from './caliperState';

const trace = (lead: 'II' | 'V1', unscaled: EcgTrace['unscaled'] = null): EcgTrace => ({
  lead,
  label: lead,
  values: new Float32Array(5000),
  unscaled,
  shift: 0,
  derived: false,
  skewS: 0,
  filters: [],
});

const one = (parts: Partial<Omit<EcgCaliper, 'id'>> = {}): Omit<EcgCaliper, 'id'> => ({
  label: 'II',
  fromS: 1,
  toS: 1.8,
  fromValue: 0,
  toValue: 0.3,
  isMarching: false,
  purpose: null,
  ...parts,
});

const withCalipers = (...calipers: Omit<EcgCaliper, 'id'>[]): CaliperState =>
  calipers.reduce<CaliperState>(
    (state, caliper) => caliperReducer(state, { type: 'add', caliper }),
    NO_CALIPERS,
  );

describe('calipers', () => {
  it('are numbered once and for all, and the newest is in hand', () => {
    const state = withCalipers(one(), one(), one());
    expect(state.calipers.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(state.selectedId).toBe(3);
    const removed = caliperReducer({ ...state, selectedId: 2 }, { type: 'remove' });
    const next = caliperReducer(removed, { type: 'add', caliper: one() });
    expect(next.calipers.map(({ id }) => id)).toEqual([1, 3, 4]);
  });

  it('are walked through in both directions', () => {
    const state = withCalipers(one(), one());
    const forwards = caliperReducer(state, { type: 'selectNext', direction: 1 });
    expect(forwards.selectedId).toBe(1);
    const none = { ...state, selectedId: null };
    expect(caliperReducer(none, { type: 'selectNext', direction: -1 }).selectedId).toBe(2);
    expect(caliperReducer(NO_CALIPERS, { type: 'selectNext', direction: 1 }).selectedId).toBeNull();
  });

  it('have one QT and one RR among them', () => {
    const state = withCalipers(one(), one());
    const first = caliperReducer(state, { type: 'purpose', id: 1, purpose: 'qt' });
    const second = caliperReducer(first, { type: 'purpose', id: 2, purpose: 'qt' });
    expect(second.calipers.map(({ purpose }) => purpose)).toEqual([null, 'qt']);
  });

  it('are let go and cleared', () => {
    const state = withCalipers(one(), one());
    expect(selectedOf(caliperReducer(state, { type: 'select', id: null }))).toBeNull();
    expect(caliperReducer(state, { type: 'clear' }).calipers).toEqual([]);
  });
});

describe('calipers on the sheet', () => {
  const sheet = layOut([trace('II'), trace('V1', 'ecg.uncalibrated')], USUAL_PAPER, {
    fromS: 0,
    totalS: 10,
  });
  const marksOf = (state: CaliperState) => caliperMarks(sheet, state, () => 'text');

  it('lie where their lead shows their time, and nowhere else', () => {
    const state = withCalipers(one(), one({ label: 'V9' }), one({ fromS: 12, toS: 13 }));
    const marks = marksOf(state);
    expect(marks.map(({ id, fromXMm, toXMm }) => [id, fromXMm, toXMm])).toEqual([[1, 45, 65]]);
    expect(marks[0]?.levels?.toYMm).toBe((marks[0]?.strip.baselineMm ?? 0) - 3);
  });

  it('point at no voltage where there is no calibration', () => {
    expect(marksOf(withCalipers(one({ label: 'V1' })))[0]?.levels).toBeNull();
  });

  it('march across the whole row', () => {
    const [mark] = marksOf(withCalipers(one({ isMarching: true })));
    expect(mark?.marchXMm.map((mm) => Math.round(mm))).toEqual([
      25, 85, 105, 125, 145, 165, 185, 205, 225, 245, 265,
    ]);
  });

  it('are taken by a line within reach, and carried by the middle when in hand', () => {
    const marks = marksOf(withCalipers(one()));
    const yMm = marks[0]?.strip.baselineMm ?? 0;
    expect(gripAt(marks, { xMm: 45.5, yMm }, 1)).toEqual({ id: 1, part: 'from' });
    expect(gripAt(marks, { xMm: 64.2, yMm }, 1)).toEqual({ id: 1, part: 'to' });
    expect(gripAt(marks, { xMm: 55, yMm }, 1)).toEqual({ id: 1, part: 'both' });
    expect(gripAt(marks, { xMm: 55, yMm: yMm + 100 }, 1)).toBeNull();
    const loose = marksOf({ ...withCalipers(one()), selectedId: null });
    expect(gripAt(loose, { xMm: 55, yMm }, 1)).toBeNull();
  });
});
