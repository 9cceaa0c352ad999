import { describe, expect, it } from 'vitest';
import { toMillivolts } from '../../amplitude';
import { ascii, fromHex, joined, u16 } from '../../testing/bytes';
import { codeOf, parsed, rowsOf } from '../../testing/parsed';
import { WFDB_VECTORS } from '../../testing/wfdbVectors';

const record = (header: string, files: Readonly<Record<string, Uint8Array>>) => [
  { name: 'r.hea', bytes: ascii(header) },
  ...Object.entries(files).map(([name, bytes]) => ({ name, bytes })),
];
const words = (...values: number[]): Uint8Array =>
  joined(...values.map((value) => u16(value & 0xffff)));

describe('WFDB signal formats', () => {
  it.each(WFDB_VECTORS)(
    'format %i gives every sample over its whole range',
    (format, samples, hex) => {
      const header = `r 1 500 ${samples.length}\nr.dat ${format} 200 16 0 100 0 0 II`;
      expect(rowsOf(parsed(record(header, { 'r.dat': fromHex(hex) })))).toEqual([samples]);
    },
  );

  it('takes interleaved signals of several files apart, behind an offset', () => {
    const header =
      'r 3 500 2\na.dat 16+4 200 16 0 0 0 0 I\na.dat 16+4 200 16 0 0 0 0 II\nb.dat 61 200 16 0 0 0 0 V1';
    const files = {
      'a.dat': joined([9, 9, 9, 9], words(1, 2, 3, 4)),
      'b.dat': Uint8Array.from([0, 5, 0xff, 0xff]),
    };
    const recording = parsed(record(header, files));
    expect(rowsOf(recording)).toEqual([
      [1, 3],
      [2, 4],
      [5, -1],
    ]);
    expect(recording.groups[0]?.channels.map(({ lead }) => lead)).toEqual(['I', 'II', 'V1']);
  });

  it('forms a group for each rate where signals have several samples in a frame', () => {
    const header = 'r 2 100 2\nr.dat 16 200 16 0 0 0 0 Resp\nr.dat 16x3 200 16 0 0 0 0 II';
    const recording = parsed(record(header, { 'r.dat': words(1, 10, 11, 12, 2, 13, 14, 15) }));
    expect(recording.groups.map(({ sampleRateHz }) => sampleRateHz)).toEqual([300, 100]);
    expect(rowsOf(recording, 0)).toEqual([[10, 11, 12, 13, 14, 15]]);
    expect(rowsOf(recording, 1)).toEqual([[1, 2]]);
  });

  it('does not know a compressed format', () => {
    expect(codeOf(record('r 1 500 1\nr.dat 516 200', { 'r.dat': words(1, 2) }))).toBe(
      'ecg.unsupported',
    );
  });
});

describe('WFDB calibration', () => {
  const millivolts = (line: string, ...samples: number[]) => {
    const [channel] =
      parsed(record(`r 1 500 ${samples.length}\nr.dat ${line}`, { 'r.dat': words(...samples) }))
        .groups[0]?.channels ?? [];
    const values = channel && toMillivolts(channel);
    return values?.ok
      ? Array.from(values.value, (value) => Number(value.toFixed(6)))
      : values?.error.code;
  };

  it.each([
    ['16 200 11 1024 995 0 0 II', [1224, 1024], [1, 0]],
    ['16 200(1000)/mV 11 1024 995 0 0 II', [1200, 1000], [1, 0]],
    ['16 1000(-5)/uV 16 0 0 0 0 II', [995], [0.001]],
    ['16 0.5/uV 16 0 0 0 0 II', [100], [0.2]],
  ])('%s', (line, samples, expected) => {
    expect(millivolts(line, ...samples)).toEqual(expected);
  });

  it('is missing without a gain or with gain 0; other units cannot be measured in millivolts', () => {
    expect(millivolts('16', 1)).toBe('ecg.uncalibrated');
    expect(millivolts('16 0 11 0 0 0 0 II', 1)).toBe('ecg.uncalibrated');
    expect(millivolts('16 25/mmHg 11 0 0 0 0 BP', 1)).toBe('ecg.unknownUnit');
  });

  it('leaves a gap where the format marks a sample as invalid', () => {
    const [channel] =
      parsed(record('r 1 500 2\nr.dat 16 200', { 'r.dat': words(-32768, 200) })).groups[0]
        ?.channels ?? [];
    const values = channel && toMillivolts(channel);
    expect(values?.ok && Array.from(values.value)).toEqual([Number.NaN, 1]);
  });
});

describe('WFDB segments', () => {
  const part = (name: string, line = '16 200 16 0 0 0 0 II') =>
    ascii(`${name} 1 500 3\n${name}.dat ${line}`);
  const files = {
    'a.hea': part('a'),
    'a.dat': words(1, 2, 3),
    'b.hea': part('b'),
    'b.dat': words(4, 5, 6),
  };

  it('stand one behind the other, gaps between them as nothing recorded', () => {
    const recording = parsed(record('r/3 1 500 8\na 3\n~ 2\nb 3', files));
    expect(rowsOf(recording)).toEqual([[1, 2, 3, -32768, -32768, 4, 5, 6]]);
    expect(recording.groups[0]?.channels[0]?.padding).toBe(-32768);
  });

  it('are refused when they differ in calibration, have variable layout or are missing', () => {
    const other = { ...files, 'b.hea': part('b', '16 100 16 0 0 0 0 II') };
    expect(codeOf(record('r/2 1 500 6\na 3\nb 3', other))).toBe('ecg.unsupported');
    expect(codeOf(record('r/2 1 500 3\nr_layout 0\na 3', files))).toBe('ecg.unsupported');
    expect(codeOf(record('r/2 1 500 6\na 3\nc 3', files))).toBe('ecg.damaged');
    expect(codeOf(record('r/2 1 500 6\na 4\nb 3', files))).toBe('ecg.damaged');
  });
});

describe('WFDB annotations', () => {
  const header = 'r 1 500 1000\nr.dat 16 200 16 0 0 0 0 II';
  const data = words(...Array.from({ length: 1000 }, () => 0));
  const pair = (code: number, value: number): number[] => u16((code << 10) | value);

  it('are beats, rhythm changes with their text, and marks, in order of time', () => {
    const atr = joined(
      pair(28, 10),
      pair(63, 6),
      ascii('(AFIB\0'),
      pair(1, 90),
      // 70000 samples on: SKIP, high half first
      pair(59, 0),
      [1, 0, 0x70, 0x11],
      pair(5, 0),
      pair(14, 3),
      [0, 0],
    );
    expect(parsed(record(header, { 'r.dat': data, 'r.atr': atr })).annotations).toEqual([
      { kind: 'rhythm', atS: 0.02, durationS: 0, code: '+', text: '(AFIB' },
      { kind: 'beat', atS: 0.2, durationS: 0, code: 'N', text: '' },
      { kind: 'beat', atS: 140.2, durationS: 0, code: 'V', text: '' },
      { kind: 'noise', atS: 140.206, durationS: 0, code: '~', text: '' },
    ]);
  });

  it('are believed when they state a time resolution of their own', () => {
    const text = '## time resolution: 1000';
    const atr = joined(pair(22, 0), pair(63, text.length), ascii(text), pair(1, 500), [0, 0]);
    expect(parsed(record(header, { 'r.dat': data, 'r.qrs': atr })).annotations).toMatchObject([
      { atS: 0.5, code: 'N' },
    ]);
  });

  it('that are cut off are damaged', () => {
    const atr = joined(pair(1, 90), pair(63, 100), ascii('short'));
    expect(codeOf(record(header, { 'r.dat': data, 'r.atr': atr }))).toBe('ecg.damaged');
  });
});

describe('WFDB headers that lie', () => {
  const data = { 'r.dat': words(1, 2, 3, 4) };

  it.each([
    ['more samples than the file holds', 'r 1 500 4000000000\nr.dat 16 200'],
    ['a file that is not there', 'r 1 500 4\nq.dat 16 200'],
    ['a file outside of the record', 'r 1 500 4\n../../etc/passwd 16 200'],
    ['fewer signals than it counts', 'r 2 500 4\nr.dat 16 200'],
    ['no line at all', ''],
    ['signals of one file in two codings', 'r 2 500 1\nr.dat 16 200\nr.dat 212 200'],
  ])('%s is damaged', (_, header) => {
    expect(codeOf(record(header, data))).toBe('ecg.damaged');
  });

  it('takes the length from the file when the header does not say', () => {
    expect(rowsOf(parsed(record('r 2 500\nr.dat 16 200\nr.dat 16 200', data)))).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('knows time and date only together', () => {
    const at = (line: string) => parsed(record(`r 1 500 4 ${line}\nr.dat 16 200`, data)).recordedAt;
    expect(at('8:30:00 1/3/2026')).toBe('2026-03-01T08:30:00');
    expect(at('8:30:00')).toBeNull();
    expect(at('8:30:00 31/2/2026')).toBeNull();
  });
});
