import { describe, expect, it } from 'vitest';
import { holdsEcg, titleOfEcg, type EcgSummary } from './summary';
import type { ChannelHead } from './formats/opening';

const summary = (durationS: number, leads = 12): EcgSummary => ({
  format: 'edf',
  channels: 15,
  leads,
  sampleRateHz: 500,
  durationS,
  recordedAt: null,
  isLong: false,
});

describe('titleOfEcg', () => {
  it.each([
    [10.01, 12, '12 导联心电图 · 10 秒'],
    [1800, 2, '2 导联心电图 · 30 分钟'],
    [86_400, 12, '12 导联动态心电图 · 24 小时'],
    [85_000, 3, '3 导联动态心电图 · 23.6 小时'],
    [10, 0, '15 导联心电图 · 10 秒'],
  ])('%d s with %i leads: %s', (durationS, leads, title) => {
    expect(titleOfEcg(summary(durationS, leads))).toBe(title);
  });
});

describe('holdsEcg', () => {
  const holds = (label: string, unit = 'uV', lead: ChannelHead['lead'] = null) => {
    const calibration = { sensitivity: 1, correctionFactor: 1, baseline: 0, unit };
    const channel: ChannelHead = { lead, label, padding: null, calibration, skewS: 0 };
    return holdsEcg({ groups: [{ channels: [channel] }] as never });
  };

  it.each([
    ['ECG', 'uV'],
    ['MLII', 'mV'],
    ['Channel 1', 'uV'],
    ['心电1', ''],
  ])('%s in %s may be one', (label, unit) => expect(holds(label, unit)).toBe(true));

  it.each([
    ['EEG Fpz-Cz', 'uV'],
    ['EMG submental', 'uV'],
    ['SpO2', '%'],
    ['Sound', 'dB'],
  ])('%s in %s is none', (label, unit) => expect(holds(label, unit)).toBe(false));
});
