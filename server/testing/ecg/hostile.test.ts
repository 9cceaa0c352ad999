import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMillivolts } from '../../../shared/domain/ecg/amplitude';
import { parseEcg, type NamedBytes } from '../../../shared/domain/ecg/parseEcg';
import { ascii } from '../../../shared/domain/ecg/testing/bytes';
import { buildEdf, timed } from '../../../shared/domain/ecg/testing/edfBuilder';
import { buildMuse } from '../../../shared/domain/ecg/testing/museBuilder';
import { codeOf } from '../../../shared/domain/ecg/testing/parsed';
import { buildScp } from '../../../shared/domain/ecg/testing/scpBuilder';
import { ecgFiles } from './ecgFiles';

const row = Array.from({ length: 400 }, (_, at) => Math.round(500 * Math.sin(at / 7)));
const one = (bytes: Uint8Array): NamedBytes[] => [{ name: '', bytes }];
/** Cut down where the whole file would only be more of the same. */
const short = (name: string, part: string, length: number): NamedBytes[] =>
  ecgFiles(name).map((file) =>
    file.name === part ? { ...file, bytes: file.bytes.slice(0, length) } : file,
  );

const SOUND: Readonly<Record<string, NamedBytes[]>> = {
  'DICOM waveform': ecgFiles('waveform_ecg.dcm'),
  'aECG, minimal': ecgFiles('minimum_aecg.xml'),
  'SCP-ECG': ecgFiles('ECG_20070321_110542_ANON000004.SCP'),
  'SCP-ECG, all compressions': one(
    buildScp({
      leads: [row, row],
      coding: 'own',
      reference: {
        leads: [row.slice(0, 100), row.slice(0, 100)],
        nanovolts: 2500,
        fiducial: 40,
        isSubtracted: true,
        beats: [{ type: 0, first: 60, fiducial: 90, last: 120 }],
      },
      bimodal: { factor: 4, zones: [[41, 120]] },
    }),
  ),
  'Philips 1.03': ecgFiles('129DYPRG.XML'),
  'Philips 1.04': ecgFiles('3191723_ZZDEMOPTONLY_1-04_orig.xml'),
  MUSE: one(ascii(buildMuse({ leads: { I: row, II: row } }))),
  WFDB: short('wfdb/s0010_re.hea', 's0010_re.hea', 2687),
  'WFDB with annotations': ecgFiles('wfdb/100.hea'),
  'EDF+D': one(
    buildEdf({
      format: 'EDF+D',
      signals: [{ label: 'ECG I', records: [row, row] }],
      annotations: [timed('+0') + timed('+0.5', 'a'), timed('+9')],
    }),
  ),
  BDF: one(buildEdf({ format: 'BDF', signals: [{ label: 'ECG I', records: [row, row] }] })),
};
const CASES = Object.entries(SOUND);

type Mutation = {
  readonly at: number;
  readonly value: number;
  readonly kind: 'set' | 'cut' | 'double' | 'zero';
};
const mutation: fc.Arbitrary<Mutation> = fc.record({
  // headers are where the harm is done
  at: fc.oneof(
    { weight: 3, arbitrary: fc.double({ min: 0, max: 0.05, noNaN: true }) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  ),
  value: fc.oneof(
    fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 0x20, 0x2d, 0x39),
    fc.integer({ min: 0, max: 255 }),
  ),
  kind: fc.constantFrom('set', 'set', 'set', 'set', 'cut', 'double', 'zero'),
});

function mutated(
  files: readonly NamedBytes[],
  which: number,
  changes: readonly Mutation[],
): NamedBytes[] {
  return files.map((file, index) => {
    if (index !== which % files.length) return file;
    let bytes = file.bytes.slice();
    for (const { at, value, kind } of changes) {
      const place = Math.floor(at * bytes.length);
      if (kind === 'set') bytes[place] = value;
      if (kind === 'zero') bytes.fill(0, place, place + 16);
      if (kind === 'cut') bytes = bytes.slice(0, place);
      if (kind === 'double') bytes.copyWithin(place + 8, place, place + 64);
    }
    return { ...file, bytes };
  });
}

describe('mutated files', () => {
  it.each(CASES)(
    '%s is read or refused with a code, quickly and without growing',
    (_, files) => {
      const held = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
      fc.assert(
        fc.property(
          fc.nat(2),
          fc.array(mutation, { minLength: 1, maxLength: 6 }),
          (which, changes) => {
            const startedAt = performance.now();
            const recording = parseEcg(mutated(files, which, changes));
            expect(performance.now() - startedAt).toBeLessThan(2_000);
            if (!recording.ok) {
              expect(['ecg.damaged', 'ecg.unsupported']).toContain(recording.error.code);
              return;
            }
            const { groups } = recording.value;
            expect(groups.length).toBeGreaterThan(0);
            for (const { channels, sampleRateHz } of groups) {
              expect(sampleRateHz).toBeGreaterThan(0);
              for (const channel of channels) {
                // a sample takes at least a bit; pauses of EDF+D may be eight times as long as what was recorded
                expect(channel.samples.length).toBeLessThan(9 * 8 * held + 3601 * sampleRateHz);
                const millivolts = toMillivolts(channel);
                expect(
                  millivolts.ok ||
                    ['ecg.uncalibrated', 'ecg.unknownUnit'].includes(millivolts.error.code),
                ).toBe(true);
              }
            }
          },
        ),
        { numRuns: held > 500_000 ? 60 : 250, endOnFailure: true },
      );
    },
    120_000,
  );
});

describe('files cut short', () => {
  it.each(CASES.filter(([name]) => !name.startsWith('WFDB')))(
    '%s is damaged wherever it ends, never half an ECG',
    (_, files) => {
      const [{ bytes } = { bytes: new Uint8Array() }] = files;
      for (const part of [0.05, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99]) {
        expect(codeOf(one(bytes.slice(0, Math.floor(bytes.length * part))))).toMatch(
          /^ecg\.(damaged|unsupported)$/u,
        );
      }
      expect(codeOf(one(bytes.slice(0, bytes.length - 2)))).toBe('ecg.damaged');
    },
  );

  it('a WFDB record is damaged when its signals are', () => {
    expect(codeOf(short('wfdb/100.hea', '100.dat', 1_949_999))).toBe('ecg.damaged');
    expect(codeOf(short('wfdb/100.hea', '100.hea', 40))).toBe('ecg.damaged');
  });
});

describe('bytes that are no ECG', () => {
  it('are never taken for one and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        // what opens like XML and is none is damaged
        const code = bytes.includes(0x3c) ? /^ecg\.(damaged|unsupported)$/u : /^ecg\.unsupported$/u;
        expect(codeOf(one(bytes))).toMatch(code);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['DICM', 'SCPECG'])('are refused with a code behind the mark %s', (mark) => {
    const at = mark === 'DICM' ? 128 : 16;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 200, maxLength: 2000 }), (bytes) => {
        bytes.set(ascii(mark), at);
        expect(codeOf(one(bytes))).toMatch(/^ecg\.(damaged|unsupported)$/u);
      }),
      { numRuns: 300 },
    );
  });
});
