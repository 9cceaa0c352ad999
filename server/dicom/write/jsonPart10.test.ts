import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { C } from '../../../shared/domain/imaging/annotations/codes';
import { keyObjectSelection } from '../../../shared/domain/imaging/annotations/keyObjects';
import { measurementReport } from '../../../shared/domain/imaging/annotations/measurementReport';
import { presentationPlan } from '../../../shared/domain/imaging/annotations/presentationPlan';
import { presentationState } from '../../../shared/domain/imaging/annotations/presentationState';
import {
  aContext,
  anyAnnotations,
  anyKeyImages,
  REFERENCE,
} from '../../../shared/domain/imaging/annotations/testing/samples';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import type { MeasurementValue } from '../../../shared/domain/imaging/measurement';
import { bufferSource } from '../parse/byteSource';
import { indexDicom } from '../parse/indexDicom';
import { part10File } from './jsonPart10';

const folder = mkdtempSync(path.join(tmpdir(), 'huizhen-part10-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (name: string, dataSet: DicomJson): string => {
  const file = path.join(folder, name);
  writeFileSync(file, part10File(dataSet));
  return file;
};

const [annotations] = fc
  .sample(anyAnnotations, { numRuns: 50, seed: 8 })
  .filter((list) => list.length > 8);
const [keyImages] = fc
  .sample(anyKeyImages, { numRuns: 50, seed: 8 })
  .filter((list) => list.length > 8);
if (!annotations || !keyImages) throw new Error('no samples');
const VALUES: Partial<Record<string, MeasurementValue>> = {
  length: { kind: 'length', length: 12.345678901234567, scale: 'detector' },
  bidirectional: { kind: 'bidirectional', long: 12, short: 8, scale: 'ultrasound' },
  angle: { kind: 'angle', degrees: 30 },
  cobb: { kind: 'angle', degrees: 30 },
  probe: { kind: 'probe', value: 12, unit: 'HU', suv: 2.2, at: [0, 0] },
  freehandRoi: { kind: 'crossing' },
};
const measure = ({ kind }: { kind: string }): MeasurementValue | null => VALUES[kind] ?? null;

/** The checker of presentation states knows no characters but ASCII, so the names here are. */
const ascii = aContext({
  reference: {
    ...REFERENCE,
    '00081030': { vr: 'LO', Value: ['Chest CT'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Wang^Fang' }] },
  },
  author: { name: 'Gu Yanzhou', organisation: 'Telemedicine Centre' },
});

describe('files of our own making', () => {
  it('hold what they were made of: read by our own parser, nothing is lost', async () => {
    const context = aContext();
    const report = measurementReport({ context, annotations, measure, predecessor: null });
    const index = await indexDicom(bufferSource(part10File(report)));
    if (!index.ok) throw new Error(index.error.code);
    const { dataSet, issues } = index.value;
    expect(issues).toEqual([]);
    expect(comparable(dataSet as DicomJson)).toEqual(comparable(report));
  });

  it('reports are read by an independent toolkit without error or warning of content', () => {
    const report = measurementReport({
      context: aContext(),
      annotations,
      measure,
      predecessor: null,
    });
    const { stdout, stderr, status } = spawnSync(
      'dsrdump',
      ['+U8', written('report.dcm', report)],
      {
        encoding: 'utf8',
      },
    );
    expect([status, stderr.split('\n').filter((line) => /^[EF]: /.test(line))]).toEqual([0, []]);
    expect(stdout).toContain('Measurement Group');
    expect(stdout).toContain('(mm,UCUM,"mm")');
    expect(stdout).toContain('顾');
  });

  it('presentation states pass an independent checker', () => {
    const plan = presentationPlan({ annotations: [], keyImages }, ascii.images);
    expect(plan.slots.length).toBeGreaterThan(3);
    for (const [at, slot] of plan.slots.entries()) {
      if (slot.isColour) continue;
      const file = written(`state-${at}.dcm`, presentationState({ context: ascii, slot, measure }));
      const { stdout, stderr } = spawnSync('dcmpschk', [file], { encoding: 'utf8' });
      expect([at, `${stdout}${stderr}`.includes('Test passed')]).toEqual([at, true]);
    }
  });

  it('selections are read by an independent toolkit, images in their order', () => {
    const json = keyObjectSelection({
      context: aContext(),
      title: C.ofInterest,
      marks: keyImages,
      presentationOf: () => null,
    });
    const text = execFileSync('dsrdump', ['--quiet', '+U8', written('selection.dcm', json)], {
      encoding: 'utf8',
    });
    expect(text).toContain('Key Object Selection Document');
    expect(text.match(/IMAGE:=/g)).toHaveLength(keyImages.length);
  });

  it('a value that does not fit its VR is a fault, not a broken file', () => {
    const tooLong = {
      ...REFERENCE,
      '00080016': { vr: 'UI', Value: ['1.2'] },
      '00080018': { vr: 'UI', Value: ['1.3'] },
      '00700006': { vr: 'ST', Value: ['x'.repeat(70_000)] },
    };
    expect(() => part10File(tooLong)).toThrow('too long');
    expect(() => part10File({ ...REFERENCE })).toThrow('needs 00080016');
    expect(() => part10File({ ...tooLong, '00700006': { vr: 'FL', Value: ['x'] } })).toThrow(
      'no number',
    );
  });
});

/** Numbers of 32 bits and texts of numbers as they come back; empty and absent values are the same in JSON. */
function comparable(dataSet: DicomJson): unknown {
  return JSON.parse(
    JSON.stringify(dataSet, (key, value: unknown) => {
      if (key === '00080005') return undefined;
      const element = value as { vr?: string; Value?: unknown[] };
      if (element?.vr !== undefined && element.Value?.length === 0) return { vr: element.vr };
      if (element?.vr === 'FL')
        return { vr: 'FL', Value: element.Value?.map((n) => Math.fround(n as number)) };
      if (element?.vr === 'DS' || element?.vr === 'IS')
        return { vr: element.vr, Value: element.Value?.map(Number) };
      return value;
    }),
  );
}
