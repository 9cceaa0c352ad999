import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { movedDicom, movedUid, takenAtOf } from './dates/movedDicom';
import type { DicomIngest } from '../dicom/ingest/dicomIngest';
import { BLOCK, readTarHeader } from '../modules/intake/archive/tarHeader';

const studySchema = z.object({
  slug: z.string(),
  file: z.string(),
  modality: z.string(),
  studyInstanceUid: z.string(),
  studiedOn: z.string(),
  instanceCount: z.int(),
  series: z.array(
    z.object({
      uid: z.string(),
      number: z.int(),
      instances: z.array(z.object({ number: z.int(), uid: z.string() })),
    }),
  ),
});
export type DemoStudy = z.infer<typeof studySchema>;

export async function readDemoStudies(demoDir: string): Promise<ReadonlyMap<string, DemoStudy>> {
  const text = await readFile(path.join(demoDir, 'studies.json'), 'utf8');
  const studies = z.array(studySchema).parse(JSON.parse(text));
  return new Map(studies.map((study) => [study.slug, study]));
}

/** The files of a bundled study, as they were made, and when they say that they were taken. */
export type OpenedStudy = { readonly files: readonly Buffer[]; readonly takenAt: number };

export async function openDemoStudy(demoDir: string, study: DemoStudy): Promise<OpenedStudy> {
  const tar = await readFile(path.join(demoDir, study.file));
  const files: Buffer[] = [];
  for (let at = 0; at + BLOCK <= tar.length;) {
    const header = readTarHeader(tar.subarray(at, at + BLOCK));
    if (!header) break; // the two zero blocks at the end
    const start = at + BLOCK;
    if (header.type === '0') files.push(tar.subarray(start, start + header.sizeBytes));
    at = start + Math.ceil(header.sizeBytes / BLOCK) * BLOCK;
  }
  const [first] = files;
  if (!first) throw new Error(`demo study ${study.slug} is empty`);
  return { files, takenAt: takenAtOf(first) };
}

/** How a study is known once its dates have moved. */
export const movedStudy = (study: DemoStudy, ms: number): DemoStudy => ({
  ...study,
  studyInstanceUid: movedUid(study.studyInstanceUid, ms),
  series: study.series.map(({ uid, number, instances }) => ({
    uid: movedUid(uid, ms),
    number,
    instances: instances.map((instance) => ({
      number: instance.number,
      uid: movedUid(instance.uid, ms),
    })),
  })),
});

/**
 * Files a bundled study through the same ingest as everything else, with its dates moved.
 *
 * @param ms - From when it says that it was taken to when the demo has it taken.
 */
export async function ingestDemoStudy(
  ingest: DicomIngest,
  { files }: OpenedStudy,
  { study, hospitalId, ms }: { study: DemoStudy; hospitalId: string; ms: number },
): Promise<void> {
  const results = await Promise.all(
    files.map((file) =>
      ingest.ingest(movedDicom(file, ms), {
        hospitalId,
        uploadedBy: null,
        mayExtendStudy: async () => true,
      }),
    ),
  );
  const refused = results.find((result) => !result.ok);
  if (refused && !refused.ok) throw new Error(`demo study ${study.slug}: ${refused.error.code}`);
}
