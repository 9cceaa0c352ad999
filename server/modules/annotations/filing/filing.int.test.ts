import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { fileAnnotations } from '../../../../shared/api/annotations';
import type { RouteOutput } from '../../../../shared/api/route';
import type { DicomJson } from '../../../../shared/domain/imaging/dicomJson';
import { ownAnnotation } from '../../../../shared/domain/imaging/annotations/asMeasurement';
import {
  ownKeyImages,
  readKeyObjects,
} from '../../../../shared/domain/imaging/annotations/readKeyObjects';
import { readMeasurementReport } from '../../../../shared/domain/imaging/annotations/readMeasurementReport';
import { readPresentationState } from '../../../../shared/domain/imaging/annotations/readPresentationState';
import { MEASUREMENT_KINDS } from '../../../../shared/domain/imaging/measurement';
import { aReport, createStory } from '../../../testing/story';
import { createTestServer, type TestServer } from '../../../testing/testServer';
import { idOf, type PersonKey } from '../../../testing/world';
import {
  aDrawing,
  aMark,
  annotationDesk,
  studyOnCase,
  type StoredStudy,
} from '../testing/annotationStage';

const SR = '1.2.840.10008.5.1.4.1.1.88.33';
const KO = '1.2.840.10008.5.1.4.1.1.88.59';
const PR = '1.2.840.10008.5.1.4.1.1.11.1';

let stage: TestServer;
let folder = '';
let caseId = '';
let study: StoredStudy;
const desk = annotationDesk(
  () => stage,
  () => caseId,
);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'huizhen-sr-'));
  stage = await createTestServer();
  caseId = await createStory(stage).inConsultation(['chief', 'member', 'fourth']);
  study = await studyOnCase(stage, caseId);
});
afterAll(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

type Filed = RouteOutput<typeof fileAnnotations>;
const fileNow = async (who: PersonKey): Promise<Filed> => {
  const reply = await (await stage.clientAs(who)).call<Filed>('PUT', desk.url('/mine/dicom'));
  expect([reply.status, reply.error]).toEqual([200, null]);
  return reply.body;
};
const web = (tail: string) => `/dicom-web/studies/${study.studyInstanceUid}${tail}`;

/** Series of the study as QIDO-RS answers them to somebody, by modality. */
async function modalitiesSeenBy(who: PersonKey): Promise<string[]> {
  const { body } = await (await stage.clientAs(who)).get<DicomJson[]>(web('/series'));
  return body.map((series) => String(series['00080060']?.Value?.[0])).sort();
}

async function metadataOf(
  { seriesInstanceUid, sopInstanceUid }: Filed['objects'][number],
  who: PersonKey,
) {
  const url = web(`/series/${seriesInstanceUid}/instances/${sopInstanceUid}/metadata`);
  const { body } = await (await stage.clientAs(who)).get<DicomJson[]>(url);
  const [only] = body;
  if (!only) throw new Error('no metadata');
  return only;
}

/** The stored bytes as a file for the independent toolkit. */
async function fileOf(sopInstanceUid: string): Promise<string> {
  const row = await stage.database.db
    .selectFrom('dicom_instance')
    .select(['blob_sha256', 'size_bytes'])
    .where('sop_instance_uid', '=', sopInstanceUid)
    .executeTakeFirstOrThrow();
  const reader = await stage.server.blobs.reader(row.blob_sha256);
  if (!reader) throw new Error('no bytes');
  const file = path.join(folder, `${sopInstanceUid}.dcm`);
  await writeFile(file, await reader.read(0, row.size_bytes));
  await reader.close();
  return file;
}
const dsrdump = (file: string): string =>
  execFileSync('dsrdump', ['--quiet', '+U8', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const drawings = () =>
  MEASUREMENT_KINDS.map((kind, at) => aDrawing(study, kind, { image: at % 3, label: '结节' }));

describe('what an author saved, as DICOM in the study', () => {
  let filed: Filed;
  let annotations: ReturnType<typeof drawings>;
  const keyImages = () => [
    aMark(study, { image: 1, caption: '最大层面' }),
    aMark(study, { image: 0, rotation: 90, flipped: true, inverted: true, caption: '' }),
  ];
  let marks: ReturnType<typeof keyImages>;

  beforeAll(async () => {
    annotations = drawings();
    marks = keyImages();
    await desk.save('member', { annotations, keyImages: marks });
    filed = await fileNow('member');
  });

  it('is a report, presentation states and a selection, in series of its own', async () => {
    expect(filed.filedVersion).toBe(1);
    expect(filed.objects.map(({ sopClassUid }) => sopClassUid).sort()).toEqual(
      [PR, PR, PR, SR, KO].sort(),
    );
    expect(await modalitiesSeenBy('member')).toEqual(['CT', 'KO', 'PR', 'SR']);
    const { body } = await (
      await stage.clientAs('member')
    ).get<DicomJson[]>(
      `/dicom-web/studies?StudyInstanceUID=${study.studyInstanceUid}&ModalitiesInStudy=SR`,
    );
    expect(body).toHaveLength(1);
  });

  it('is read by an independent toolkit without complaint, numbers with their units', async () => {
    const report = filed.objects.find(({ sopClassUid }) => sopClassUid === SR);
    const text = dsrdump(await fileOf(report?.sopInstanceUid ?? ''));
    expect(text).toContain('Comprehensive SR Document');
    expect(text).toMatch(/NUM:\(,,"Length"\)="\d+\.\d+" \(mm,UCUM,"mm"\)/);
    expect(text).toMatch(/NUM:\(,,"Area"\)="[\d.]+" \(mm2,UCUM,"mm2"\)/);
    expect(text).toMatch(/NUM:\(,,"Attenuation Coefficient"\)="-?[\d.]+" \(\[hnsf'U\],UCUM/);
    expect(text).toContain('结节');
    const selected = filed.objects.find(({ sopClassUid }) => sopClassUid === KO);
    const selection = dsrdump(await fileOf(selected?.sopInstanceUid ?? ''));
    expect(selection).toContain('Key Object Selection Document');
    expect(selection).toContain('1. 最大层面');
    expect(selection).toMatch(/IMAGE:=\(CT image,,?.*\(GSPS,\)/);
  });

  it('comes back from the archive as it was drawn', async () => {
    const seriesOf = new Map(
      study.images.map((image) => [image.sopInstanceUid, image.seriesInstanceUid]),
    );
    const place = {
      studyInstanceUid: study.studyInstanceUid,
      seriesInstanceUidOf: (sop: string) => seriesOf.get(sop) ?? null,
      factsOf: () => ({ rows: 512, columns: 512, isInverse: false }),
    };
    const documents = await Promise.all(
      filed.objects.map(async (object) => ({ object, json: await metadataOf(object, 'member') })),
    );
    const of = (sopClass: string) =>
      documents.flatMap(({ object, json }) => (object.sopClassUid === sopClass ? [json] : []));
    const [report] = of(SR);
    const read = readMeasurementReport(report ?? {});
    const own = read.groups.map((group) => ownAnnotation(group, place));
    expect(own.map((annotation) => annotation && { ...annotation, pixels: null })).toEqual(
      annotations,
    );
    expect(own.find((one) => one?.measurement.kind === 'ellipseRoi')?.pixels).toMatchObject({
      unit: 'HU',
    });
    const states = new Map(
      of(PR).map((json) => {
        const state = readPresentationState(json);
        return [state.sopInstanceUid, state];
      }),
    );
    expect(ownKeyImages(readKeyObjects(of(KO)[0] ?? {}), states, place)).toEqual(marks);
  });

  it('is hidden from everybody who is blind to its author, wherever he looks', async () => {
    for (const key of ['fourth', 'chief', 'coordinator', 'requester'] as const) {
      expect([key, await modalitiesSeenBy(key)]).toEqual([key, ['CT']]);
      const client = await stage.clientAs(key);
      const found = await client.get<DicomJson[]>(
        `/dicom-web/studies?StudyInstanceUID=${study.studyInstanceUid}`,
      );
      const [answer] = found.body;
      expect([
        answer?.['00080061']?.Value,
        answer?.['00201206']?.Value,
        answer?.['00201208']?.Value,
      ]).toEqual([['CT'], [1], [3]]);
      const bySr = `/dicom-web/studies?StudyInstanceUID=${study.studyInstanceUid}&ModalitiesInStudy=SR`;
      expect((await client.get<DicomJson[]>(bySr)).body).toEqual([]);
      expect((await client.get<DicomJson[]>('/dicom-web/instances?Modality=SR')).body).toEqual([]);
      for (const { seriesInstanceUid, sopInstanceUid } of filed.objects) {
        const instance = web(`/series/${seriesInstanceUid}/instances/${sopInstanceUid}`);
        for (const url of [
          web(`/series/${seriesInstanceUid}/metadata`),
          `${instance}/metadata`,
          instance,
        ])
          expect([key, (await client.get(url)).status]).toEqual([key, 404]);
      }
      const whole = await client.get<DicomJson[]>(web('/metadata'));
      expect(whole.body).toHaveLength(3);
    }
  });

  it('is not written again while nothing changed', async () => {
    expect(await fileNow('member')).toEqual(filed);
  });

  it('a change becomes a new object that names the old one, which stays', async () => {
    const changed = annotations.slice(1);
    stage.clock.set('2026-11-25T01:10:00.000Z');
    await desk.save('member', { annotations: changed, keyImages: marks }, { version: 1 });
    const next = await fileNow('member');
    const uidOf = (from: Filed, sopClass: string) =>
      from.objects.find(({ sopClassUid }) => sopClassUid === sopClass)?.sopInstanceUid ?? '';
    expect(uidOf(next, SR)).not.toBe(uidOf(filed, SR));
    expect(dsrdump(await fileOf(uidOf(next, SR)))).toContain('Predecessor Docs    : 1');
    expect(dsrdump(await fileOf(uidOf(filed, SR)))).toContain('Comprehensive SR');
  });

  it('what was taken back leaves a report that says so', async () => {
    await desk.save('member', { annotations: [], keyImages: [] }, { version: 2 });
    const next = await fileNow('member');
    expect(next.objects.map(({ sopClassUid }) => sopClassUid)).toEqual([SR]);
    const text = dsrdump(await fileOf(next.objects[0]?.sopInstanceUid ?? ''));
    expect(text).toContain('Imaging Measurements');
    expect(text).not.toContain('Measurement Group');
    await desk.save('member', { annotations, keyImages: marks }, { version: 3 });
  });
});

describe('writing by itself', () => {
  it('waits until the author leaves it alone', async () => {
    await desk.save('chief', { annotations: [aDrawing(study)], keyImages: [aMark(study)] });
    expect(await stage.server.fileAnnotations()).toEqual({ written: 0, failed: 0 });
    stage.clock.set('2026-11-25T01:15:00.000Z');
    expect(await stage.server.fileAnnotations()).toEqual({ written: 2, failed: 0 });
    expect(await stage.server.fileAnnotations()).toEqual({ written: 0, failed: 0 });
  });

  it('does not wait long once the opinion is in', async () => {
    await (
      await stage.clientAs('member')
    ).must(caseId, {
      type: 'submitOpinion',
      text: '建议随访',
      agreesWithChief: false,
    });
    await desk.save('member', { annotations: [aDrawing(study)] }, { version: 4 });
    stage.clock.set('2026-11-25T01:15:30.000Z');
    expect(await stage.server.fileAnnotations()).toEqual({ written: 1, failed: 0 });
  });

  it('puts the report’s key images into the study as a selection for attachment, for all to see', async () => {
    const chief = await stage.clientAs('chief');
    await chief.must(caseId, { type: 'endConsultation', endReason: 'completed' });
    await chief.must(caseId, {
      type: 'waiveOpinion',
      expertId: idOf('fourth'),
      reason: '临时手术',
    });
    const [image] = study.images;
    if (!image) throw new Error('no image');
    const content = aReport({
      dissent: [{ expertId: idOf('member'), expertName: '专家员', text: '建议随访' }],
      keyImages: [
        {
          studyInstanceUid: study.studyInstanceUid,
          seriesInstanceUid: image.seriesInstanceUid,
          sopInstanceUid: image.sopInstanceUid,
          frameNumber: 1,
          window: null,
          caption: '结节',
        },
      ],
    });
    await chief.must(caseId, { type: 'publishReport', content });
    expect(await stage.server.fileAnnotations()).toEqual({ written: 1, failed: 0 });
    expect(await modalitiesSeenBy('requester')).toEqual(['CT', 'KO', 'KO', 'PR', 'PR', 'SR', 'SR']);
    const { body } = await (await stage.clientAs('requester')).get<DicomJson[]>(web('/metadata'));
    const titles = body.flatMap((json) => {
      const selection = readKeyObjects(json);
      return json['00080016']?.Value?.[0] === KO ? [selection.title?.meaning] : [];
    });
    expect(titles).toContain('For Report Attachment');
  });

  it('a study that is gone from the archive does not hold up the rest', async () => {
    const other = { ...study, studyInstanceUid: '2.25.404' };
    await stage.database.db
      .updateTable('annotation_set')
      .set((eb) => ({
        version: eb('version', '+', 1),
        content: JSON.stringify({ annotations: [aDrawing(other), aDrawing(study)], keyImages: [] }),
      }))
      .where('case_id', '=', caseId)
      .where('author_id', '=', idOf('chief'))
      .execute();
    stage.clock.set('2026-11-25T02:15:00.000Z');
    expect(await stage.server.fileAnnotations()).toEqual({ written: 1, failed: 0 });
  });
});
