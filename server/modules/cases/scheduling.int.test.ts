import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { proposeSlots } from '../../../shared/api/scheduling';
import type { RouteOutput } from '../../../shared/api/route';
import { runCaseClock } from '../../jobs/caseClock';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { insertCase } from '../../testing/caseFixtures';
import type { Client } from '../../testing/client';
import { createStory, SLOT } from '../../testing/story';
import { createTestServer, START, type TestServer } from '../../testing/testServer';
import { HOSPITALS, idOf, ROOMS, type PersonKey } from '../../testing/world';

let stage: TestServer;
let story: ReturnType<typeof createStory>;
let triage: Client;
let coordinator: Client;
let chief: Client;
beforeAll(async () => {
  stage = await createTestServer();
  story = createStory(stage);
  triage = await stage.clientAs('triage');
  coordinator = await stage.clientAs('coordinator');
  chief = await stage.clientAs('chief');
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.clock.set('2026-11-24T02:00:00.000Z');
  await stage.database.db.deleteFrom('booking').execute();
});

const invite = (caseId: string, ...keys: Parameters<typeof idOf>[0][]) =>
  triage.command(caseId, {
    type: 'inviteExperts',
    experts: keys.map((key, index) => ({
      expertId: idOf(key),
      role: index === 0 ? 'chief' : 'member',
      required: true,
    })),
  });
const bookings = (caseId: string) =>
  stage.database.db
    .selectFrom('booking')
    .select(['resource_kind', 'resource_id', 'during'])
    .where('case_id', '=', caseId)
    .execute();

describe('inviting', () => {
  it('refuses an expert below the rule’s title and says who', async () => {
    const caseId = await story.accepted();
    const reply = await invite(caseId, 'junior');
    expect([reply.status, reply.error?.code, reply.error?.params]).toEqual([
      409,
      'case.expertTitle',
      { name: '主治' },
    ]);
  });

  it('reaches the expert, who then sees the case; one who declines stops seeing it', async () => {
    const caseId = await story.accepted();
    expect((await chief.caseOf(caseId)).status).toBe(404);
    expect((await invite(caseId, 'chief', 'member')).status).toBe(200);
    expect((await chief.caseOf(caseId)).body).toMatchObject({
      owed: 'invitation',
      dueAt: '2026-11-24T06:00:00.000Z',
    });
    const member = await stage.clientAs('member');
    await member.must(caseId, { type: 'declineInvitation', reason: '手术中' });
    expect((await member.caseOf(caseId)).status).toBe(404);
    expect((await triage.caseOf(caseId)).body.case.invitations.map((i) => i.status)).toEqual([
      'pending',
      'declined',
    ]);
  });

  it('runs out by the clock after four hours, tells triage, and the expert can no longer accept', async () => {
    const caseId = await story.accepted();
    await invite(caseId, 'chief');
    stage.clock.advance({ hours: 3, minutes: 59 });
    const clock = () =>
      runCaseClock(stage.server.db, stage.server.cases.applyAsSystem, stage.clock.now);
    await clock();
    expect((await triage.caseOf(caseId)).body.case.invitations[0]?.status).toBe('pending');
    stage.clock.advance({ minutes: 2 });
    expect(await clock()).toBeGreaterThan(0);
    const { body } = await triage.caseOf(caseId);
    expect(body.case.invitations[0]?.status).toBe('expired');
    expect(
      (await chief.command(caseId, { type: 'acceptInvitation' }, { version: body.case.version }))
        .status,
    ).toBe(404);
    const told = await stage.database.db
      .selectFrom('notification')
      .select('user_id')
      .where('case_id', '=', caseId)
      .where('event', '=', 'invitationExpired')
      .execute();
    expect(told.map((row) => row.user_id)).toContain(idOf('triage'));
    expect(await clock()).toBe(0);
  });
});

describe('a slot', () => {
  it('is proposed inside the county’s wishes, for rooms and people that are free', async () => {
    const caseId = await story.coordinated();
    const propose = async () =>
      (await triage.get<RouteOutput<typeof proposeSlots>>(`/v1/cases/${caseId}/slot-proposals`))
        .body.items;
    const [first] = await propose();
    expect(first).toMatchObject({ startsAt: SLOT.startsAt, preferred: true, minutes: 30 });
    const other = await story.coordinated(['outsider']);
    await coordinator.must(other, { type: 'schedule', ...SLOT, countyRoomId: ROOMS.northTwo });
    const after = await propose();
    // the requesting doctor is the same person, so the whole half hour is gone
    expect(after[0]?.startsAt).toBe('2026-11-25T01:30:00.000Z');
    expect(after.every((slot) => slot.startsAt !== SLOT.startsAt)).toBe(true);
  });

  it('is not given before every required expert accepted, nor in the past, nor without rooms', async () => {
    const caseId = await story.accepted();
    await invite(caseId, 'chief', 'member');
    const open = await triage.command(caseId, { type: 'schedule', ...SLOT });
    expect(open.error?.code).toBe('case.invitationsOpen');
    for (const key of ['chief', 'member'] as const)
      await (await stage.clientAs(key)).must(caseId, { type: 'acceptInvitation' });
    const past = await triage.command(caseId, {
      type: 'schedule',
      ...SLOT,
      startsAt: '2026-11-24T01:00:00.000Z',
    });
    expect(past.error?.code).toBe('case.slotInvalid');
    const roomless = await triage.command(caseId, {
      type: 'schedule',
      ...SLOT,
      centreRoomId: null,
    });
    expect(roomless.error?.code).toBe('case.roomNeeded');
  });

  it('claims both rooms, the experts and the requester, and tells them by SMS when and where', async () => {
    const caseId = await story.scheduled();
    const claimed = (await bookings(caseId))
      .map((row) => `${row.resource_kind} ${row.resource_id}`)
      .sort();
    expect(claimed).toEqual(
      [
        `room ${ROOMS.centreOne}`,
        `room ${ROOMS.northOne}`,
        `expert ${idOf('chief')}`,
        `expert ${idOf('member')}`,
        `requester ${idOf('requester')}`,
      ].sort(),
    );
    const [message] = await stage.database.db
      .selectFrom('outbox')
      .select('text')
      .where('case_id', '=', caseId)
      .where('template', '=', 'scheduled')
      .where('user_id', '=', idOf('requester'))
      .execute();
    expect(message?.text).toMatch(/11月25日/);
    expect(message?.text).toContain('1号会诊室');
  });

  it.each([
    ['room', { expert: 'outsider', centreRoomId: ROOMS.centreOne }],
    ['expert', { expert: 'chief', centreRoomId: ROOMS.centreTwo }],
  ] as const)(
    'goes to exactly one of two who want the same %s at once, twenty times over',
    async (resource, wanted) => {
      for (let round = 0; round < 20; round += 1) {
        await stage.database.db.deleteFrom('booking').execute();
        const a = (await ready('chief', {})).id;
        const b = (
          await ready(wanted.expert, { requesterId: idOf('stranger'), hospitalId: HOSPITALS.south })
        ).id;
        const { centreRoomId } = wanted;
        const replies = await Promise.all([
          triage.command(a, { type: 'schedule', ...SLOT }, { version: 1 }),
          coordinator.command(
            b,
            { type: 'schedule', ...SLOT, centreRoomId, countyRoomId: ROOMS.southOne },
            { version: 1 },
          ),
        ]);
        expect([round, replies.map((reply) => reply.status).sort()]).toEqual([round, [200, 409]]);
        const loser = replies.find((reply) => reply.status === 409);
        expect(loser?.error).toMatchObject({ code: 'case.slotTaken', params: { resource } });
        const lost = replies[0] === loser ? a : b;
        expect(await bookings(lost)).toEqual([]);
        expect((await triage.caseOf(lost)).body.case).toMatchObject({
          state: 'coordinating',
          version: 1,
        });
      }
    },
  );

  /** A case that only lacks its slot. */
  const ready = (expert: PersonKey, patch: Partial<ConsultationCase>) =>
    insertCase(stage.database.db, {
      ...patch,
      state: 'coordinating',
      chiefId: idOf(expert),
      invitations: [
        {
          expertId: idOf(expert),
          role: 'chief',
          required: true,
          status: 'accepted',
          invitedAt: START,
          deadline: START,
          respondedAt: START,
          reason: null,
          proposed: [],
        },
      ],
    });

  it('moves with the old time shown and frees the old room; not within two hours unless waived', async () => {
    const caseId = await story.scheduled(['chief']);
    const later = {
      ...SLOT,
      startsAt: '2026-11-25T06:00:00.000Z',
      endsAt: '2026-11-25T06:30:00.000Z',
    };
    await chief.must(caseId, { type: 'requestReschedule', reason: '门诊冲突', windows: [] });
    const moved = await triage.must(caseId, {
      type: 'reschedule',
      ...later,
      reason: '专家门诊',
      waiveNotice: false,
    });
    expect(moved.case.appointment).toMatchObject({
      startsAt: later.startsAt,
      previous: [{ startsAt: SLOT.startsAt, reason: '专家门诊' }],
    });
    expect(moved.case.rescheduleRequests).toEqual([]);
    const other = await story.coordinated(['outsider'], undefined);
    expect(
      (await triage.command(other, { type: 'schedule', ...SLOT, countyRoomId: ROOMS.northTwo }))
        .status,
    ).toBe(200);
    stage.clock.set('2026-11-25T04:01:00.000Z');
    const late = await triage.command(caseId, {
      type: 'reschedule',
      ...later,
      startsAt: '2026-11-25T07:00:00.000Z',
      endsAt: '2026-11-25T07:30:00.000Z',
      reason: '再改',
      waiveNotice: false,
    });
    expect(late.error?.code).toBe('case.tooLateToMove');
    expect((await bookings(caseId)).every((row) => row.during.includes('06:00'))).toBe(true);
  });

  it('is given back when the request is cancelled, which the county can no longer do alone', async () => {
    const caseId = await story.scheduled(['chief']);
    const requester = await stage.clientAs('requester');
    const alone = await requester.command(caseId, { type: 'cancel', reason: '患者出院' });
    expect([alone.status, alone.error?.code]).toEqual([409, 'case.cancelNeedsCentre']);
    await requester.must(caseId, { type: 'requestCancellation', reason: '患者出院' });
    const cancelled = await coordinator.must(caseId, { type: 'cancel', reason: '同意取消' });
    expect(cancelled.case).toMatchObject({
      state: 'cancelled',
      cancellation: { reason: '患者出院', by: idOf('requester'), confirmedBy: idOf('coordinator') },
    });
    expect(await bookings(caseId)).toEqual([]);
  });
});
