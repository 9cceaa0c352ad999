import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consultationCaseSchema } from '../../shared/domain/consultation/case';
import { recordPayloadSchema } from '../../shared/domain/intake/payload';
import { reportContentSchema } from '../../shared/domain/report/report';
import { createTestServer, type TestServer } from '../testing/testServer';
import { seedBaseData } from './baseData';
import { seedScenarios } from './scenarioSeed';

const DEMO = path.resolve(import.meta.dirname, '../../resources/demo');
const DAY_MS = 24 * 3_600_000;

/** Everything with a date of its own: pictures, ECGs and laboratory results. */
type Exam = {
  readonly title: string;
  readonly occurredAt: number;
  readonly addedAt: number;
  readonly latest: number;
  readonly study: { readonly date: string | null; readonly birthDate: string | null } | null;
};

describe.each([
  ['soon after it was written', '2026-11-24T02:00:00.000Z'],
  ['many months later, in the evening', '2027-07-06T13:40:00.000Z'],
])('the demo started %s', (_, startedAt) => {
  let stage: TestServer;
  const now = Date.parse(startedAt);
  beforeAll(async () => {
    stage = await createTestServer({ isEmpty: true });
    await seedBaseData(stage.database.db, path.dirname(DEMO));
    await seedScenarios(stage.server, DEMO, now);
  }, 180_000);
  afterAll(() => stage.close());

  const cases = async () => {
    const rows = await stage.database.db
      .selectFrom('consultation')
      .select(['id', 'body'])
      .execute();
    return rows.map(({ id, body }) => ({ id, current: consultationCaseSchema.parse(body) }));
  };
  const examsOf = async (caseId: string): Promise<Exam[]> => {
    const rows = await stage.database.db
      .selectFrom('case_record as r')
      .leftJoin('dicom_study as s', 's.study_instance_uid', 'r.study_instance_uid')
      .select(['r.title', 'r.kind', 'r.occurred_at', 'r.added_at', 'r.payload'])
      .select(['s.study_date', 's.patient_birth_date'])
      .where('r.case_id', '=', caseId)
      .where('r.kind', 'in', ['study', 'lab'])
      .execute();
    return rows.map((row) => {
      const occurredAt = Date.parse(row.occurred_at ?? '');
      const results = recordPayloadSchema.parse(row.payload).results ?? [];
      const observed = results.map((result) => Date.parse(result.observedAt ?? ''));
      return {
        title: row.title,
        occurredAt,
        addedAt: Date.parse(row.added_at),
        latest: Math.max(occurredAt, ...observed),
        study:
          row.kind === 'study' ? { date: row.study_date, birthDate: row.patient_birth_date } : null,
      };
    });
  };
  const inBeijing = (at: number) =>
    new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');

  it('has no examination of the future, and none on a case before it was made', async () => {
    let seen = 0;
    for (const { id } of await cases()) {
      for (const { title, latest, addedAt } of await examsOf(id)) {
        seen += 1;
        expect(latest, title).toBeLessThanOrEqual(addedAt);
        expect(addedAt, title).toBeLessThanOrEqual(now);
      }
    }
    expect(seen).toBeGreaterThan(15);
  });

  it('has reports about what there was: the day, the hours before it, and not months ago', async () => {
    for (const { id, current } of await cases()) {
      const published = current.reports[0]?.publishedAt;
      for (const { title, latest, addedAt } of await examsOf(id)) {
        if (published && addedAt > Date.parse(published)) continue; // how it went on, after the report
        expect(latest, title).toBeLessThanOrEqual(Date.parse(published ?? startedAt));
        const submitted = current.submittedAt ? Date.parse(current.submittedAt) : now;
        expect(submitted - latest, title).toBeLessThan(9 * DAY_MS);
      }
    }
  });

  it('has emergency examinations between the onset and the request', async () => {
    const urgent = (await cases()).filter(({ current }) => current.form.clinical.onsetAt !== null);
    const emergencies = urgent.filter(({ current }) => current.form.wishes.urgency === 'emergency');
    expect(emergencies.length).toBeGreaterThanOrEqual(2);
    for (const { id, current } of emergencies) {
      const published = Date.parse(current.reports[0]?.publishedAt ?? startedAt);
      for (const { title, occurredAt, addedAt } of await examsOf(id)) {
        if (addedAt > published) continue;
        expect(occurredAt, title).toBeGreaterThan(Date.parse(current.form.clinical.onsetAt ?? ''));
      }
    }
  });

  it('has every picture its reports show', async () => {
    const versions = await stage.database.db
      .selectFrom('report_version')
      .select('content')
      .execute();
    const images = versions.flatMap(({ content }) => reportContentSchema.parse(content).keyImages);
    expect(images.length).toBeGreaterThan(0);
    for (const { sopInstanceUid, studyInstanceUid } of images) {
      const found = await stage.database.db
        .selectFrom('dicom_instance')
        .select('study_instance_uid as study')
        .where('sop_instance_uid', '=', sopInstanceUid)
        .executeTakeFirst();
      expect(found?.study).toBe(studyInstanceUid);
    }
  });

  it('has the same day in the files as in the list, and the patient’s own birth date', async () => {
    for (const { id, current } of await cases()) {
      for (const { title, occurredAt, study } of await examsOf(id)) {
        if (!study) continue;
        expect([title, study.date?.replaceAll('-', '')]).toEqual([title, inBeijing(occurredAt)]);
        const birth = current.form.patient.birthDate?.replaceAll('-', '');
        expect([title, study.birthDate?.replaceAll('-', '')]).toEqual([title, birth]);
      }
    }
  });
});
