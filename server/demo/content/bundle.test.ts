import { readFileSync, statSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { imageUids, readBundledStudy, readStudyManifest } from './bundle';
import { DEMO_PATIENTS } from './patients';
import { DEMO_SCENARIOS } from './scenarios';
import { KAWASAKI_SUPPLEMENT } from './scenarios/general';
import { tarEntries } from './tarEntries';

const FOLDER = path.resolve(import.meta.dirname, '../../../resources/demo');
const manifest = await readStudyManifest(FOLDER);
const records = [...DEMO_SCENARIOS.flatMap((scenario) => scenario.records), ...KAWASAKI_SUPPLEMENT];
const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const file = path.join(folder, entry.name);
    return sum + (entry.isDirectory() ? sizeOf(file) : statSync(file).size);
  }, 0);
const has = (bytes: Uint8Array, text: string | Uint8Array) =>
  Buffer.from(bytes).includes(typeof text === 'string' ? text : Buffer.from(text));

describe('the bundled studies', () => {
  it('are the archives of the manifest, each file with the UIDs and the patient number it names', async () => {
    for (const study of manifest) {
      const files = await readBundledStudy(FOLDER, study);
      const instances = study.series.flatMap(({ uid, instances: list }) =>
        list.map((instance) => ({ seriesUid: uid, instanceUid: instance.uid })),
      );
      expect(files).toHaveLength(study.instanceCount);
      expect(instances).toHaveLength(study.instanceCount);
      const patient = DEMO_PATIENTS.find(({ key }) => key === study.patientKey);
      instances.forEach(({ seriesUid, instanceUid }, index) => {
        const bytes = files[index]?.bytes ?? new Uint8Array();
        expect(has(bytes.subarray(128, 132), 'DICM')).toBe(true);
        for (const text of [study.studyInstanceUid, seriesUid, instanceUid]) {
          expect(has(bytes, text)).toBe(true);
        }
        expect(has(bytes, patient?.inpatientNo ?? 'nobody')).toBe(true);
      });
    }
  });

  it('carry Chinese names in UTF-8 and in GB18030', async () => {
    const ct = manifest.find(({ slug }) => slug === 'nodule-chest-ct');
    const echo = manifest.find(({ slug }) => slug === 'kawasaki-echo');
    if (!ct || !echo) throw new Error('studies are missing');
    const [ctFile] = await readBundledStudy(FOLDER, ct);
    const [echoFile] = await readBundledStudy(FOLDER, echo);
    // 王 is CD F5 in GB18030, 张 is E5 BC A0 in UTF-8.
    expect(has(ctFile?.bytes ?? new Uint8Array(), Uint8Array.of(0x3d, 0xcd, 0xf5, 0x5e))).toBe(
      true,
    );
    expect(has(echoFile?.bytes ?? new Uint8Array(), '=张^某泽')).toBe(true);
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

  it('refuse an archive that was changed', async () => {
    const [study] = manifest;
    if (!study) throw new Error('no studies');
    await expect(readBundledStudy(FOLDER, { ...study, sha256: '0'.repeat(64) })).rejects.toThrow(
      'damaged',
    );
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
    expect(new Set(images.map((image) => imageUids(manifest, image).sopInstanceUid)).size).toBe(7);
    expect(() =>
      imageUids(manifest, { studySlug: 'nodule-chest-ct', seriesNumber: 2, instanceNumber: 81 }),
    ).toThrow('no bundled image');
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

describe('tar archives', () => {
  it('are refused when cut, changed or without an end', () => {
    const archive = readFileSync(path.join(FOLDER, 'studies/stroke-head-ct.tar'));
    expect(tarEntries(archive).map(({ name }) => name)).toEqual(['IM0001.dcm']);
    expect(() => tarEntries(archive.subarray(0, 4096))).toThrow('cut short');
    const changed = Buffer.from(archive);
    changed[3] = 0x58;
    expect(() => tarEntries(changed)).toThrow('damaged');
    expect(() => tarEntries(new Uint8Array())).toThrow('no end mark');
  });
});
