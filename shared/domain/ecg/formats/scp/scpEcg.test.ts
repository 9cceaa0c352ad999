import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMillivolts } from '../../amplitude';
import { buildScp, type ScpSpec } from '../../testing/scpBuilder';
import { codeOf, parsed, rowsOf } from '../../testing/parsed';

/** Smooth enough for differences to stay within 16 bits, with steps that need long codes. */
const wave = (length: number, phase: number): number[] =>
  Array.from({ length }, (_, at) =>
    Math.round(900 * Math.sin(at / 9 + phase) + (at % 97 === 0 ? 700 : 0)),
  );
const LEADS = [wave(500, 0), wave(500, 1), wave(500, 2)];

describe('SCP-ECG compression', () => {
  it.each([
    ['plain', 0],
    ['plain', 1],
    ['plain', 2],
    ['default', 0],
    ['default', 1],
    ['default', 2],
    ['own', 0],
    ['own', 1],
    ['own', 2],
  ] as const)(
    '%s coding with differences of order %i gives every sample back',
    (coding, differences) => {
      const recording = parsed(buildScp({ leads: LEADS, coding, differences }));
      expect(rowsOf(recording)).toEqual(LEADS);
      expect(recording.groups[0]?.channels.map(({ lead }) => lead)).toEqual(['I', 'II', 'V1']);
      expect(recording).toMatchObject({ isLossy: false, groups: [{ sampleRateHz: 500 }] });
    },
  );

  it('any 16 bit samples survive the default table', () => {
    const sample = fc.integer({ min: -8000, max: 8000 });
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0, 1, 2),
        (samples, differences) => {
          const bytes = buildScp({ leads: [samples], differences: differences });
          expect(rowsOf(parsed(bytes))).toEqual([samples]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const BEAT = [wave(100, 3), wave(100, 4), wave(100, 5)];
const BEATS = [
  { type: 0, first: 60, fiducial: 90, last: 120 },
  { type: 1, first: 150, fiducial: 180, last: 200 },
  // begins before the reference beat does: only what it covers was subtracted
  { type: 0, first: 300, fiducial: 320, last: 360 },
];
const reference = (
  nanovolts: number,
  isSubtracted: boolean,
): NonNullable<ScpSpec['reference']> => ({
  leads: BEAT,
  nanovolts,
  fiducial: 41,
  isSubtracted,
  beats: BEATS,
});

describe('SCP-ECG reference beat', () => {
  it('is added where it was subtracted, and is a group of its own', () => {
    const recording = parsed(buildScp({ leads: LEADS, reference: reference(2500, true) }));
    expect(rowsOf(recording)).toEqual(LEADS);
    expect(rowsOf(recording, 1)).toEqual(BEAT);
    expect(recording.groups.map(({ kind }) => kind)).toEqual(['rhythm', 'averagedBeat']);
  });

  it('is added in a unit that both are whole multiples of', () => {
    const recording = parsed(
      buildScp({ leads: LEADS, nanovolts: 2500, reference: reference(5000, true) }),
    );
    const channel = recording.groups[0]?.channels[1];
    expect(rowsOf(recording)).toEqual(LEADS);
    expect(channel?.calibration).toMatchObject({ sensitivity: 2500, unit: 'nV' });
    const fine = parsed(
      buildScp({ leads: LEADS, nanovolts: 2500, reference: reference(1250, false) }),
    );
    expect(fine.groups.map(({ channels }) => channels[0]?.calibration?.sensitivity)).toEqual([
      2500, 1250,
    ]);
  });

  it('is left alone when it was not subtracted', () => {
    const recording = parsed(buildScp({ leads: LEADS, reference: reference(2500, false) }));
    expect(rowsOf(recording)).toEqual(LEADS);
  });
});

describe('SCP-ECG bimodal compression', () => {
  const zones = [
    [41, 120],
    [150, 263],
    [300, 431],
  ] as const;
  const bytes = buildScp({
    leads: LEADS,
    reference: reference(2500, false),
    bimodal: { factor: 4, zones },
  });

  it('gives protected zones back exactly and says that the rest is filled in', () => {
    const recording = parsed(bytes);
    expect(recording.isLossy).toBe(true);
    expect(recording.groups[0]).toMatchObject({ sampleRateHz: 500 });
    for (const [index, row] of rowsOf(recording).entries()) {
      for (const [first, last] of zones) {
        expect(row.slice(first - 1, last)).toEqual(LEADS[index]?.slice(first - 1, last));
      }
    }
  });

  it('draws straight lines between the stored samples elsewhere', () => {
    const ramp = [Array.from({ length: 500 }, (_, at) => 3 * at)];
    const recording = parsed(
      buildScp({
        leads: ramp,
        reference: { ...reference(2500, false), leads: [wave(100, 1)] },
        bimodal: { factor: 4, zones },
      }),
    );
    const [row = []] = rowsOf(recording);
    // two samples at either end of a stretch repeat the nearest stored one
    expect(row.slice(2, 38)).toEqual(ramp[0]?.slice(2, 38));
    expect(row).toHaveLength(500);
  });
});

describe('SCP-ECG that lies', () => {
  const sound = buildScp({ leads: LEADS });
  const changed = (at: number, ...values: number[]): Uint8Array => {
    const bytes = sound.slice();
    bytes.set(values, at);
    return bytes;
  };
  const section3 = 6 + 136 + 18 + 16;

  it('has no samples it does not store, however many it announces', () => {
    expect(codeOf(changed(section3 + 2 + 4, 0xff, 0xff, 0xff, 0xff))).toBe('ecg.damaged');
    expect(codeOf(changed(section3 + 2 + 4, 0, 0, 0, 0))).toBe('ecg.damaged');
  });

  it('is uncalibrated without an amplitude multiplier', () => {
    const channel = parsed(buildScp({ leads: LEADS, nanovolts: 0 })).groups[0]?.channels[0];
    expect(channel?.calibration).toBeNull();
    expect(channel && toMillivolts(channel)).toMatchObject({ error: { code: 'ecg.uncalibrated' } });
  });

  it('is refused when its length or a section is wrong', () => {
    expect(codeOf(sound.slice(0, -1))).toBe('ecg.damaged');
    expect(codeOf(changed(6 + 16 + 10 * 6 + 6, 0xff, 0xff, 0xff))).toBe('ecg.damaged');
  });
});
