import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { listCases } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import {
  CASE_STATES,
  type ConsultationCase,
  type Invitation,
} from '../../../shared/domain/consultation/case';
import { owedBy } from '../../../shared/domain/consultation/owed';
import { caseView } from '../../../shared/domain/consultation/visibility';
import { aForm } from '../../../shared/testing/aCase';
import { insertCase } from '../../testing/caseFixtures';
import { createTestServer, START, type TestServer } from '../../testing/testServer';
import { actorOf, idOf } from '../../testing/world';

type Page = RouteOutput<typeof listCases>;
const LIVE: readonly string[] = ['checkedIn', 'inConsultation', 'interrupted'];
const by = idOf('chief');

let stage: TestServer;
const cases: ConsultationCase[] = [];
beforeAll(async () => {
  stage = await createTestServer();
  for (const patch of fc.sample(anyCase, { numRuns: 250, seed: 7 }))
    cases.push(await insertCase(stage.database.db, patch));
});
afterAll(() => stage.close());

const oneOf = <K extends keyof ConsultationCase>(_: K, ...values: ConsultationCase[K][]) =>
  fc.constantFrom(...values);
const report = (version: number, conclusionChanged: boolean) => ({
  version,
  publishedAt: START,
  publishedBy: by,
  contentSha256: 'a',
  amendmentReason: null,
  conclusionChanged,
});
const receipt = (reportVersion: number) => ({
  reportVersion,
  decision: 'adopted' as const,
  reason: '',
  plan: '',
  orderedAt: null,
  by: idOf('requester'),
  at: START,
});
const followUp = (dueOn: string, status: 'planned' | 'answered' | 'reviewed') => ({
  id: 1,
  label: 'T',
  dueOn,
  questions: ['?'],
  createdBy: by,
  status,
  answer: null,
  review: null,
});
const invitation = fc.record({
  expertId: fc.constantFrom(idOf('chief'), idOf('member')),
  status: fc.constantFrom<Invitation['status'][]>(
    'pending',
    'accepted',
    'declined',
    'proposed',
    'expired',
    'replaced',
  ),
  deadline: fc.constantFrom('2026-11-24T01:00:00.000Z', '2026-11-24T06:00:00.000Z'),
});
const anyCase: fc.Arbitrary<Partial<ConsultationCase>> = fc
  .record({
    state: fc.constantFrom(...CASE_STATES),
    form: fc.constantFrom(aForm(), aForm({ urgency: 'emergency' })),
    chiefId: fc.constantFrom(null, idOf('chief')),
    invitations: fc.uniqueArray(invitation, { selector: (entry) => entry.expertId, maxLength: 2 }),
    reports: oneOf(
      'reports',
      [],
      [report(1, false)],
      [report(1, false), report(2, true)],
      [report(1, false), report(2, false)],
    ),
    receipts: oneOf('receipts', [], [receipt(1)], [receipt(1), receipt(2)]),
    ratings: oneOf(
      'ratings',
      [],
      [{ party: 'requester' as const, by: idOf('requester'), at: START, score: 5, comment: '' }],
    ),
    followUps: oneOf(
      'followUps',
      [],
      [followUp('2026-11-24', 'planned')],
      [followUp('2026-11-25', 'planned')],
      [followUp('2026-11-20', 'answered')],
    ),
    lateRecord: oneOf(
      'lateRecord',
      null,
      { completedAt: null, waiver: null },
      { completedAt: START, waiver: null },
    ),
    criticalFinding: oneOf('criticalFinding', null, {
      text: '气胸',
      by,
      at: START,
      acknowledgedBy: null,
      acknowledgedAt: null,
    }),
    opinions: oneOf(
      'opinions',
      [],
      [
        {
          expertId: idOf('member'),
          status: 'submitted' as const,
          text: '同意',
          agreesWithChief: true,
          at: START,
          by: idOf('member'),
        },
      ],
    ),
  })
  .map(({ invitations, ...patch }) => ({
    ...patch,
    updatedAt: '2026-11-23T02:00:00.000Z',
    invitations: invitations.map(complete),
  }));

function complete(entry: Pick<Invitation, 'expertId' | 'status' | 'deadline'>): Invitation {
  return {
    ...entry,
    role: 'member',
    required: true,
    invitedAt: '2026-11-23T02:00:00.000Z',
    respondedAt: null,
    reason: null,
    proposed: [],
  };
}

describe('the list of what is owed', () => {
  it.each([
    'requester',
    'colleague',
    'hospitaladmin',
    'triage',
    'coordinator',
    'chief',
    'member',
    'outsider',
  ] as const)(
    'of %s is what the domain says is owed, and sessions that are going on',
    async (key) => {
      const client = await stage.clientAs(key);
      const actor = actorOf(key);
      const listed: Page['items'] = [];
      let counted: number | null = null;
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Page = (
          await client.get<Page>(`/v1/cases?bucket=owed&limit=100${cursor && `&cursor=${cursor}`}`)
        ).body;
        listed.push(...page.items);
        cursor = page.nextCursor;
        counted ??= page.counts.owed;
      }
      const attends = (current: ConsultationCase) =>
        LIVE.includes(current.state) &&
        (actor.role === 'requester' ||
          current.invitations.some(
            (entry) => entry.expertId === actor.userId && entry.status === 'accepted',
          ));
      const expected = cases.filter(
        (current) =>
          caseView(current, actor, START) === 'full' &&
          (owedBy(current, actor, START) !== null || attends(current)),
      );
      expect(listed.map((item) => item.id).toSorted()).toEqual(
        expected.map((current) => current.id).toSorted(),
      );
      expect(counted).toBe(expected.length);
    },
  );

  it('asks whoever read a version that was amended to read again, and stops asking then', async () => {
    const current = await insertCase(stage.database.db, {
      state: 'awaitingFeedback',
      reports: [report(1, false), report(2, false)],
      receipts: [receipt(1)],
      ratings: [{ party: 'requester', by: idOf('requester'), at: START, score: 5, comment: '' }],
    });
    const { db } = stage.database;
    const reader = await stage.clientAs('colleague');
    const owed = async () => {
      const page = (await reader.get<Page>('/v1/cases?bucket=owed&limit=200')).body;
      return [
        page.items.find((item) => item.id === current.id)?.owed,
        (await reader.caseOf(current.id)).body.owed,
      ];
    };
    expect(await owed()).toEqual([undefined, null]);
    const read = (version: number) =>
      db
        .insertInto('report_reading')
        .values({ case_id: current.id, version, user_id: idOf('colleague'), first_read_at: START })
        .execute();
    await read(1);
    expect(await owed()).toEqual(['reread', 'reread']);
    await read(2);
    expect(await owed()).toEqual([undefined, null]);
  });
});
