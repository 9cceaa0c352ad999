import { describe, expect, it } from 'vitest';
import { heartRatePerMin, qtcBazettMs, qtcFridericiaMs } from './intervals';
import { rowsOf } from './layouts';
import { leadByName, leadByNumber, STANDARD_LEADS, type LeadName } from './leads';
import {
  cutSheet,
  hasLevels,
  layOut,
  locate,
  USUAL_PAPER,
  yOf,
  type PaperSettings,
  type PaperSheet,
} from './paper';
import { PAGE_MM, printPages } from './printPages';
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
const settings: PaperSettings = USUAL_PAPER;
const ten = { fromS: 0, totalS: 10 };

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
    const { strips } = layOut(twelve, settings, ten);
    expect(strips).toHaveLength(13);
    const at = (lead: string) => strips.filter(({ trace }) => trace.lead === lead);
    expect(at('V4')[0]).toMatchObject({ fromS: 7.5, toS: 10, leftMm: 20 + 7.5 * 25 });
    expect(at('aVR')[0]).toMatchObject({ fromS: 2.5, toS: 5 });
    expect(at('II').at(-1)).toMatchObject({ fromS: 0, toS: 10, leftMm: 20 });
  });

  it.each([
    ['3x4+3', 15, 6],
    ['6x2', 12, 6],
    ['12x1', 12, 12],
  ] as const)('%s shows %i strips in %i rows', (layout, count, rows) => {
    const { strips, pulses } = layOut(twelve, { ...settings, layout }, ten);
    expect(strips).toHaveLength(count);
    expect(new Set(strips.map(({ baselineMm }) => baselineMm)).size).toBe(rows);
    expect(pulses).toHaveLength(rows);
  });

  it('takes the rhythm strips a reader chose, and others where those were not recorded', () => {
    const rhythm = (traces = twelve, leads: readonly LeadName[] = ['V1', 'II', 'V5']) =>
      rowsOf(traces, { ...settings, layout: '3x4+3', rhythmLeads: leads })
        .slice(3)
        .map(([trace]) => trace?.lead);
    expect(rhythm()).toEqual(['II', 'V1', 'V5']);
    const withoutII = twelve.filter(({ lead }) => lead !== 'II');
    expect(rhythm(withoutII, ['II', 'V1', 'V5', 'V6'])).toEqual(['V1', 'V5', 'V6']);
  });

  it('orders limb leads by their axes after Cabrera, with aVR turned round', () => {
    const rows = rowsOf(twelve, { ...settings, layout: '12x1', isCabrera: true });
    expect(rows.slice(0, 6).map(([trace]) => trace?.label)).toEqual([
      'aVL',
      'I',
      '−aVR',
      'II',
      'aVF',
      'III',
    ]);
    expect(rows[2]?.[0]?.values[1]).toBe(-1);
    expect(rowsOf(twelve, { ...settings, isCabrera: true })[2]?.[0]).toBe(rows[2]?.[0]);
  });

  it('is as long and high as speed and gain say', () => {
    const of = (parts: Partial<PaperSettings>) =>
      layOut(twelve, { ...settings, layout: '12x1', ...parts }, { fromS: 0, totalS: 60 });
    expect(of({}).widthMm).toBe(275);
    expect(of({ speedMmPerS: 50 }).widthMm).toBe(525);
    const slow = of({ speedMmPerS: 12.5 });
    expect([slow.widthMm, slow.toS]).toEqual([275, 20]);
    const tall = of({ limbGainMmPerMv: 20, chestGainMmPerMv: 20 });
    expect([of({}).strips[0]?.heightMm, tall.strips[0]?.heightMm]).toEqual([20, 40]);
  });

  it('grows at its edges for complexes that would leave it, but not for an artefact', () => {
    const reaching = (...values: number[]) =>
      layOut(
        twelve.map((trace) =>
          trace.lead === 'V4' ? { ...trace, values: Float32Array.from(values) } : trace,
        ),
        settings,
        ten,
      );
    const usual = layOut(twelve, settings, ten);
    const peakOf = (sheet: PaperSheet, value: number): number => {
      const strip = sheet.strips.find(({ trace }) => trace.lead === 'V4');
      return strip ? yOf(strip, value) : Number.NaN;
    };
    const tall = reaching(0, 3);
    expect(peakOf(usual, 3)).toBeLessThan(0);
    expect(peakOf(tall, 3)).toBeGreaterThanOrEqual(0);
    expect(tall.heightMm - usual.heightMm).toBe(10);
    expect(reaching(0, 2).heightMm).toBe(usual.heightMm);
    expect(reaching(0, 300).heightMm - usual.heightMm).toBe(20);
  });

  it('is wide enough for its own print, however short the recording', () => {
    expect(layOut(twelve, settings, { fromS: 0, totalS: 0.02 }).widthMm).toBe(120);
  });

  it('draws chest leads at their own gain and shows a pulse for each', () => {
    const sheet = layOut(twelve, { ...settings, chestGainMmPerMv: 5 }, ten);
    const height = (lead: string): number => {
      const strip = sheet.strips.find(({ trace }) => trace.lead === lead);
      return strip ? yOf(strip, 0) - yOf(strip, 1) : Number.NaN;
    };
    expect([height('II'), height('V3')]).toEqual([10, 5]);
    const [left, right] = sheet.pulses.filter(
      ({ baselineMm }) => baselineMm === sheet.pulses[0]?.baselineMm,
    );
    expect([left?.gainMmPerMv, right?.gainMmPerMv]).toEqual([10, 5]);
    expect(right?.leftMm).toBeGreaterThan(270);
    // the rhythm strip is a limb lead alone
    expect(sheet.pulses.filter(({ baselineMm }) => baselineMm === 110)).toHaveLength(1);
  });

  it('gives each of a few leads a row of its own instead of empty columns', () => {
    const extra = tracesOf(group(channel('V1', [0]), channel('V7', [0]), channel(null, [0])));
    const { strips } = layOut(extra, settings, { fromS: 0, totalS: 1.2 });
    expect(strips.map(({ trace }) => trace.label)).toEqual(['V1', 'V7', 'AUX']);
    expect(strips[1]).toMatchObject({ fromS: 0, toS: 1.2 });
  });

  it('packs leads beyond the twelve into rows of the same columns', () => {
    const fifteen = tracesOf(
      group(
        ...[...STANDARD_LEADS, 'V7' as const, 'V8' as const, 'V9' as const].map((lead) =>
          channel(lead, [0]),
        ),
      ),
    );
    const { strips } = layOut(fifteen, settings, ten);
    const posterior = strips.filter(({ trace }) => /V[789]/u.test(trace.label));
    expect(new Set(posterior.map(({ row }) => row)).size).toBe(1);
    expect(posterior.map(({ fromS }) => fromS)).toEqual([0, 2.5, 5]);
  });

  it('shows a window of a long recording', () => {
    expect(layOut(twelve, settings, { fromS: 60, totalS: 1800 }).strips[0]).toMatchObject({
      fromS: 60,
      toS: 62.5,
    });
  });

  it('has no calibration pulse for a row without calibration, and its shape fills the row', () => {
    const traces = tracesOf(group(channel('II', [100, 700], { calibration: null })));
    const sheet = layOut(traces, settings, ten);
    expect(sheet.pulses).toEqual([]);
    const [strip] = sheet.strips;
    if (!strip) throw new Error('no strip');
    const half = strip.heightMm / 2;
    for (const value of [100, 700])
      expect(Math.abs(yOf(strip, value) - strip.baselineMm)).toBeLessThan(half);
    expect(Math.abs(yOf(strip, 100) - yOf(strip, 700))).toBeGreaterThan(0.4 * strip.heightMm);
    expect(hasLevels(sheet)).toBe(false);
  });
});

describe('a point of the paper', () => {
  const sheet = layOut(twelve, { ...settings, layout: '12x1' }, ten);

  it('is a lead, a time and a voltage, and nothing beside the strips', () => {
    const strip = sheet.strips[1];
    const point = locate(sheet, 20 + 50, (strip?.baselineMm ?? 0) - 5);
    expect(point).toMatchObject({ atS: 2, value: 0.5 });
    expect(point?.strip.trace.lead).toBe('II');
    expect(locate(sheet, 10, 20)).toBeNull();
  });
});

describe('printed pages', () => {
  const rows = rowsOf(twelve, settings);
  const inside = ({ widthMm, heightMm }: { widthMm: number; heightMm: number }): boolean =>
    widthMm <= PAGE_MM.width - 2 * PAGE_MM.rim && heightMm <= 165;

  it.each([
    ['ten seconds at 25 mm/s', {}, 1],
    ['ten seconds at 50 mm/s', { speedMmPerS: 50 }, 2],
    ['twenty seconds at 12.5 mm/s', { speedMmPerS: 12.5 }, 1],
    ['two gains', { chestGainMmPerMv: 5 }, 1],
  ] as const)('hold %s in true size', (_, parts, pages) => {
    const sheets = printPages(rows, { ...settings, ...parts }, { fromS: 0, totalS: 40 });
    expect(sheets).toHaveLength(pages);
    expect(sheets.every(inside)).toBe(true);
    expect(sheets[0]?.speedMmPerS).toBe({ ...settings, ...parts }.speedMmPerS);
  });

  it.each(['3x4+1', '3x4+3', '6x2', '12x1'] as const)(
    'hold %s with complexes that need room at its edges',
    (layout) => {
      const tall = twelve.map((trace) => ({ ...trace, values: Float32Array.of(4, -4) }));
      const chosen = { ...settings, layout };
      const sheets = printPages(rowsOf(tall, chosen), chosen, ten);
      expect(sheets.every(inside)).toBe(true);
    },
  );

  it('break between rows where the gain is higher than a page', () => {
    const high = {
      ...settings,
      layout: '12x1',
      limbGainMmPerMv: 20,
      chestGainMmPerMv: 20,
    } as const;
    const sheets = printPages(rowsOf(twelve, high), high, ten);
    expect(sheets).toHaveLength(2);
    expect(sheets.map(({ strips }) => strips.length)).toEqual([6, 6]);
    expect(sheets.every(inside)).toBe(true);
    expect(sheets[1]?.strips[0]?.mmPerUnit).toBe(20);
  });

  it('begin and end with the leads of their own seconds', () => {
    const sheet = layOut(twelve, { ...settings, speedMmPerS: 50 }, ten);
    const second = cutSheet(sheet, 5, 10);
    const first = second.strips.find(({ trace }) => trace.lead === 'V1');
    expect(first).toMatchObject({ fromS: 5, toS: 7.5, leftMm: 20 });
    expect(second.strips.some(({ trace }) => trace.lead === 'aVR')).toBe(false);
    expect(second.widthMm).toBe(275);
  });
});

describe('intervals', () => {
  it('correct QT as textbooks do', () => {
    expect(qtcBazettMs(400, 1000)).toBe(400);
    expect(qtcBazettMs(360, 640)).toBeCloseTo(450, 6);
    expect(qtcFridericiaMs(360, 512)).toBeCloseTo(450, 6);
    expect(heartRatePerMin(750)).toBe(80);
  });
});
