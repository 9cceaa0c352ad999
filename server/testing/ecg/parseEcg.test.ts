import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toMillivolts } from '../../../shared/domain/ecg/amplitude';
import { parseEcg } from '../../../shared/domain/ecg/parseEcg';
import { durationS, type EcgRecording } from '../../../shared/domain/ecg/recording';
import {
  buildWaveform,
  type WaveformSpec,
} from '../../../shared/domain/ecg/testing/waveformBuilder';

const file = (name: string): ArrayBuffer =>
  Uint8Array.from(readFileSync(new URL(`../../../../shared/data/ecg/${name}`, import.meta.url)))
    .buffer;

function parsed(bytes: ArrayBuffer): EcgRecording {
  const recording = parseEcg(bytes);
  if (!recording.ok) throw new Error(`${recording.error.code}: ${recording.error.message}`);
  return recording.value;
}
const codeOf = (bytes: ArrayBuffer): string => {
  const recording = parseEcg(bytes);
  return recording.ok ? 'ok' : recording.error.code;
};
const latin1 = (text: string): ArrayBuffer =>
  Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer;

/** First sample, smallest, largest, sum: computed with other programs (dcmdump, Python) from the same files. */
const summary = (samples: ArrayLike<number>): number[] => {
  const values = Array.from(samples);
  return [
    values[0] ?? NaN,
    Math.min(...values),
    Math.max(...values),
    values.reduce((a, b) => a + b, 0),
  ];
};

describe('DICOM 12-lead ECG of a real recorder', () => {
  const recording = parsed(file('waveform_ecg.dcm'));

  it('gives every sample of every lead, in the file and lead order', () => {
    const [rhythm] = recording.groups;
    expect(rhythm?.channels.map(({ lead }) => lead)).toEqual(
      'I II III aVR aVL aVF V1 V2 V3 V4 V5 V6'.split(' '),
    );
    expect(rhythm?.channels.map(({ samples }) => summary(samples))).toEqual([
      [80, -50, 580, 741291],
      [90, -167, 910, 726870],
      [10, -235, 350, -14421],
      [-85, -745, 68, -731598],
      [35, -98, 275, 375411],
      [50, -200, 620, 353730],
      [40, -900, 165, 286220],
      [15, -665, 220, 317155],
      [-10, -870, 640, 293860],
      [-20, -210, 860, 304835],
      [-55, -180, 1570, 308945],
      [-40, -130, 1155, 307350],
    ]);
  });

  it('reads both multiplex groups, the averaged beat after the rhythm', () => {
    expect(
      recording.groups.map((group) => [group.kind, group.sampleRateHz, durationS(group)]),
    ).toEqual([
      ['rhythm', 1000, 10],
      ['averagedBeat', 1000, 1.2],
    ]);
    expect(summary(recording.groups[1]?.channels[11]?.samples ?? [])).toEqual([
      40, -30, 1190, 105620,
    ]);
  });

  it('takes 1.25 uV per bit from the file, not 1', () => {
    const channel = recording.groups[0]?.channels[10];
    const millivolts = channel && toMillivolts(channel);
    expect(millivolts?.ok && Math.max(...millivolts.value)).toBeCloseTo(1570 * 0.00125, 6);
  });

  it('keeps time and the global measurements of the recorder', () => {
    expect(recording.recordedAt).toBe('2013-01-25T10:59:19');
    const [qt, rr] = [
      { key: 'qt', name: 'QT Interval', value: 368, unit: 'ms' },
      { key: 'rr', name: 'RR Interval', value: 982, unit: 'ms' },
    ];
    expect(recording.measurements).toContainEqual(qt);
    expect(recording.measurements).toContainEqual(rr);
  });
});

describe('DICOM waveform codings', () => {
  const base: WaveformSpec = {
    bitsAllocated: 16,
    interpretation: 'SS',
    samples: [
      [-32768, -1, 0, 32767],
      [1, 2, 3, 4],
    ],
    sensitivity: { value: '4.88', unit: 'uV' },
    leadCodes: ['2:1', 'MDC_ECG_LEAD_V4R'],
  };
  const first = (spec: Partial<WaveformSpec>) =>
    parsed(buildWaveform({ ...base, ...spec })).groups[0];
  const values = (spec: Partial<WaveformSpec>) =>
    first(spec)?.channels.map(({ samples }) => Array.from(samples));

  it.each([true, false])('reads 16 bit signed samples, explicit VR %s', (explicit) => {
    expect(values({ explicit })).toEqual(base.samples);
    expect(first({ explicit })?.channels.map(({ lead }) => lead)).toEqual(['I', 'V4R']);
  });

  it.each([
    ['US', 16, [0, 32768, 65535]],
    ['SB', 8, [-128, -1, 127]],
    ['UB', 8, [0, 128, 255]],
  ] as const)('reads %s samples over their whole range', (interpretation, bitsAllocated, row) => {
    const samples = [row, row];
    expect(values({ interpretation, bitsAllocated, samples })).toEqual(samples);
  });

  it('applies sensitivity, correction factor, baseline and unit', () => {
    const sensitivity = { value: '2.5', unit: 'uV', correction: '1.02', baseline: '-100' };
    const channel = first({ sensitivity, samples: [[1000], [0]] })?.channels[0];
    const millivolts = channel && toMillivolts(channel);
    expect(millivolts?.ok && millivolts.value[0]).toBeCloseTo((1000 * 2.5 * 1.02 - 100) / 1000, 5);
  });

  it('leaves a gap where the padding value stands', () => {
    const channel = first({ padding: -32768 })?.channels[0];
    const millivolts = channel && toMillivolts(channel);
    expect(millivolts?.ok && millivolts.value[0]).toBeNaN();
    expect(millivolts?.ok && millivolts.value[1]).toBeCloseTo(-0.00488, 6);
  });

  it('says that it cannot measure when sensitivity is missing or in an unknown unit', () => {
    const { sensitivity: _left, ...without } = base;
    const [bare, odd] = [
      parsed(buildWaveform(without)).groups[0]?.channels[0],
      first({ sensitivity: { value: '1', unit: 'mm[Hg]' } })?.channels[0],
    ];
    expect(bare && toMillivolts(bare)).toMatchObject({ error: { code: 'ecg.uncalibrated' } });
    expect(odd && toMillivolts(odd)).toMatchObject({ error: { code: 'ecg.unknownUnit' } });
  });

  it('turns sample skew into seconds', () => {
    expect(first({ sampleSkew: '5' })?.channels[0]?.skewS).toBe(0.01);
  });

  it('refuses companded samples and big endian files instead of drawing noise', () => {
    expect(codeOf(buildWaveform({ ...base, bitsAllocated: 8, interpretation: 'MB' }))).toBe(
      'ecg.unsupported',
    );
    expect(codeOf(buildWaveform({ ...base, transferSyntax: '1.2.840.10008.1.2.2' }))).toBe(
      'ecg.unsupported',
    );
  });
});

describe('HL7 aECG', () => {
  it('reads rhythm and representative beat of a real file', () => {
    const recording = parsed(file('hl7aecg-Example2.xml'));
    expect(recording.groups.map(({ kind, sampleRateHz }) => [kind, sampleRateHz])).toEqual([
      ['rhythm', 1000],
      ['averagedBeat', 1000],
    ]);
    const [rhythm, beat] = recording.groups;
    expect(summary(rhythm?.channels[1]?.samples ?? [])).toEqual([82, -62, 479, 379888]);
    expect(summary(rhythm?.channels[9]?.samples ?? [])).toEqual([110, -220, 865, 90199]);
    expect(summary(beat?.channels[11]?.samples ?? [])).toEqual([5, -40, 600, 43490]);
    expect(rhythm?.channels[9]).toMatchObject({
      lead: 'V4',
      calibration: { sensitivity: 2.5, unit: 'uV' },
    });
    expect(recording.recordedAt).toBe('2004-01-15T11:20:04');
  });

  it('reads a minimal file with one lead and an absolute time base', () => {
    const [group] = parsed(file('minimum_aecg.xml')).groups;
    expect(group).toMatchObject({ sampleRateHz: 500 });
    expect(group?.channels.map(({ lead, samples }) => [lead, samples.length])).toEqual([
      ['II', 13],
    ]);
  });

  const digits = (text: string) =>
    latin1(
      `<AnnotatedECG><component><series><component><sequenceSet><component><sequence><code code="TIME_RELATIVE"/>
       <value><increment value="2" unit="ms"/></value></sequence></component><component><sequence>
       <code code="MDC_ECG_LEAD_II"/><value><digits>${text}</digits></value></sequence></component></sequenceSet>
       </component></series></component></AnnotatedECG>`,
    );

  it('has no calibration when the scale is missing', () => {
    expect(parsed(digits('1 2 3')).groups[0]?.channels[0]?.calibration).toBeNull();
  });

  it.each(['', '1 2 x', '1.5 2', '1e400'])('refuses the digits "%s"', (text) => {
    expect(codeOf(digits(text))).toBe('ecg.damaged');
  });

  it('refuses a document type declaration, other XML and unclosed elements', () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><AnnotatedECG/>';
    expect(codeOf(latin1(bomb))).toBe('ecg.unsupported');
    expect(codeOf(latin1('<html><body/></html>'))).toBe('ecg.unsupported');
    expect(codeOf(latin1('<AnnotatedECG><component>'))).toBe('ecg.damaged');
    expect(codeOf(latin1('<AnnotatedECG/>'))).toBe('ecg.unsupported');
    expect(codeOf(latin1('<a>'.repeat(5000)))).toBe('ecg.damaged');
  });
});

describe('SCP-ECG', () => {
  it.each([
    [
      'ECG_20170504_163507_ANON000009.SCP',
      [
        [-12, -38, 172, 9138],
        [-29, -73, 257, -24757],
        [-5, -16, 91, 8452],
        [-12, -36, 181, 23290],
        [-24, -66, 253, -7516],
        [-31, -90, 374, -3715],
        [-22, -62, 255, -3247],
        [-15, -41, 177, -2770],
      ],
    ],
    [
      'ECG_20070321_110542_ANON000004.SCP',
      [
        [5, -90, 380, 65977],
        [-11, -250, 613, -251472],
        [22, -561, 178, 100420],
        [-15, -166, 42, -28556],
        [-6, -74, 299, 81954],
        [-26, -135, 546, 61939],
        [-22, -113, 448, 18574],
        [-27, -102, 367, 36074],
      ],
    ],
  ])('decodes the Huffman coded differences of %s like another decoder', (name, expected) => {
    const [group] = parsed(file(name)).groups;
    expect(group?.channels.map(({ lead }) => lead)).toEqual('I II V1 V2 V3 V4 V5 V6'.split(' '));
    expect(group?.channels.map(({ samples }) => summary(samples))).toEqual(expected);
    expect(group?.channels[0]?.calibration).toMatchObject({ sensitivity: 3750, unit: 'nV' });
    expect(group?.sampleRateHz).toBeCloseTo(599.88, 2);
  });
});

describe('hostile and damaged files', () => {
  it.each(['waveform_ecg.dcm', 'hl7aecg-Example2.xml', 'ECG_20170504_163507_ANON000009.SCP'])(
    '%s cut short anywhere is damaged, never half an ECG',
    (name) => {
      const whole = file(name);
      for (const part of [0.05, 0.3, 0.6, 0.9, 0.999]) {
        expect(codeOf(whole.slice(0, Math.floor(whole.byteLength * part)))).toBe('ecg.damaged');
      }
    },
  );

  it.each(['waveform_ecg.dcm', 'minimum_aecg.xml', 'ECG_20070321_110542_ANON000004.SCP'])(
    '%s with flipped bytes is read or refused with a code, quickly',
    (name) => {
      const whole = new Uint8Array(file(name));
      let seed = 20261123;
      const random = (below: number): number => {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      const startedAt = performance.now();
      for (let round = 0; round < 150; round++) {
        const bytes = whole.slice();
        // Headers are where the harm is done: three of four hits go there.
        for (let hit = 0; hit < 4; hit++) {
          bytes[random(hit < 3 ? Math.min(3000, bytes.length) : bytes.length)] = random(256);
        }
        expect(['ok', 'ecg.damaged', 'ecg.unsupported']).toContain(codeOf(bytes.buffer));
      }
      expect(performance.now() - startedAt).toBeLessThan(10_000);
    },
  );

  it.each([
    ['an empty file', new ArrayBuffer(0)],
    ['a picture', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]).buffer],
    ['plain text', latin1('lead II')],
  ])('%s is not taken for an ECG', (_, bytes) => {
    expect(codeOf(bytes)).toBe('ecg.unsupported');
  });
});
