import { describe, expect, it } from 'vitest';
import { heartRatePerMin, qtcBazettMs, qtcFridericiaMs } from './intervals';
import { leadByName, leadByNumber, STANDARD_LEADS, type LeadName } from './leads';
import { layOut, locate, readCaliper, type PaperSettings } from './paper';
import type { EcgChannel, EcgGroup } from './recording';
import { tracesOf } from './traces';

const channel = (
  lead: LeadName | null,
  samples: number[],
  parts: Partial<EcgChannel> = {},
): EcgChannel => ({
  lead,
  label: lead ?? 'AUX',
  samples: Int16Array.from(samples),
  padding: null,
  calibration: { sensitivity: 1, correctionFactor: 1, baseline: 0, unit: 'mV' },
  skewS: 0,
  ...parts,
});
const group = (...channels: EcgChannel[]): EcgGroup => ({
  kind: 'rhythm',
  sampleRateHz: 500,
  channels,
});
const twelve = tracesOf(group(...STANDARD_LEADS.map((lead) => channel(lead, [0, 1]))));
const settings: PaperSettings = { speedMmPerS: 25, gainMmPerMv: 10, layout: '3x4+1' };

describe('limb leads that a recorder did not store', () => {
  it('follow from I and II and are marked as computed', () => {
    const traces = tracesOf(group(channel('I', [2]), channel('II', [6]), channel('V1', [1])));
    expect(traces.map(({ lead, values, derived }) => [lead, values[0], derived])).toEqual([
      ['I', 2, false],
      ['II', 6, false],
      ['III', 4, true],
      ['aVR', -4, true],
      ['aVL', -1, true],
      ['aVF', 5, true],
      ['V1', 1, false],
    ]);
  });

  it.each([
    ['one of them has no calibration', channel('II', [6], { calibration: null })],
    ['they were not sampled together', channel('II', [6], { skewS: 0.002 })],
    ['they differ in length', channel('II', [6, 7])],
  ])('are not invented when %s', (_, two) => {
    expect(tracesOf(group(channel('I', [2]), two)).map(({ lead }) => lead)).toEqual(['I', 'II']);
  });
});

describe('a recording with a large electrode offset', () => {
  it('is drawn around its middle, says so, and keeps its true values', () => {
    const [far, near] = tracesOf(group(channel('II', [-4, -4, -3]), channel('V1', [0, 1, 0])));
    expect([far?.shift, near?.shift]).toEqual([-4, 0]);
    expect(Array.from(far?.values ?? [])).toEqual([-4, -4, -3]);
  });
});

describe('lead names', () => {
  it('are found in every coding met in files', () => {
    expect(
      ['MDC_ECG_LEAD_AVR', 'Lead aVL', 'v6', 'Lead I (Einthoven)', 'AUX'].map(leadByName),
    ).toEqual(['aVR', 'aVL', 'V6', 'I', null]);
    expect([1, 61, 64, 8, 12, 200].map(leadByNumber)).toEqual([
      'I',
      'III',
      'aVF',
      'V6',
      'V4R',
      null,
    ]);
  });
});

describe('paper', () => {
  it('shows 10 s in four columns of 2.5 s that follow each other, and the whole of II below', () => {
    const { strips } = layOut(twelve, settings, 10, 0);
    expect(strips).toHaveLength(13);
    const at = (lead: string) => strips.filter(({ trace }) => trace.lead === lead);
    expect(at('V4')[0]).toMatchObject({ fromS: 7.5, toS: 10, leftMm: 20 + 7.5 * 25 });
    expect(at('aVR')[0]).toMatchObject({ fromS: 2.5, toS: 5 });
    expect(at('II').at(-1)).toMatchObject({ fromS: 0, toS: 10, leftMm: 20 });
  });

  it.each([
    ['6x2', 12, 6],
    ['12x1', 12, 12],
  ] as const)('%s shows %i strips in %i rows', (layout, count, rows) => {
    const { strips, pulses } = layOut(twelve, { ...settings, layout }, 10, 0);
    expect(strips).toHaveLength(count);
    expect(new Set(strips.map(({ baselineMm }) => baselineMm)).size).toBe(rows);
    expect(pulses).toHaveLength(rows);
  });

  it('doubles in width at 50 mm/s and in row height at 20 mm/mV', () => {
    const usual = layOut(twelve, { ...settings, layout: '12x1' }, 10, 0);
    const large = layOut(twelve, { speedMmPerS: 50, gainMmPerMv: 20, layout: '12x1' }, 10, 0);
    expect([usual.widthMm, large.widthMm]).toEqual([275, 525]);
    expect([usual.strips[0]?.heightMm, large.strips[0]?.heightMm]).toEqual([30, 60]);
  });

  it('shows what a short or long recording has, and leads outside the grid as rows of their own', () => {
    const extra = tracesOf(group(channel('V1', [0]), channel('V7', [0]), channel(null, [0])));
    const { strips } = layOut(extra, settings, 1.2, 0);
    expect(strips.map(({ trace }) => trace.label)).toEqual(['V1', 'V7', 'AUX']);
    expect(strips[1]).toMatchObject({ fromS: 0, toS: 1.2 });
    expect(layOut(twelve, settings, 1800, 60).strips[0]).toMatchObject({ fromS: 60, toS: 62.5 });
  });

  it('has no calibration pulse and no voltages for a row without calibration', () => {
    const traces = tracesOf(group(channel('II', [100], { calibration: null })));
    const sheet = layOut(traces, { ...settings, layout: '12x1' }, 10, 0);
    expect(sheet.pulses).toEqual([]);
    expect(locate(sheet, settings, 30, 20)).toMatchObject({ millivolts: null, atS: 0.4 });
  });
});

describe('calipers', () => {
  const sheet = layOut(twelve, { ...settings, layout: '12x1' }, 10, 0);

  it('find lead, time and voltage under a point and nothing beside the strips', () => {
    const strip = sheet.strips[1];
    const point = locate(sheet, settings, 20 + 50, (strip?.baselineMm ?? 0) - 5);
    expect(point).toMatchObject({ atS: 2, millivolts: 0.5 });
    expect(point?.strip.trace.lead).toBe('II');
    expect(locate(sheet, settings, 10, 20)).toBeNull();
  });

  it('measure 40 ms and 0.1 mV for one small square, a rate for a distance', () => {
    const strip = sheet.strips[0]!;
    const small = readCaliper({ xMm: 30, yMm: 20 }, { xMm: 31, yMm: 19 }, strip, settings);
    expect(small).toMatchObject({ durationMs: 40, millivolts: 0.1, ratePerMin: 1500 });
    const fast = { ...settings, speedMmPerS: 50, gainMmPerMv: 20 } as const;
    const beat = readCaliper({ xMm: 30, yMm: 20 }, { xMm: 70, yMm: 20 }, strip, fast);
    expect(beat).toMatchObject({ durationMs: 800, ratePerMin: 75 });
    expect(
      readCaliper({ xMm: 1, yMm: 1 }, { xMm: 1, yMm: 1 }, strip, settings).ratePerMin,
    ).toBeNull();
  });

  it('correct QT as textbooks do', () => {
    expect(qtcBazettMs(400, 1000)).toBe(400);
    expect(qtcBazettMs(360, 640)).toBeCloseTo(450, 6);
    expect(qtcFridericiaMs(360, 512)).toBeCloseTo(450, 6);
    expect(heartRatePerMin(750)).toBe(80);
  });
});
