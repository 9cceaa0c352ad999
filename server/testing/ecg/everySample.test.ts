import { describe, expect, it } from 'vitest';
import { EXPECTED_SAMPLES } from '../../../shared/domain/ecg/testing/expectedSamples';
import { crc32 } from '../../../shared/domain/ecg/testing/bytes';
import { parsed } from '../../../shared/domain/ecg/testing/parsed';
import { ecgFiles } from './ecgFiles';

describe('every sample of every real file, as another program reads it', () => {
  it.each(Object.entries(EXPECTED_SAMPLES))('%s', (name, groups) => {
    const recording = parsed(ecgFiles(name));
    expect(
      recording.groups.map(({ channels }) =>
        channels.map(({ label, samples }) => {
          const values = Array.from(samples);
          const by = (choose: (a: number, b: number) => number) => values.reduce(choose);
          return [
            label,
            values.length,
            values[0],
            by((a, b) => Math.min(a, b)),
            by((a, b) => Math.max(a, b)),
            by((a, b) => a + b),
            crc32(values),
          ];
        }),
      ),
    ).toEqual(groups);
  });
});

describe('what real files say beside their samples', () => {
  it('Philips 1.03: recorder, filter, numbers and interpretation', () => {
    const recording = parsed(ecgFiles('129DYPRG.XML'));
    expect(recording).toMatchObject({
      format: 'sierra',
      recordedAt: '2011-12-01T07:27:34',
      device: { model: 'HeartstartMRx' },
      recorderFilter: { highPassHz: 0.05, lowPassHz: 150, notchHz: null },
    });
    expect(recording.statements[0]).toBe('Sinus bradycardia · rate< 50');
    expect(recording.measurements).toContainEqual({
      key: 'heartRate',
      name: 'heartrate',
      value: 41,
      unit: '/min',
    });
    expect(recording.measurements).toContainEqual({
      key: 'qt',
      name: 'meanqtint',
      value: 476,
      unit: 'ms',
    });
  });

  it('Philips 1.04, in UTF-16: the 1 mV mark is 1 mV, the averaged beat has a calibration of its own', () => {
    const recording = parsed(ecgFiles('3191723_ZZDEMOPTONLY_1-04_orig.xml'));
    expect(recording.recordedAt).toBe('2010-01-19T15:19:22');
    const [rhythm, beat] = recording.groups;
    const { sensitivity = 0, unit } = rhythm?.channels[3]?.calibration ?? {};
    expect([(rhythm?.channels[3]?.samples[5400] ?? 0) * sensitivity, unit]).toEqual([1000, 'uV']);
    expect(beat?.channels[0]).toMatchObject({
      calibration: { sensitivity: 2.5, unit: 'uV' },
      padding: 32767,
    });
    expect(recording.measurements).toContainEqual({
      key: 'qtcBazett',
      name: 'qtcb',
      value: 417,
      unit: 'ms',
    });
    expect(recording.statements).toHaveLength(4);
  });

  it('SCP-ECG: intervals from its fiducial points, text in its own letters', () => {
    const recording = parsed(ecgFiles('ECG_20170504_163507_ANON000009.SCP'));
    expect(recording.measurements.map(({ key, value }) => [key, value])).toEqual([
      ['rr', 1000],
      ['pDuration', 92],
      ['pr', 167],
      ['qrs', 88],
      ['qt', 386],
      ['pAxis', 48],
      ['qrsAxis', 48],
      ['tAxis', 49],
      ['heartRate', 60],
      ['qtcBazett', 386],
    ]);
    expect(recording.statements).toEqual([
      'sinusrytm (långsam)',
      'hög P-amplitud',
      'normal EKG-variant',
    ]);
    expect(recording.device).toMatchObject({ model: 'MDW14' });
    // the person who anonymised it wrote the date the wrong way round
    expect(recording.recordedAt).toBeNull();
  });

  it('DICOM: interpretation and the points of each beat', () => {
    const recording = parsed(ecgFiles('waveform_ecg.dcm'));
    expect(recording.statements).toEqual(['RITMO SINUSALE', 'ECG NORMALE']);
    expect(recording.annotations.slice(0, 3)).toMatchObject([
      { kind: 'fiducial', atS: 0.298, code: 'P Onset' },
      { kind: 'fiducial', atS: 0.324, code: 'P Onset' },
      { kind: 'fiducial', atS: 0.412, code: 'P Offset' },
    ]);
    expect(recording.device).toEqual({ manufacturer: 'Mortara Instrument, Inc.', model: 'el250' });
  });

  it('aECG: a number that series and derived series repeat stands once', () => {
    const recording = parsed(ecgFiles('hl7aecg-Example2.xml'));
    expect(recording.measurements).toEqual([
      { key: 'heartRate', name: 'HEART_RATE', value: 52, unit: 'bmp' },
    ]);
    expect(recording.device).toEqual({ manufacturer: 'Manufacturer ABC', model: '12345' });
  });

  it('MIT-BIH 100: 2273 beats and the rhythm they begin in, at their samples', () => {
    const recording = parsed(ecgFiles('wfdb/100.hea'));
    const { annotations } = recording;
    expect(annotations[0]).toEqual({
      kind: 'rhythm',
      atS: 18 / 360,
      durationS: 0,
      code: '+',
      text: '(N',
    });
    const beats = annotations.filter(({ kind }) => kind === 'beat');
    expect(beats).toHaveLength(2273);
    expect(
      Object.fromEntries(
        ['N', 'A', 'V'].map((code) => [code, beats.filter((b) => b.code === code).length]),
      ),
    ).toEqual({
      N: 2239,
      A: 33,
      V: 1,
    });
    // sum of all positions, counted by the same Python program as the samples
    expect(annotations.reduce((sum, { atS }) => sum + Math.round(atS * 360), 0)).toBe(738342143);
  });

  it('PTB s0010: fifteen leads in 0.5 uV, the Frank leads by their names', () => {
    const [group] = parsed(ecgFiles('wfdb/s0010_re.hea')).groups;
    expect(group?.channels.map(({ lead }) => lead)).toEqual(
      'I II III aVR aVL aVF V1 V2 V3 V4 V5 V6 X Y Z'.split(' '),
    );
    expect(group?.channels[0]?.calibration).toEqual({
      sensitivity: 1 / 2000,
      correctionFactor: 1,
      baseline: 0,
      unit: 'mV',
    });
  });
});
