import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seesAnnotationsOf } from '../../shared/domain/consultation/annotationAccess';
import type { ConsultationCase, Invitation } from '../../shared/domain/consultation/case';
import { caseView } from '../../shared/domain/consultation/visibility';
import { insertCase } from '../testing/caseFixtures';
import { createTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { actorOf, idOf, PERSON_KEYS, seedWorld, type PersonKey } from '../testing/world';
import { seriesScope } from './annotationScope';

const NOW = '2026-11-24T02:00:00.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedWorld(database.db);
});
afterAll(() => database.close());

const EXPERTS = ['chief', 'member', 'fourth'] as const;
const invitation = (key: PersonKey, status: Invitation['status']): Invitation => ({
  expertId: idOf(key),
  status,
  role: key === 'chief' ? 'chief' : 'member',
  required: true,
  invitedAt: NOW,
  deadline: NOW,
  respondedAt: null,
  reason: null,
  proposed: [],
});
const anyCase = fc.record({
  state: fc.constantFrom('inConsultation' as const, 'reporting' as const, 'published' as const),
  statuses: fc.tuple(
    ...EXPERTS.map(() =>
      fc.constantFrom('accepted' as const, 'pending' as const, 'declined' as const),
    ),
  ),
  opinions: fc.tuple(
    ...EXPERTS.map(() =>
      fc.constantFrom(null, 'agrees' as const, 'dissents' as const, 'waived' as const),
    ),
  ),
  isPublished: fc.boolean(),
});

type Sample = typeof anyCase extends fc.Arbitrary<infer S> ? S : never;
const toPatch = ({
  state,
  statuses,
  opinions,
  isPublished,
}: Sample): Partial<ConsultationCase> => ({
  state,
  chiefId: idOf('chief'),
  invitations: EXPERTS.map((key, at) => invitation(key, statuses[at] ?? 'declined')),
  opinions: EXPERTS.flatMap((key, at) => {
    const given = opinions[at];
    if (!given) return [];
    return [
      {
        expertId: idOf(key),
        text: '意见',
        agreesWithChief: given === 'agrees',
        status: given === 'waived' ? ('waived' as const) : ('submitted' as const),
        at: NOW,
        by: idOf(key),
      },
    ];
  }),
  reports: isPublished
    ? [
        {
          version: 1,
          publishedAt: NOW,
          publishedBy: idOf('chief'),
          contentSha256: 'x'.repeat(64),
          amendmentReason: null,
          conclusionChanged: false,
        },
      ]
    : [],
});

/** A study with one series of the hospital and one of each author. */
async function seriesOf(current: ConsultationCase, study: string): Promise<void> {
  const { db } = database;
  await db
    .insertInto('dicom_study')
    .values({ ...EMPTY_STUDY, study_instance_uid: study, received_at: NOW })
    .execute();
  const authors = ['requester', ...EXPERTS] as const;
  await db
    .insertInto('dicom_series')
    .values(
      ['hospital', ...authors].map((who) => ({
        series_instance_uid: `${study}/${who}`,
        study_instance_uid: study,
        modality: 'SR',
        series_number: null,
        series_description: null,
        body_part: null,
        attributes: '{}',
        received_at: NOW,
      })),
    )
    .execute();
  await db
    .insertInto('annotation_series')
    .values(
      authors.map((who) => ({
        series_instance_uid: `${study}/${who}`,
        study_instance_uid: study,
        case_id: current.id,
        author_id: idOf(who),
        is_county: who === 'requester',
      })),
    )
    .execute();
}
const EMPTY_STUDY = {
  study_date: null,
  study_time: null,
  accession_number: null,
  study_id: null,
  study_description: null,
  referring_physician: null,
  patient_name_alphabetic: null,
  patient_name_ideographic: null,
  patient_name_phonetic: null,
  patient_id: null,
  patient_birth_date: null,
  patient_sex: null,
  attributes: '{}',
};

describe('the scope of series', () => {
  it('is what the domain says of every author, for everybody, whatever is given or published', async () => {
    const cases: { current: ConsultationCase; study: string }[] = [];
    for (const sample of fc.sample(anyCase, { numRuns: 120, seed: 20261124 })) {
      const current = await insertCase(database.db, toPatch(sample));
      const study = `study-${randomUUID()}`;
      await seriesOf(current, study);
      cases.push({ current, study });
    }
    for (const key of PERSON_KEYS) {
      const actor = actorOf(key);
      const { rows } = await sql<{ uid: string }>`
        select se.series_instance_uid as uid from dicom_series se where ${seriesScope(actor, NOW)}`.execute(
        database.db,
      );
      const inSql = new Set(rows.map(({ uid }) => uid));
      const different = cases.flatMap(({ current, study }) => {
        const isSeen = caseView(current, actor, NOW) === 'full';
        return ['hospital', 'requester', ...EXPERTS].flatMap((who) => {
          const expected =
            who === 'hospital' ||
            (isSeen &&
              seesAnnotationsOf(current, actor, {
                userId: idOf(who as PersonKey),
                isCounty: who === 'requester',
              }));
          return inSql.has(`${study}/${who}`) === expected ? [] : [`${who} of ${current.state}`];
        });
      });
      expect([key, different]).toEqual([key, []]);
    }
  });
});
