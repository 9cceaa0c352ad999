import { createHash } from 'node:crypto';
import { readFileSync, statSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO_PATIENTS } from './patients';
import { DEMO_SCENARIOS } from './scenarios';
import { KAWASAKI_SUPPLEMENT } from './scenarios/general';
import { BLOCK, readTarHeader } from '../../modules/intake/archive/tarHeader';

const FOLDER = path.resolve(import.meta.dirname, '../../../resources/demo');
const dicomUid = z.string().regex(/^2\.25\.\d{1,39}$/);
/** Everything the bundle promises about a study; the seeding code reads a part of it. */
const manifestSchema = z.array(
  z.object({
    slug: z.string().min(1),
    file: z.string().regex(/^studies\/[a-z0-9-]+\.tar$/),
    sha256: z.string().length(64),
    scenario: z.int().positive(),
    patientKey: z.string().min(1),
    modality: z.string().min(2),
    studyInstanceUid: dicomUid,
    studiedOn: z.iso.date(),
    seriesCount: z.int().positive(),
    instanceCount: z.int().positive(),
    /** More than `instanceCount` where the demo shows a transfer that did not finish. */
    expectedInstances: z.int().positive(),
    description: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
    series: z.array(
      z.object({
        uid: dicomUid,
        number: z.int().positive(),
        description: z.string(),
        instances: z.array(z.object({ number: z.int().positive(), uid: dicomUid })).min(1),
      }),
    ),
  }),
);
type Study = z.infer<typeof manifestSchema>[number];
const manifest = manifestSchema.parse(
  JSON.parse(readFileSync(path.join(FOLDER, 'studies.json'), 'utf8')),
);
const archiveOf = (study: Study) => readFileSync(path.join(FOLDER, study.file));
function filesOf(study: Study): Buffer[] {
  const archive = archiveOf(study);
  const files: Buffer[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = readTarHeader(archive.subarray(at, at + BLOCK));
    if (!header) break;
    files.push(archive.subarray(at + BLOCK, at + BLOCK + header.sizeBytes));
    at += BLOCK + Math.ceil(header.sizeBytes / BLOCK) * BLOCK;
  }
  return files;
}
const studyOf = (slug: string): Study => {
  const study = manifest.find((entry) => entry.slug === slug);
  if (!study) throw new Error(`no study ${slug}`);
  return study;
};
const records = [...DEMO_SCENARIOS.flatMap((scenario) => scenario.records), ...KAWASAKI_SUPPLEMENT];
const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const file = path.join(folder, entry.name);
    return sum + (entry.isDirectory() ? sizeOf(file) : statSync(file).size);
  }, 0);
const has = (bytes: Uint8Array, text: string | Uint8Array) =>
  Buffer.from(bytes).includes(typeof text === 'string' ? text : Buffer.from(text));

describe('the bundled studies', () => {
  it('are the archives of the manifest, each file with the UIDs and the patient number it names', () => {
    for (const study of manifest) {
      const files = filesOf(study);
      const sha256 = createHash('sha256').update(archiveOf(study)).digest('hex');
      expect(sha256).toBe(study.sha256);
      expect(study.series).toHaveLength(study.seriesCount);
      const instances = study.series.flatMap(({ uid, instances: list }) =>
        list.map((instance) => ({ seriesUid: uid, instanceUid: instance.uid })),
      );
      expect(files).toHaveLength(study.instanceCount);
      expect(instances).toHaveLength(study.instanceCount);
      const patient = DEMO_PATIENTS.find(({ key }) => key === study.patientKey);
      instances.forEach(({ seriesUid, instanceUid }, index) => {
        const bytes = files[index] ?? Buffer.alloc(0);
        expect(has(bytes.subarray(128, 132), 'DICM')).toBe(true);
        for (const text of [study.studyInstanceUid, seriesUid, instanceUid]) {
          expect(has(bytes, text)).toBe(true);
        }
        expect(has(bytes, patient?.inpatientNo ?? 'nobody')).toBe(true);
      });
    }
  });

  it('carry Chinese names in UTF-8 and in GB18030', () => {
    const [ctFile = Buffer.alloc(0)] = filesOf(studyOf('nodule-chest-ct'));
    const [echoFile = Buffer.alloc(0)] = filesOf(studyOf('kawasaki-echo'));
    // 王 is CD F5 in GB18030, 张 is E5 BC A0 in UTF-8.
    expect(has(ctFile, Uint8Array.of(0x3d, 0xcd, 0xf5, 0x5e))).toBe(true);
    expect(has(echoFile, '=张^某泽')).toBe(true);
  });

  it('say in their description that they are examples', () => {
    for (const { description } of manifest) {
      expect(description.zh).toMatch(/示例/);
      expect(description.en).toMatch(/example/);
    }
  });

  it('show one transfer that did not finish, and no other', () => {
    const partial = manifest.filter((study) => study.expectedInstances !== study.instanceCount);
    expect(
      partial.map(({ slug, instanceCount, expectedInstances }) => [
        slug,
        instanceCount,
        expectedInstances,
      ]),
    ).toEqual([['partial-chest-ct', 24, 32]]);
  });
});

describe('the bundle as a whole', () => {
  it('has every file the scenarios name, and the right patient for every study', () => {
    for (const scenario of DEMO_SCENARIOS) {
      for (const record of scenario.records) {
        if (record.kind !== 'study') continue;
        const study = manifest.find(({ slug }) => slug === record.slug);
        expect(study?.patientKey).toBe(scenario.patientKey);
      }
    }
    const files = records.flatMap((record) => ('file' in record ? [record.file] : []));
    expect(files.length).toBeGreaterThan(7);
    for (const file of files) expect(statSync(path.join(FOLDER, file)).size).toBeGreaterThan(1000);
  });

  it('resolves every key image of the reports', () => {
    const images = DEMO_SCENARIOS.flatMap(({ report }) => report?.keyImages ?? []);
    expect(images).toHaveLength(7);
    const uids = images.map(
      (image) =>
        studyOf(image.studySlug)
          .series.find(({ number }) => number === image.seriesNumber)
          ?.instances.find(({ number }) => number === image.instanceNumber)?.uid,
    );
    expect(uids).not.toContain(undefined);
    expect(new Set(uids).size).toBe(7);
  });

  it('stays below 34 MB and names the origin and licence of everything', () => {
    expect(sizeOf(FOLDER)).toBeLessThan(34 * 1024 * 1024);
    const sources = readFileSync(path.join(FOLDER, 'SOURCES.md'), 'utf8');
    const named = [
      ...manifest.map(({ file }) => file),
      ...readdirSync(path.join(FOLDER, 'documents')).map((name) => `documents/${name}`),
    ];
    for (const file of named) expect(sources).toContain(file);
  });
});
