import { randomUUID } from 'node:crypto';
import type { getAnnotations, saveAnnotations } from '../../../../shared/api/annotations';
import type { RouteOutput } from '../../../../shared/api/route';
import type {
  Annotation,
  AnnotationContent,
  KeyImageMark,
} from '../../../../shared/domain/imaging/annotations/annotationSet';
import type { MeasurementKind } from '../../../../shared/domain/imaging/measurement';
import { dataFile, dataFiles } from '../../../dicom/testing/testData';
import type { TestServer } from '../../../testing/testServer';
import { HOSPITALS, type PersonKey } from '../../../testing/world';

export type StoredStudy = {
  readonly studyInstanceUid: string;
  readonly images: readonly {
    readonly seriesInstanceUid: string;
    readonly sopInstanceUid: string;
  }[];
};

/** Real objects in the archive of the northern county, put on the case in place of its invented study. */
export async function studyOnCase(
  stage: TestServer,
  caseId: string,
  names: readonly string[] = dataFiles('dicom/series-ct-lidc').slice(0, 3),
): Promise<StoredStudy> {
  const images = [];
  let studyInstanceUid = '';
  for (const name of names) {
    const outcome = await stage.server.ingest.ingest(dataFile(name), {
      hospitalId: HOSPITALS.north,
      uploadedBy: null,
    });
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.code}`);
    studyInstanceUid = outcome.value.studyInstanceUid;
    images.push(outcome.value);
  }
  await stage.database.db
    .updateTable('case_record')
    .set({ study_instance_uid: studyInstanceUid })
    .where('case_id', '=', caseId)
    .where('kind', '=', 'study')
    .execute();
  return { studyInstanceUid, images };
}

const POINTS: Readonly<Record<MeasurementKind, [number, number][]>> = {
  length: [
    [200, 200],
    [240, 230],
  ],
  bidirectional: [
    [200, 200],
    [260, 200],
    [230, 180],
    [230, 210],
  ],
  angle: [
    [200, 200],
    [220, 220],
    [260, 220],
  ],
  cobb: [
    [200, 200],
    [260, 210],
    [200, 300],
    [260, 280],
  ],
  ellipseRoi: [
    [230, 260],
    [230, 240],
    [210, 250],
    [250, 250],
  ],
  rectangleRoi: [
    [200, 240],
    [240, 240],
    [200, 270],
    [240, 270],
  ],
  freehandRoi: [
    [200, 200],
    [230, 205],
    [240, 240],
    [205, 230],
  ],
  probe: [[250, 250]],
  arrow: [
    [250, 250],
    [280, 270],
  ],
  text: [[100, 100]],
};

/** A drawing of some kind on an image of the study. */
export function aDrawing(
  study: StoredStudy,
  kind: MeasurementKind = 'length',
  patch: Partial<Annotation['measurement']> & { image?: number } = {},
): Annotation {
  const { image: at = 0, ...measurement } = patch;
  const image = study.images[at];
  if (!image) throw new Error(`the study has no image ${at}`);
  const { seriesInstanceUid, sopInstanceUid } = image;
  return {
    studyInstanceUid: study.studyInstanceUid,
    seriesInstanceUid,
    measurement: {
      id: randomUUID(),
      kind,
      sopInstanceUid,
      frameNumber: 1,
      points: POINTS[kind],
      ...(kind === 'text' && { label: '注意' }),
      ...measurement,
    },
    finding: null,
    site: null,
    visible: true,
    pixels: null,
    createdAt: '2026-11-25T01:05:00.000Z',
    changedAt: '2026-11-25T01:05:00.000Z',
  };
}

export function aMark(
  study: StoredStudy,
  patch: Partial<KeyImageMark> & { image?: number } = {},
): KeyImageMark {
  const { image: at = 0, ...rest } = patch;
  const image = study.images[at];
  if (!image) throw new Error(`the study has no image ${at}`);
  const { seriesInstanceUid, sopInstanceUid } = image;
  return {
    id: randomUUID(),
    studyInstanceUid: study.studyInstanceUid,
    seriesInstanceUid,
    sopInstanceUid,
    frameNumber: 1,
    caption: '右肺结节',
    window: { centre: -600, width: 1500 },
    rotation: 0,
    flipped: false,
    inverted: false,
    area: null,
    withDrawings: true,
    changedAt: '2026-11-25T01:06:00.000Z',
    ...rest,
  };
}

/** What people of the stage do with the annotations of one case. */
export function annotationDesk(stage: () => TestServer, caseId: () => string) {
  const url = (tail = '') => `/v1/cases/${caseId()}/annotations${tail}`;
  const get = async (who: PersonKey) =>
    (await stage().clientAs(who)).get<RouteOutput<typeof getAnnotations>>(url());
  async function save(
    who: PersonKey,
    content: Partial<AnnotationContent>,
    guard: { version?: number; key?: string } = {},
  ) {
    return (await stage().clientAs(who)).call<RouteOutput<typeof saveAnnotations>>(
      'PUT',
      url('/mine'),
      {
        content: { annotations: [], keyImages: [], ...content },
        expectedVersion: guard.version ?? 0,
        idempotencyKey: guard.key ?? randomUUID(),
      },
    );
  }
  /** Whose sets reach somebody. */
  const authorsSeenBy = async (who: PersonKey): Promise<string[]> =>
    (await get(who)).body.sets.map(({ author }) => author.name).sort();
  return { url, get, save, authorsSeenBy };
}
