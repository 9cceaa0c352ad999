import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStory } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import type { PersonKey } from '../../testing/world';
import { connect, type Participant } from './testing/participant';

let stage: TestServer;
let story: ReturnType<typeof createStory>;
beforeEach(async () => {
  stage = await createTestServer();
  story = createStory(stage);
});
afterEach(() => stage.close());

type Ticket = { ticket: string; seatId: string; role: string };

async function ticketOf(caseId: string, person: PersonKey): Promise<string> {
  const client = await stage.clientAs(person);
  const reply = await client.call<Ticket>('POST', `/v1/cases/${caseId}/conference/tickets`, {});
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.error));
  return reply.body.ticket;
}

async function join(caseId: string, person: PersonKey): Promise<Participant> {
  const participant = await connect(stage.server.app);
  const welcome = await participant.hello(await ticketOf(caseId, person));
  if (!welcome.ok) throw new Error(JSON.stringify(welcome.error));
  return participant;
}

describe('a room', () => {
  it('shows everybody the same seats, with what each of them is', async () => {
    const caseId = await story.inConsultation();
    const chief = await join(caseId, 'chief');
    const requester = await join(caseId, 'requester');
    await chief.untilRoom((room) => Object.keys(room.seats).length === 2, 'second seat');
    expect(chief.room().seats).toEqual(requester.room().seats);
    expect(Object.values(chief.room().seats).map(({ role, side }) => [role, side])).toEqual([
      ['host', 'centre'],
      ['coHost', 'county'],
    ]);
    expect(chief.room().facts.phase).toBe('live');
    expect(chief.room().facts.media).toEqual({ state: 'unavailable' });
  });

  it('takes a ticket once', async () => {
    const caseId = await story.inConsultation();
    const ticket = await ticketOf(caseId, 'chief');
    const first = await connect(stage.server.app);
    expect((await first.hello(ticket)).ok).toBe(true);
    const second = await connect(stage.server.app);
    expect(await second.hello(ticket)).toMatchObject({
      ok: false,
      error: { code: 'conference.ticketInvalid' },
    });
    expect(await second.closed).toBe(4401);
  });

  it('gives the same seat back after a cut, by the token of the last welcome', async () => {
    const caseId = await story.inConsultation();
    const chief = await join(caseId, 'chief');
    const requester = await connect(stage.server.app);
    const welcome = await requester.hello(await ticketOf(caseId, 'requester'));
    requester.cut();
    await chief.untilRoom(() => chief.seatOf(requester)?.status === 'away', 'away');
    const back = await connect(stage.server.app);
    const again = await back.hello(welcome.ok ? welcome.value.resumeToken : '');
    expect(again).toMatchObject({ ok: true, value: { seatId: requester.seatId() } });
    await chief.untilRoom(() => chief.seatOf(back)?.status === 'joined', 'back');
  });
});
