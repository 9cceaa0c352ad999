import { describe, expect, it } from 'vitest';
import { toMillivolts } from '../../amplitude';
import { ascii } from '../../testing/bytes';
import { buildMuse, type MuseSpec } from '../../testing/museBuilder';
import { codeOf, parsed, rowsOf } from '../../testing/parsed';
import { tracesOf } from '../../traces';

const EIGHT = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const leads = Object.fromEntries(
  EIGHT.map((lead, at) => [lead, [-32768, 32767, 0, -1, 205 * (at + 1)]]),
);
const read = (spec: Partial<MuseSpec> = {}) => parsed(ascii(buildMuse({ leads, ...spec })));

describe('MUSE XML', () => {
  it('gives every sample of the leads it stores, and no others', () => {
    const recording = read();
    expect(recording.groups[0]?.channels.map(({ lead }) => lead)).toEqual(EIGHT);
    expect(rowsOf(recording)).toEqual(Object.values(leads));
    expect(recording).toMatchObject({
      format: 'muse',
      recordedAt: '2026-03-01T08:30:00',
      device: { manufacturer: 'GE', model: 'MAC55' },
      recorderFilter: { highPassHz: 0.16, lowPassHz: 150, notchHz: 50 },
    });
  });

  it.each([
    ['4.88', 'MICROVOLTS', 0.0244],
    ['4,88', 'MICROVOLTS', 0.0244],
    ['2.5', 'MICROVOLTS', 0.0125],
    ['0.005', 'MILLIVOLTS', 0.025],
  ])('takes %s %s a bit from the file', (unitsPerBit, units, millivolts) => {
    const [channel] = read({ unitsPerBit, units, leads: { I: [5] } }).groups[0]?.channels ?? [];
    const values = channel && toMillivolts(channel);
    expect(values?.ok && values.value[0]).toBeCloseTo(millivolts, 7);
  });

  it('measures nothing where units are missing or unknown', () => {
    const [bare] = read({ unitsPerBit: null }).groups[0]?.channels ?? [];
    const [odd] = read({ units: 'FURLONGS' }).groups[0]?.channels ?? [];
    expect(bare && toMillivolts(bare)).toMatchObject({ error: { code: 'ecg.uncalibrated' } });
    expect(odd && toMillivolts(odd)).toMatchObject({ error: { code: 'ecg.unknownUnit' } });
  });

  it('has its limb leads computed and marked where they are shown', () => {
    const group = read({ leads: { I: [100], II: [300] } }).groups[0];
    const traces = group ? tracesOf(group) : [];
    const inUv = traces.map(({ lead, values, derived }) => [
      lead,
      Math.round((values[0] ?? 0) * 1000),
      derived,
    ]);
    expect(inUv).toEqual([
      ['I', 488, false],
      ['II', 1464, false],
      ['III', 976, true],
      ['aVR', -976, true],
      ['aVL', -244, true],
      ['aVF', 1220, true],
    ]);
  });

  it('puts the median beat behind the rhythm and reads what the cart computed', () => {
    const recording = read({
      medianLeads: { I: [1, 2] },
      statements: [['Normal sinus'], ['rhythm', 'ENDSLINE'], ['Left axis deviation', 'ENDSLINE']],
    });
    expect(recording.groups.map(({ kind }) => kind)).toEqual(['rhythm', 'averagedBeat']);
    expect(recording.statements).toEqual(['Normal sinus rhythm', 'Left axis deviation']);
    expect(recording.measurements).toContainEqual({
      key: 'qt',
      name: 'QTInterval',
      value: 400,
      unit: 'ms',
    });
    expect(recording.measurements).toContainEqual({
      key: 'qrsAxis',
      name: 'RAxis',
      value: -30,
      unit: 'deg',
    });
  });

  it.each([
    ['fewer samples than announced', buildMuse({ leads, sampleCount: 6 })],
    ['no base64', buildMuse({ leads }).replace(/<WaveFormData>\n./gu, '<WaveFormData>\n*')],
    ['no rate', buildMuse({ leads, rateHz: 0 })],
  ])('is damaged with %s', (_, xml) => {
    expect(codeOf(ascii(xml))).toBe('ecg.damaged');
  });

  it('is refused with a document type that defines something', () => {
    const xml = buildMuse({ leads }).replace('"restecg.dtd"', '"restecg.dtd" [<!ENTITY a "aaaa">]');
    expect(codeOf(ascii(xml))).toBe('ecg.unsupported');
  });
});
