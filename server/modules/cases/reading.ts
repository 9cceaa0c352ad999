import { sql, type Kysely } from 'kysely';
import type { CaseDetail, CaseRecord, Person } from '../../../shared/api/cases';
import type { ConsultationCase, Title } from '../../../shared/domain/consultation/case';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import { CATEGORY_OF_TAG, categoriesOf } from '../../../shared/domain/paper/paper';
import { missingItems, type RecordSummary } from '../../../shared/domain/consultation/completeness';
import { validateForm } from '../../../shared/domain/consultation/form';
import { lateItems, owesLateEntry } from '../../../shared/domain/consultation/lateEntry';
import { opinionsAsSeen } from '../../../shared/domain/consultation/opinionAccess';
import { owedBy } from '../../../shared/domain/consultation/owed';
import { availableCommands } from '../../../shared/domain/consultation/transition';
import type { Actor, UserId } from '../../../shared/domain/identity/actor';
import type { Database } from '../../db/schema';

export type Queryable = Kysely<Database>;

export async function readRecords(db: Queryable, caseId: string): Promise<CaseRecord[]> {
  const rows = await db
    .selectFrom('case_record')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy(sql`coalesce(occurred_at, added_at)`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as CaseRecord['kind'],
    category: row.category as CaseRecord['category'],
    title: row.title,
    modality: row.modality,
    source: row.source as CaseRecord['source'],
    occurredAt: row.occurred_at,
    addedAt: row.added_at,
    addedBy: row.added_by as UserId,
    fileName: row.file_name,
    mime: row.mime,
    sizeBytes: row.size_bytes,
    itemCount: row.item_count,
    studyInstanceUid: row.study_instance_uid,
    payload: row.payload,
  }));
}

export const toSummaries = (records: readonly CaseRecord[]): RecordSummary[] =>
  records.flatMap(({ kind, category, modality, itemCount, payload }) => [
    { kind, category, modality, count: itemCount },
    ...otherPages(category, payload),
  ]);

/** A document of scanned pages counts for everything its pages are: a consent among them is a consent. */
function otherPages(category: RecordSummary['category'], payload: unknown): RecordSummary[] {
  const pages = recordPayloadSchema.safeParse(payload).data?.paper?.pages ?? [];
  return categoriesOf(pages)
    .filter((other) => other !== category)
    .map((other) => ({
      kind: 'document',
      category: other,
      modality: null,
      count: pages.filter(({ tag }) => CATEGORY_OF_TAG[tag] === other).length,
    }));
}

export async function readPeople(db: Queryable, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('app_user')
    .leftJoin('hospital', 'hospital.id', 'app_user.hospital_id')
    .leftJoin('expert_profile', 'expert_profile.user_id', 'app_user.id')
    .select([
      'app_user.id',
      'app_user.name',
      'app_user.title',
      'app_user.department_name',
      'hospital.name as hospital_name',
      'expert_profile.title as expert_title',
      'expert_profile.department_name as expert_department',
    ])
    .where('app_user.id', 'in', [...new Set(ids)])
    .execute();
  return rows.map((row) => ({
    userId: row.id as UserId,
    name: row.name,
    title: (row.expert_title ?? row.title) as Title | null,
    departmentName: row.expert_department ?? row.department_name,
    hospitalName: row.hospital_name ?? '',
  }));
}

/** Everybody the aggregate names, for display. */
function namedUsers(current: ConsultationCase): string[] {
  const ids: (string | null | undefined)[] = [
    current.requesterId,
    current.chiefId,
    current.claim?.by,
    current.fixList?.by,
    current.rejection?.by,
    current.waiver?.by,
    current.cancellation?.by,
    current.lateRecord?.waiver?.by,
    ...current.lateEntries.map((entry) => entry.by),
    current.criticalFinding?.by,
    current.criticalFinding?.acknowledgedBy,
    ...current.invitations.map((entry) => entry.expertId),
    ...current.form.wishes.expertIds,
    ...current.opinions.map((entry) => entry.expertId),
    ...current.checkIns.map((entry) => entry.userId),
    ...current.rescheduleRequests.map((entry) => entry.by),
    ...current.reports.map((entry) => entry.publishedBy),
    ...current.receipts.map((entry) => entry.by),
    ...current.ratings.map((entry) => entry.by),
    ...current.followUps.flatMap((item) => [item.createdBy, item.answer?.by, item.review?.by]),
  ];
  return ids.filter((id): id is string => typeof id === 'string');
}

/** The whole case page in a handful of indexed queries. */
export async function readDetail(
  db: Queryable,
  current: ConsultationCase,
  actor: Actor,
  at: string,
): Promise<CaseDetail> {
  const records = await readRecords(db, current.id);
  const hospital = await db
    .selectFrom('hospital')
    .select(['name', 'city'])
    .where('id', '=', current.hospitalId)
    .executeTakeFirstOrThrow();
  const roomIds = [current.appointment?.centreRoomId, current.appointment?.countyRoomId].filter(
    (id): id is string => typeof id === 'string',
  );
  const readReportVersion = await readReadVersion(db, current.id, actor.userId);
  const owed = owedBy(current, actor, at, readReportVersion);
  const { opinionsGiven, ...opinions } = opinionsAsSeen(current, actor);
  return {
    case: { ...current, ...opinions },
    opinionsGiven,
    hospitalName: hospital.name,
    city: hospital.city,
    people: await readPeople(db, namedUsers(current)),
    rooms: await readRooms(db, roomIds),
    records,
    missing: missingItems(current.form, toSummaries(records), at),
    fields: validateForm(current.form, at),
    available: availableCommands(current, actor),
    lateItems: owesLateEntry(current) ? lateItems(current.form, toSummaries(records)) : [],
    owed: owed?.owed ?? null,
    dueAt: owed?.dueAt ?? null,
    ...(await readRelatives(db, current)),
    readReportVersion,
  };
}

async function readRooms(db: Queryable, ids: readonly string[]): Promise<CaseDetail['rooms']> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('room')
    .innerJoin('hospital', 'hospital.id', 'room.hospital_id')
    .select(['room.id', 'room.name', 'hospital.name as hospitalName'])
    .where('room.id', 'in', ids)
    .execute();
}

async function readRelatives(db: Queryable, current: ConsultationCase) {
  const parent = current.parentId
    ? await db
        .selectFrom('consultation')
        .select('request_no')
        .where('id', '=', current.parentId)
        .executeTakeFirst()
    : undefined;
  const children = await db
    .selectFrom('consultation')
    .select(['id', 'request_no', 'state'])
    .where('parent_id', '=', current.id)
    .execute();
  return {
    parentRequestNo: parent?.request_no ?? null,
    children: children.map((row) => ({
      id: row.id as ConsultationCase['id'],
      requestNo: row.request_no,
      state: row.state as ConsultationCase['state'],
    })),
  };
}

async function readReadVersion(db: Queryable, caseId: string, userId: string): Promise<number> {
  const row = await db
    .selectFrom('report_reading')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('case_id', '=', caseId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.version ?? 0;
}
