import { describe, expect, it } from 'vitest';
import { bareFacts } from '../../../../shared/domain/ecg/recording';
import { tracesOf } from '../../../../shared/domain/ecg/traces';
import { appliedFilters, filtered, filtersOf, NO_FILTER } from './filterChoice';

const traces = (rateHz: number) =>
  tracesOf({
    kind: 'rhythm',
    sampleRateHz: rateHz,
    channels: [
      {
        lead: 'II',
        label: 'II',
        samples: Int16Array.from({ length: rateHz * 4 }, (_, at) => at % 50),
        padding: null,
        calibration: { sensitivity: 1, correctionFactor: 1, baseline: 0, unit: 'uV' },
        skewS: 0,
      },
    ],
  });

describe('filters', () => {
  it('are off until somebody switches them on: the very same traces are drawn', () => {
    const recorded = traces(500);
    expect(bareFacts('scp').recorderFilter.lowPassHz).toBeNull();
    expect(filtered(recorded, 500, filtersOf(NO_FILTER))).toBe(recorded);
    expect(appliedFilters(recorded)).toEqual([]);
  });

  it('are named as they were really applied', () => {
    const on = filtersOf({ band: 'monitor', baseline: false, notch: 'notch50' });
    expect(on).toEqual(['monitor', 'notch50']);
    expect(appliedFilters(filtered(traces(500), 500, on))).toEqual(['monitor', 'notch50']);
    // a recorder of 60 samples a second holds neither 40 Hz nor 50 Hz
    expect(appliedFilters(filtered(traces(60), 60, ['notch50', 'lowPass40']))).toEqual([]);
  });
});
