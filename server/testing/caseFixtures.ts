import { randomUUID } from 'node:crypto';
import type { InsertObject } from 'kysely';
import {
  consultationCaseSchema,
  newCase,
  type ConsultationCase,
} from '../../shared/domain/consultation/case';
import type { RequestForm } from '../../shared/domain/consultation/form';
import type { CaseId, UserId } from '../../shared/domain/identity/actor';
import { aForm } from '../../shared/testing/aCase';
import type { Db } from '../db/database';
import type { Database } from '../db/schema';
import { toColumns, toExpertRows } from '../modules/cases/caseRow';
import { HOSPITALS, idOf } from './world';

const YESTERDAY = '2026-11-23T02:00:00.000Z';

/** A case of the northern county as if the workflow had led there; only for tests that ask about one state. */
export async function insertCase(
  db: Db,
  patch: Partial<ConsultationCase>,
): Promise<ConsultationCase> {
  const fresh = newCase(
    {
      id: randomUUID() as CaseId,
      requesterId: idOf('requester'),
      hospitalId: HOSPITALS.north,
      parentId: null,
      form: aForm(),
    },
    YESTERDAY,
  );
  const current = consultationCaseSchema.parse({
    ...fresh,
    version: 1,
    submittedAt: YESTERDAY,
    ...patch,
  });
  await db
    .insertInto('consultation')
    .values({ id: current.id, ...toColumns(current, [], '北申请') })
    .execute();
  const experts = toExpertRows(current);
  if (experts.length > 0) await db.insertInto('consultation_expert').values(experts).execute();
  return current;
}

/** A signed consent paper and a chest CT, which is what a general request needs. */
export async function addMaterial(
  db: Db,
  caseId: string,
  by: UserId = idOf('requester'),
): Promise<void> {
  const common = {
    case_id: caseId,
    added_by: by,
    added_at: YESTERDAY,
    occurred_at: YESTERDAY,
    source: 'manual',
  };
  const none = { file_name: null, mime: null, blob_sha256: null, size_bytes: null, payload: null };
  const kept = { ...none, removed_at: null, removed_by: null };
  await db
    .insertInto('case_record')
    .values([
      {
        ...common,
        ...kept,
        id: randomUUID(),
        kind: 'document',
        category: 'consent',
        title: '知情同意书',
        modality: null,
        study_instance_uid: null,
      },
      {
        ...common,
        ...kept,
        id: randomUUID(),
        kind: 'study',
        category: 'imaging',
        title: '胸部 CT',
        modality: 'CT',
        study_instance_uid: null,
        item_count: 80,
      },
    ])
    .execute();
}

type RecordRow = InsertObject<Database, 'case_record'>;
type RecordFacts = Pick<RecordRow, 'kind' | 'category' | 'title'> & Partial<RecordRow>;

/** A piece of material of a case as it lies in its table, with what it says of itself and nothing else. @returns its id. */
export async function insertRecord(db: Db, caseId: string, facts: RecordFacts): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('case_record')
    .values({
      id,
      case_id: caseId,
      modality: null,
      source: 'scan',
      occurred_at: null,
      added_at: YESTERDAY,
      added_by: idOf('requester'),
      file_name: null,
      mime: null,
      blob_sha256: null,
      size_bytes: null,
      study_instance_uid: null,
      payload: null,
      removed_at: null,
      removed_by: null,
      ...facts,
    })
    .execute();
  return id;
}

/** A complete request, valid from the tests' start on. */
export const aRequest = (patch: Partial<RequestForm['wishes']> = {}): RequestForm => aForm(patch);
