import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMillivolts } from '../../amplitude';
import { buildEdf, timed, type EdfSpec } from '../../testing/edfBuilder';
import { codeOf, parsed, rowsOf } from '../../testing/parsed';
import { MISSING } from '../opening';

const TWO: EdfSpec['signals'] = [
  {
    label: 'ECG I',
    records: [
      [1, -2, 32767],
      [4, 5, -32768],
    ],
  },
  {
    label: 'ECG V5',
    records: [
      [7, 8, 9],
      [10, 11, 12],
    ],
  },
];

describe('EDF', () => {
  it('gives every sample of every signal, with lead, time and filter', () => {
    const signals = [
      {
        ...TWO[0],
        label: 'ECG I',
        prefilter: 'HP:0.05Hz LP:150Hz N:50Hz',
        records: TWO[0]?.records ?? [],
      },
      ...TWO.slice(1),
    ];
    const recording = parsed(buildEdf({ signals }));
    expect(rowsOf(recording)).toEqual([
      [1, -2, 32767, 4, 5, -32768],
      [7, 8, 9, 10, 11, 12],
    ]);
    expect(recording.groups[0]).toMatchObject({
      sampleRateHz: 3,
      channels: [{ lead: 'I' }, { lead: 'V5' }],
    });
    expect(recording).toMatchObject({
      format: 'edf',
      recordedAt: '2026-03-01T08:30:00',
      device: { model: 'Test Recorder' },
      recorderFilter: { highPassHz: 0.05, lowPassHz: 150, notchHz: 50 },
    });
  });

  it('reads the 24 bit samples of BDF and leaves its status signal out', () => {
    const recording = parsed(
      buildEdf({
        format: 'BDF',
        signals: [
          { label: 'ECG II', records: [[-8388608, 8388607, -1]] },
          { label: 'Status', records: [[1, 2, 3]] },
        ],
      }),
    );
    expect(recording.format).toBe('bdf');
    expect(rowsOf(recording)).toEqual([[-8388608, 8388607, -1]]);
  });

  it('any samples survive in records of any size', () => {
    const sample = fc.integer({ min: -32768, max: 32767 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(sample),
        (per, records, stream) => {
          const rows = Array.from({ length: records }, () => [...stream.take(per)]);
          const bytes = buildEdf({ signals: [{ label: 'X', records: rows }] });
          expect(rowsOf(parsed(bytes))).toEqual([rows.flat()]);
        },
      ),
    );
  });

  it.each([
    ['uV', ['-3276.8', '3276.7'], ['-32768', '32767'], 100, 0.01],
    ['mV', ['-5', '5'], ['-2048', '2047'], 2047, 5],
    // inverted on purpose, as EDF+ allows
    ['mV', ['5', '-5'], ['-2048', '2047'], 2047, -5],
    ['V', ['0', '0.004'], ['0', '4000'], 1000, 1],
  ] as const)('calibrates %s between %s and %s', (unit, physical, digital, sample, millivolts) => {
    const bytes = buildEdf({
      signals: [{ label: 'II', unit, physical, digital, records: [[sample]] }],
    });
    const [channel] = parsed(bytes).groups[0]?.channels ?? [];
    const values = channel && toMillivolts(channel);
    expect(values?.ok && values.value[0]).toBeCloseTo(millivolts, 5);
  });

  it.each([
    ['no unit', { unit: '' }, 'ecg.uncalibrated'],
    ['equal physical ends', { physical: ['0', '0'] }, 'ecg.uncalibrated'],
    ['equal digital ends', { digital: ['5', '5'] }, 'ecg.uncalibrated'],
    ['a unit of pressure', { unit: 'mmHg' }, 'ecg.unknownUnit'],
  ] as const)('measures nothing with %s', (_, part, code) => {
    const [channel] =
      parsed(buildEdf({ signals: [{ label: 'II', records: [[1]], ...part }] })).groups[0]
        ?.channels ?? [];
    expect(channel && toMillivolts(channel)).toMatchObject({ error: { code } });
  });

  it('takes two-digit years of the last century from 85 on', () => {
    const at = (recording: string) => parsed(buildEdf({ recording, signals: TWO })).recordedAt;
    expect(at('whatever')).toBe('2026-03-01T08:30:00');
    expect(at('Startdate 02-APR-1999 X X X')).toBe('1999-04-02T08:30:00');
  });

  it('groups signals by rate, leads first', () => {
    const recording = parsed(
      buildEdf({
        signals: [
          { label: 'Resp', records: [[1]] },
          { label: 'II', records: [[2, 3, 4, 5]] },
        ],
      }),
    );
    expect(recording.groups.map(({ sampleRateHz }) => sampleRateHz)).toEqual([4, 1]);
  });
});

describe('EDF+', () => {
  it('has annotations in seconds from its first sample', () => {
    const recording = parsed(
      buildEdf({
        format: 'EDF+C',
        signals: TWO,
        annotations: [
          timed('+0.5') + timed('+1.25', 'A', 'B'),
          timed('+1.5') + '+0.75\u00150.5\u0014long\u0014\0',
        ],
      }),
    );
    expect(recording.annotations).toEqual([
      { kind: 'note', atS: 0.25, durationS: 0.5, code: '', text: 'long' },
      { kind: 'note', atS: 0.75, durationS: 0, code: '', text: 'A' },
      { kind: 'note', atS: 0.75, durationS: 0, code: '', text: 'B' },
    ]);
  });

  it('keeps samples behind a pause at their place in time', () => {
    const recording = parsed(
      buildEdf({ format: 'EDF+D', signals: TWO, annotations: [timed('+0'), timed('+2.3334')] }),
    );
    expect(rowsOf(recording)[1]).toEqual([7, 8, 9, MISSING, MISSING, MISSING, MISSING, 10, 11, 12]);
    const [channel] = recording.groups[0]?.channels ?? [];
    const values = channel && toMillivolts(channel);
    expect(values?.ok && Number.isNaN(values.value[4])).toBe(true);
  });

  it.each([
    ['overlap', [timed('+0'), timed('+0.4')]],
    ['go back', [timed('+5'), timed('+0')]],
    ['do not say when', [timed('+0'), '']],
  ])('is damaged when records %s', (_, annotations) => {
    expect(codeOf(buildEdf({ format: 'EDF+D', signals: TWO, annotations }))).toBe('ecg.damaged');
  });

  it('is refused when it consists of pauses, and damaged when a time cannot be', () => {
    const after = (onset: string) =>
      codeOf(buildEdf({ format: 'EDF+D', signals: TWO, annotations: [timed('+0'), timed(onset)] }));
    expect(after('+3000')).toBe('ok');
    expect(after('+2600000')).toBe('ecg.unsupported');
    expect(after('+99999999999')).toBe('ecg.damaged');
  });
});

describe('EDF headers that lie', () => {
  const sound = buildEdf({ signals: TWO });
  const changed = (at: number, text: string): Uint8Array => {
    const bytes = sound.slice();
    [...text].forEach((letter, index) => (bytes[at + index] = letter.charCodeAt(0)));
    return bytes;
  };

  it.each([
    ['more records than stored', 236, '3       '],
    ['a negative number of records', 236, '-7      '],
    ['no signals', 252, '0   '],
    ['another header length', 184, '512     '],
    ['no record duration', 244, 'x       '],
  ])('%s is damaged', (_, at, text) => {
    expect(codeOf(changed(at, text))).toBe('ecg.damaged');
  });

  it('counts the records itself when the recorder did not', () => {
    expect(rowsOf(parsed(changed(236, '-1      ')))[0]).toHaveLength(6);
  });

  it('cut short is damaged, annotations alone are no ECG', () => {
    expect(codeOf(sound.slice(0, -1))).toBe('ecg.damaged');
    expect(codeOf(sound.slice(0, 300))).toBe('ecg.damaged');
    expect(codeOf(buildEdf({ format: 'EDF+C', signals: [], annotations: [timed('+0')] }))).toBe(
      'ecg.unsupported',
    );
  });
});
