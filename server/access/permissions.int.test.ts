import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../shared/api';
import type { CaseDetail } from '../../shared/api/cases';
import type { CaseState, FollowUp, Invitation } from '../../shared/domain/consultation/case';
import type { CommandType } from '../../shared/domain/consultation/commands';
import { CASE_RULES } from '../../shared/domain/consultation/ruleTable';
import { stands } from '../../shared/domain/consultation/transition';
import { caseView } from '../../shared/domain/consultation/visibility';
import { MATRIX_ACTIONS, namedIn } from '../../shared/testing/matrixActions';
import {
  MATRIX_COLUMNS,
  PERMISSION_TABLE,
  type MatrixAction,
  type MatrixColumn,
} from '../../shared/domain/identity/permissionTable';
import { SAMPLE_COMMANDS } from '../../shared/testing/sampleCommands';
import { insertCase } from '../testing/caseFixtures';
import { createTestServer, START, type TestServer } from '../testing/testServer';
import { actorOf, idOf, PEOPLE, PERSON_KEYS, type PersonKey } from '../testing/world';

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer();
});
afterAll(() => stage.close());

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
const invitation = (key: PersonKey, role: Invitation['role']): Invitation => ({
  expertId: idOf(key),
  role,
  required: true,
  status: 'accepted',
  invitedAt: START,
  deadline: '2026-11-25T00:00:00.000Z',
  respondedAt: null,
  reason: null,
  proposed: [],
});
const followUp = (status: FollowUp['status']): FollowUp => ({
  id: 1,
  label: 'T+7d',
  dueOn: '2026-12-01',
  questions: ['体温?'],
  createdBy: idOf('chief'),
  status,
  answer: null,
  review: null,
});
/** A state the command starts from, preferably one the centre knows of. */
const stateFor = (type: CommandType): CaseState => {
  const { from } = CASE_RULES[type];
  return (
    from.find((state) => state !== 'draft' && state !== 'awaitingApproval') ?? from[0] ?? 'draft'
  );
};
const staffed = (type: CommandType) =>
  insertCase(stage.database.db, {
    state: stateFor(type),
    followUps: [followUp(type === 'reviewFollowUp' ? 'answered' : 'planned')],
    invitations: [invitation('chief', 'chief'), invitation('member', 'member')],
    chiefId: idOf('chief'),
  });
const DENIED = ['auth.roleNotAllowed', 'case.wrongRole', 'case.notYours', 'case.notFound'];
const COMMANDS = Object.keys(SAMPLE_COMMANDS) as CommandType[];

describe('commands over HTTP, for every person', () => {
  it.each(COMMANDS)(
    '%s goes through to those the workflow names and to nobody else',
    async (type) => {
      const shared = await staffed(type);
      for (const key of PERSON_KEYS) {
        const actor = actorOf(key);
        const relation = CASE_RULES[type].by[actor.role];
        const seen =
          caseView(shared, actor, START) === 'full' ||
          (type === 'confirmVoid' && actor.role === 'auditor') ||
          (actor.role === 'expert' && (type === 'answerEmergency' || type === 'takeRead'));
        const allowed = seen && relation !== undefined && stands(relation, shared, actor);
        const target = allowed ? await staffed(type) : shared;
        const reply = await (
          await stage.clientAs(key)
        ).command(target.id, SAMPLE_COMMANDS[type], { version: 1 });
        const refusal = reply.error?.code ?? '';
        const verdict = [401, 403, 404].includes(reply.status)
          ? `denied ${DENIED.includes(refusal)}`
          : 'allowed';
        // guards come after the question of who: a check-in is for one's own party
        if (type === 'checkIn' && allowed && key !== 'requester' && key !== 'colleague') continue;
        expect([key, type, verdict]).toEqual([key, type, allowed ? 'allowed' : 'denied true']);
      }
      const untouched = await stage.database.db
        .selectFrom('consultation')
        .select(['version', 'state'])
        .where('id', '=', shared.id)
        .executeTakeFirstOrThrow();
      expect(untouched).toEqual({ version: 1, state: shared.state });
    },
  );
});

const ACTIONS = Object.keys(PERMISSION_TABLE) as MatrixAction[];

describe('the permission matrix over HTTP, cell by cell', () => {
  it.each(ACTIONS.flatMap((action) => MATRIX_COLUMNS.map((column) => [action, column] as const)))(
    '%s, %s',
    async (action, column) => {
      const allowance = MATRIX_ACTIONS[action][PERMISSION_TABLE[action][column]];
      const client = await stage.clientAs(COLUMN_PEOPLE[column]);
      for (const type of namedIn(action).commands) {
        const { id } = await staffed(type);
        const { status } = await client.command(id, SAMPLE_COMMANDS[type], { version: 1 });
        const allowed = allowance !== undefined && type in allowance.commands;
        expect([type, [401, 403, 404].includes(status)]).toEqual([type, !allowed]);
      }
      const elsewhere = ACTIONS.flatMap(
        (other) => MATRIX_ACTIONS[other][PERMISSION_TABLE[other][column]]?.routes ?? [],
      );
      for (const routeId of namedIn(action).routes.filter((id) => !elsewhere.includes(id))) {
        const reply = await callRoute(COLUMN_PEOPLE[column], routeId);
        expect([routeId, reply.status, reply.error?.code]).toEqual([
          routeId,
          403,
          'auth.roleNotAllowed',
        ]);
      }
    },
    30_000,
  );
});

describe('routes over HTTP, for every role', () => {
  // signing out would end the sessions the other rows need; it has its own test
  const GUARDED = ROUTES.filter(({ access, id }) => access !== 'public' && id !== 'endSession');
  const roles = [...new Map(PERSON_KEYS.map((key) => [PEOPLE[key].role, key])).values()];

  it.each(GUARDED.map((route) => [route.id, route] as const))(
    '%s is open to the roles of its contract, to no other, and to nobody without a session',
    async (id, { access }) => {
      for (const key of roles) {
        const open = access === 'signedIn' || access.includes(PEOPLE[key].role);
        const { status, error } = await callRoute(key, id);
        expect([key, status === 401 || error?.code === 'auth.roleNotAllowed']).toEqual([
          key,
          !open,
        ]);
      }
      const stranger = await callRoute(null, id);
      const refusal = access === 'site' ? 'site.credential' : 'auth.required';
      expect([stranger.status, stranger.error?.code]).toEqual([401, refusal]);
    },
  );
});

/** With ids that do not exist and no body: only whether the door opens is asked. */
async function callRoute(key: PersonKey | null, routeId: string) {
  const route = ROUTES.find(({ id }) => id === routeId);
  if (!route) throw new Error(`no such route: ${routeId}`);
  const url = route.path
    .replace(':kind', routeId.endsWith('Draft') ? 'opinion' : 'region')
    .replace(':version', '1')
    .replace(':dimension', 'sex')
    .replace(/:[a-zA-Z]+/g, () => randomUUID());
  const client = key === null ? stage.anonymous() : await stage.clientAs(key);
  return client.call(
    route.method,
    url,
    route.method === 'GET' || route.method === 'DELETE' ? undefined : {},
  );
}

describe('an auditor who confirms a void', () => {
  it('learns that the case is void and nothing about the patient', async () => {
    const current = await insertCase(stage.database.db, { state: 'archived' });
    const coordinator = await stage.clientAs('coordinator');
    const asked = await coordinator.must(current.id, { type: 'requestVoid', reason: '错登患者' });
    const auditor = await stage.clientAs('auditor');
    const reply = await auditor.command(
      current.id,
      { type: 'confirmVoid' },
      { version: asked.case.version },
    );
    expect(reply.status).toBe(200);
    const { body } = reply as { body: CaseDetail };
    expect(body.case).toMatchObject({
      id: current.id,
      state: 'enteredInError',
      voidRequest: { confirmedBy: idOf('auditor') },
    });
    expect([body.people, body.records, body.case.form.patient.name]).toEqual([[], [], '']);
    for (const secret of ['王某芳', '结节', 'R91', '000-0000001'])
      expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('is refused his own second signature', async () => {
    const current = await insertCase(stage.database.db, {
      state: 'archived',
      voidRequest: { reason: '错登', by: idOf('auditor'), at: START, confirmedBy: null },
    });
    const reply = await (
      await stage.clientAs('auditor')
    ).command(current.id, { type: 'confirmVoid' }, { version: 1 });
    expect([reply.status, reply.error?.code]).toEqual([409, 'case.dualControl']);
  });
});
