import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invitation } from '../../../shared/domain/consultation/case';
import {
  MATRIX_COLUMNS,
  PERMISSION_TABLE,
  type MatrixColumn,
} from '../../../shared/domain/identity/permissionTable';
import { addMaterial, insertCase } from '../../testing/caseFixtures';
import { createTestServer, START, type TestServer } from '../../testing/testServer';
import { idOf, PEOPLE, PERSON_KEYS, type PersonKey } from '../../testing/world';
import { aDrawing, annotationDesk, studyOnCase, type StoredStudy } from './testing/annotationStage';

let stage: TestServer;
let caseId = '';
let study: StoredStudy;
const desk = annotationDesk(
  () => stage,
  () => caseId,
);

beforeAll(async () => {
  stage = await createTestServer();
});
afterAll(() => stage.close());

const accepted = (key: PersonKey): Invitation => ({
  expertId: idOf(key),
  role: key === 'chief' ? 'chief' : 'member',
  required: true,
  status: 'accepted',
  invitedAt: START,
  deadline: START,
  respondedAt: START,
  reason: null,
  proposed: [],
});
/** A case whose report is being written by chief, member and a fourth expert. */
async function consultation(): Promise<void> {
  const { id } = await insertCase(stage.database.db, {
    state: 'reporting',
    invitations: [accepted('chief'), accepted('member'), accepted('fourth')],
    chiefId: idOf('chief'),
  });
  caseId = id;
  await addMaterial(stage.database.db, caseId);
  study = await studyOnCase(stage, caseId);
}
const name = (key: PersonKey): string => PEOPLE[key].name;

describe('who may draw, and who may read', () => {
  beforeAll(consultation);

  const COLUMN_PEOPLE: Record<MatrixColumn, PersonKey> = {
    requester: 'requester',
    hospitalAdmin: 'hospitaladmin',
    triage: 'triage',
    coordinator: 'coordinator',
    expert: 'member',
    chief: 'chief',
    technician: 'technician',
    guest: 'guest',
    sysadmin: 'sysadmin',
    auditor: 'auditor',
  };
  it.each(MATRIX_COLUMNS)('%s draws exactly if the matrix says so', async (column) => {
    const reply = await desk.save(COLUMN_PEOPLE[column], { annotations: [aDrawing(study)] });
    const may = PERMISSION_TABLE.annotate[column] !== '-';
    expect([column, reply.status]).toEqual([column, may ? 200 : 403]);
  });

  it.each(PERSON_KEYS)('%s, who does not see the case, neither reads nor draws', async (key) => {
    const sees = (await (await stage.clientAs(key)).caseOf(caseId)).status === 200;
    const reply = await desk.get(key);
    expect([key, reply.status === 200]).toEqual([key, sees]);
    if (!sees) expect([403, 404]).toContain((await desk.save(key, {})).status);
  });

  it('a colleague of the requesting doctor reads his drawings but does not add to them', async () => {
    expect(await desk.authorsSeenBy('colleague')).toEqual([name('requester')]);
    const reply = await desk.save('colleague', { annotations: [aDrawing(study)] });
    expect([reply.status, reply.error?.code]).toEqual([403, 'case.notYours']);
  });

  it('nobody draws on an image that is not of the case', async () => {
    const elsewhere = aDrawing(study, 'length', { sopInstanceUid: '1.2.3.4' });
    const reply = await desk.save('fourth', { annotations: [elsewhere] });
    expect([reply.status, reply.error?.code]).toEqual([400, 'annotation.foreignImage']);
    expect((await desk.get('fourth')).body.sets.map(({ author }) => author.name)).not.toContain(
      name('fourth'),
    );
  });

  it('only the lead expert orders the playlist', async () => {
    const body = { entries: [], expectedVersion: 0, idempotencyKey: randomUUID() };
    for (const key of ['member', 'requester', 'coordinator'] as const) {
      const reply = await (await stage.clientAs(key)).call('PUT', desk.url('/playlist'), body);
      expect([key, reply.status]).toEqual([key, 403]);
    }
    const reply = await (await stage.clientAs('chief')).call('PUT', desk.url('/playlist'), body);
    expect(reply.status).toBe(200);
  });

  it('reading and writing are in the audit log, refusals too, without a word of what was drawn', async () => {
    const rows = await stage.database.db
      .selectFrom('audit_log')
      .select(['action', 'actor_id', 'outcome', 'details'])
      .where('case_id', '=', caseId)
      .where('action', 'like', 'annotations.%')
      .execute();
    const of = (action: string, outcome: string) =>
      rows
        .filter((row) => row.action === action && row.outcome === outcome)
        .map((row) => row.actor_id);
    expect(of('annotations.save', 'ok')).toContain(idOf('member'));
    expect(of('annotations.save', 'refused')).toContain(idOf('colleague'));
    expect(of('annotations.view', 'ok')).toContain(idOf('colleague'));
    expect(JSON.stringify(rows)).not.toContain('points');
  });
});

describe('one author in two places', () => {
  beforeAll(consultation);

  it('the second to save hears that the first one did, and nothing is overwritten', async () => {
    const [mine, other] = [aDrawing(study), aDrawing(study, 'angle')];
    expect((await desk.save('member', { annotations: [mine] })).body).toMatchObject({ version: 1 });
    const late = await desk.save('member', { annotations: [other] });
    expect([late.status, late.error?.code, late.error?.params]).toEqual([
      409,
      'annotation.staleVersion',
      { version: 1 },
    ]);
    const both = await desk.save('member', { annotations: [mine, other] }, { version: 1 });
    expect(both.body).toMatchObject({ version: 2 });
  });

  it('a save sent again is answered, not refused and not made twice', async () => {
    const key = randomUUID();
    const content = { annotations: [aDrawing(study)] };
    const first = await desk.save('chief', content, { key });
    stage.clock.set('2026-11-25T01:30:00.000Z');
    const again = await desk.save('chief', content, { key });
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('two experts never get in each other’s way', async () => {
    const reply = await desk.save('fourth', { annotations: [aDrawing(study)] });
    expect(reply.body).toMatchObject({ version: 1 });
  });

  it('the same id twice in one set is refused', async () => {
    const drawing = aDrawing(study);
    const reply = await desk.save('fourth', { annotations: [drawing, drawing] }, { version: 1 });
    expect(reply.status).toBe(400);
  });
});
