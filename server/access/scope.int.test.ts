import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CASE_STATES,
  type ConsultationCase,
  type Invitation,
} from '../../shared/domain/consultation/case';
import { caseView } from '../../shared/domain/consultation/visibility';
import { insertCase } from '../testing/caseFixtures';
import { createTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { actorOf, HOSPITALS, idOf, PERSON_KEYS, seedWorld } from '../testing/world';
import { caseScope } from './scope';

const NOW = '2026-11-24T02:00:00.000Z';
const STATUSES: readonly Invitation['status'][] = [
  'pending',
  'accepted',
  'declined',
  'proposed',
  'expired',
  'replaced',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedWorld(database.db);
});
afterAll(() => database.close());

const archivedAt = fc.constantFrom(
  '2026-10-25T01:59:59.999Z',
  '2026-10-25T02:00:00.000Z',
  '2026-11-23T00:00:00.000Z',
);
const anyCase = fc.record({
  state: fc.constantFrom(...CASE_STATES),
  hospitalId: fc.constantFrom(HOSPITALS.north, HOSPITALS.south),
  submittedAt: fc.constantFrom(null, '2026-11-23T02:00:00.000Z'),
  archive: fc.option(archivedAt.map((at) => ({ outcome: 'planDone' as const, by: null, at }))),
  invitations: fc.uniqueArray(
    fc.record({
      expertId: fc.constantFrom(idOf('chief'), idOf('member')),
      status: fc.constantFrom(...STATUSES),
    }),
    { selector: ({ expertId }) => expertId, maxLength: 2 },
  ),
});

describe('the scope of a list', () => {
  it('is the view of the domain: for everybody, in every state, submitted or not, archived or not', async () => {
    const samples = [
      ...CASE_STATES.map((state) => ({
        state,
        hospitalId: HOSPITALS.north,
        submittedAt: null,
        archive: null,
        invitations: [],
      })),
      ...fc.sample(anyCase, { numRuns: 300, seed: 20261124 }),
    ];
    const cases: ConsultationCase[] = [];
    for (const { invitations, ...patch } of samples) {
      cases.push(
        await insertCase(database.db, { ...patch, invitations: invitations.map(complete) }),
      );
    }
    for (const key of PERSON_KEYS) {
      const actor = actorOf(key);
      const rows = await sql<{
        id: string;
      }>`select c.id from consultation c where ${caseScope(actor, NOW)}`.execute(database.db);
      const inSql = new Set(rows.rows.map(({ id }) => id));
      const different = cases
        .filter((current) => inSql.has(current.id) !== (caseView(current, actor, NOW) === 'full'))
        .map(({ state, submittedAt, archive, invitations }) => ({
          state,
          submittedAt,
          archive,
          invitations: invitations.map((i) => i.status),
        }));
      expect([key, different]).toEqual([key, []]);
    }
  });
});

const complete = ({ expertId, status }: Pick<Invitation, 'expertId' | 'status'>): Invitation => ({
  expertId,
  status,
  role: 'member',
  required: true,
  invitedAt: NOW,
  deadline: NOW,
  respondedAt: null,
  reason: null,
  proposed: [],
});
