import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { tarEntries, type TarEntry } from './tarEntries';

const dicomUid = z.string().regex(/^[0-9.]{1,64}$/);

const bundledStudySchema = z.object({
  slug: z.string().min(1),
  /** Relative to the demo folder. */
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
});
export type BundledStudy = z.infer<typeof bundledStudySchema>;

/**
 * The manifest of the bundled studies.
 *
 * @param demoFolder - `resources/demo` of this installation.
 * @throws when the file is missing or is not a manifest: a damaged installation, not an expected failure.
 */
export async function readStudyManifest(demoFolder: string): Promise<BundledStudy[]> {
  const text = await readFile(path.join(demoFolder, 'studies.json'), 'utf8');
  return z.array(bundledStudySchema).parse(JSON.parse(text));
}

/**
 * The DICOM files of one bundled study, in file order.
 *
 * @throws when the archive is not the one of the manifest.
 */
export async function readBundledStudy(
  demoFolder: string,
  study: BundledStudy,
): Promise<TarEntry[]> {
  const archive = await readFile(path.join(demoFolder, study.file));
  const sha256 = createHash('sha256').update(archive).digest('hex');
  if (sha256 !== study.sha256) throw new Error(`${study.file} is damaged: sha-256 ${sha256}`);
  return tarEntries(archive);
}

/** UIDs of a key image named by study, series and instance number; throws when the bundle has no such image. */
export function imageUids(
  manifest: readonly BundledStudy[],
  image: {
    readonly studySlug: string;
    readonly seriesNumber: number;
    readonly instanceNumber: number;
  },
): { studyInstanceUid: string; seriesInstanceUid: string; sopInstanceUid: string } {
  const study = manifest.find(({ slug }) => slug === image.studySlug);
  const series = study?.series.find(({ number }) => number === image.seriesNumber);
  const instance = series?.instances.find(({ number }) => number === image.instanceNumber);
  if (!study || !series || !instance) throw new Error(`no bundled image ${JSON.stringify(image)}`);
  return {
    studyInstanceUid: study.studyInstanceUid,
    seriesInstanceUid: series.uid,
    sopInstanceUid: instance.uid,
  };
}
