import { describe, expect, it } from 'vitest';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { EcgCaliper } from '../../../../shared/domain/ecg/caliper';
import { caliperValues, measurementRows } from './measurementRows';

const caliper = (purpose: EcgCaliper['purpose'], seconds: number): EcgCaliper => ({
  id: 1,
  label: 'II',
  fromS: 1,
  toS: 1 + seconds,
  fromValue: 0,
  toValue: 0,
  isMarching: false,
  purpose,
});

const analysis: EcgAnalysis = {
  method: 'HZ-1',
  beats: [],
  heartRatePerMin: 75,
  rr: { medianMs: 800, meanMs: 800, minMs: 780, maxMs: 820 },
  medianBeat: null,
  intervals: { pMs: null, prMs: 160, qrsMs: 92, qtMs: null, qtc: null },
  axes: { pDeg: null, qrsDeg: -30, tDeg: null },
};

describe('measurements', () => {
  it('keep three sources apart and leave out what nobody measured', () => {
    const rows = measurementRows(
      analysis,
      [
        { key: 'qt', name: 'QT Interval', value: 396, unit: 'ms' },
        { key: null, name: 'Global noise', value: 3, unit: 'uV' },
      ],
      [caliper('pr', 0.17)],
    );
    expect(
      rows.map(({ key, ours, recorder, caliper: own }) => [
        key,
        ours,
        recorder?.value ?? null,
        own && Math.round(own),
      ]),
    ).toEqual([
      ['heartRate', 75, null, null],
      ['rr', 800, null, null],
      ['pr', 160, null, 170],
      ['qrs', 92, null, null],
      ['qt', null, 396, null],
      ['qrsAxis', -30, null, null],
    ]);
  });

  it('correct a QT by calipers with an RR by calipers and nothing else', () => {
    expect(caliperValues([caliper('qt', 0.36)]).qtcBazett).toBeUndefined();
    const both = caliperValues([caliper('qt', 0.36), caliper('rr', 0.64)]);
    expect(both).toMatchObject({
      heartRate: expect.closeTo(93.75, 6) as number,
      qtcBazett: expect.closeTo(450, 6) as number,
      qtcFramingham: expect.closeTo(415.44, 6) as number,
      qtcHodges: expect.closeTo(419.06, 2) as number,
    });
  });
});
