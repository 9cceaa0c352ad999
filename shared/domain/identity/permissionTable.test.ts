import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../api';
import {
  aCase,
  actorAs,
  anInvitation,
  AT,
  CENTRE,
  CHIEF,
  COUNTY,
  MEMBER,
  OUTSIDER,
  REQUESTER,
} from '../../testing/aCase';
import { MATRIX_ACTIONS, namedIn } from '../../testing/matrixActions';
import { CASE_STATES } from '../consultation/case';
import type { CommandType } from '../consultation/commands';
import type { WorkflowActor } from '../consultation/facts';
import { CASE_RULES } from '../consultation/ruleTable';
import { stands } from '../consultation/transition';
import { caseView } from '../consultation/visibility';
import type { Role } from './actor';
import {
  MATRIX_COLUMNS,
  PERMISSION_TABLE,
  type MatrixAction,
  type MatrixColumn,
} from './permissionTable';

const ACTIONS = Object.keys(PERMISSION_TABLE) as MatrixAction[];
const CELLS_UNDER_TEST = ACTIONS.flatMap((action) =>
  MATRIX_COLUMNS.map((column) => [action, column] as const),
);

const roleOf = (column: MatrixColumn): Role => (column === 'chief' ? 'expert' : column);
const OTHER_HOSPITAL = '6f0c1a10-0000-4000-8000-000000000009';

/** Somebody of the column who stands to the case as the best placed of his kind does. */
const insider: Record<MatrixColumn, WorkflowActor> = {
  requester: actorAs('requester', REQUESTER, COUNTY),
  hospitalAdmin: actorAs('hospitalAdmin', OUTSIDER, COUNTY),
  triage: actorAs('triage', OUTSIDER, CENTRE),
  coordinator: actorAs('coordinator', OUTSIDER, CENTRE),
  expert: actorAs('expert', MEMBER, CENTRE),
  chief: actorAs('expert', CHIEF, CENTRE),
  technician: actorAs('technician', OUTSIDER, CENTRE),
  guest: actorAs('guest', OUTSIDER, null),
  sysadmin: actorAs('sysadmin', OUTSIDER, CENTRE),
  auditor: actorAs('auditor', OUTSIDER, CENTRE),
};
const staffed = aCase({
  state: 'reporting',
  invitations: [anInvitation(CHIEF), anInvitation(MEMBER)],
  chiefId: CHIEF,
});
const allowedTo = (action: MatrixAction, column: MatrixColumn) =>
  MATRIX_ACTIONS[action][PERMISSION_TABLE[action][column]] ?? { commands: {}, routes: [] };

const mayCommand = (type: CommandType, column: MatrixColumn): boolean => {
  const relation = CASE_RULES[type].by[roleOf(column)];
  return relation !== undefined && stands(relation, staffed, insider[column]);
};
const mayCall = (routeId: string, column: MatrixColumn): boolean => {
  const route = ROUTES.find(({ id }) => id === routeId);
  if (!route) throw new Error(`the matrix names a route that does not exist: ${routeId}`);
  return (
    route.access === 'public' ||
    route.access === 'signedIn' ||
    route.access.includes(roleOf(column))
  );
};

describe('the permission matrix of product §5.4', () => {
  it.each(CELLS_UNDER_TEST)(
    '%s, %s: the workflow allows exactly what the cell says',
    (action, column) => {
      const expected = allowedTo(action, column).commands;
      const actual = namedIn(action).commands.filter((type) => mayCommand(type, column));
      expect(actual.toSorted()).toEqual(Object.keys(expected).toSorted());
    },
  );

  it.each(CELLS_UNDER_TEST)(
    '%s, %s: the routes are open exactly where the cell says',
    (action, column) => {
      const expected = allowedTo(action, column).routes;
      const actual = namedIn(action).routes.filter((id) => mayCall(id, column));
      // one column can have a route through another row: a row only takes away what no row gives
      const elsewhere = ACTIONS.flatMap((other) => allowedTo(other, column).routes);
      expect(actual.filter((id) => !elsewhere.includes(id))).toEqual([]);
      expect(expected.filter((id) => !actual.includes(id))).toEqual([]);
    },
  );

  it.each(CELLS_UNDER_TEST.filter(([, column]) => column !== 'chief'))(
    '%s, %s: own, hospital, invited and member are kept apart',
    (action, column) => {
      const { commands } = allowedTo(action, column);
      // a medical office owns what its hospital owns
      const same = (relation: string | undefined) =>
        column === 'hospitalAdmin' && relation === 'own' ? 'hospital' : relation;
      const actual = Object.keys(commands).map((type) => [
        type,
        same(CASE_RULES[type as CommandType].by[roleOf(column)]),
      ]);
      expect(actual).toEqual(
        Object.entries(commands).map(([type, relation]) => [type, same(relation)]),
      );
    },
  );

  it('gives every command to somebody, and none to anybody the matrix leaves out', () => {
    const named = new Set(ACTIONS.flatMap((action) => namedIn(action).commands));
    // the clock's own, and the ones product §5.2 and §5.3 give beyond the matrix
    const beyond: CommandType[] = [
      'expireInvitations',
      'expire',
      'cancel',
      'checkIn',
      'answerEmergency',
      'takeRead',
      'returnOpinion',
      'waiveOpinion',
      'rate',
      'archive',
      'raiseCriticalFinding',
      'acknowledgeCriticalFinding',
      'recordLateEntry',
      'waiveLateEntry',
    ];
    expect([...named, ...beyond].toSorted()).toEqual(Object.keys(CASE_RULES).toSorted());
  });

  it.each(['technician', 'sysadmin', 'guest'] as const)(
    '%s commands nothing in the workflow',
    (role) => {
      expect(Object.entries(CASE_RULES).filter(([, rule]) => role in rule.by)).toEqual([]);
    },
  );

  it('lets an auditor do one thing to a case: confirm that it is void', () => {
    expect(
      Object.entries(CASE_RULES).flatMap(([type, rule]) => ('auditor' in rule.by ? [type] : [])),
    ).toEqual(['confirmVoid']);
  });

  it.each(MATRIX_COLUMNS)('%s sees of a case what the row "view case" says', (column) => {
    const cell = PERMISSION_TABLE.viewCase[column];
    const expected = cell === '-' ? 'none' : cell === 'technical' ? 'technical' : 'full';
    expect(caseView(staffed, insider[column], AT)).toBe(expected);
  });

  it.each([
    ['a doctor of another hospital', actorAs('requester', OUTSIDER, OTHER_HOSPITAL)],
    ['the medical office of another hospital', actorAs('hospitalAdmin', OUTSIDER, OTHER_HOSPITAL)],
    ['an expert who was not invited', actorAs('expert', OUTSIDER, CENTRE)],
  ] as const)('%s sees nothing, in any state', (_, actor) => {
    const views = CASE_STATES.map((state) => caseView({ ...staffed, state }, actor, AT));
    expect(new Set(views)).toEqual(new Set(['none']));
  });

  it('shows the centre nothing that has not left the hospital', () => {
    for (const column of ['triage', 'coordinator', 'technician'] as const) {
      const views = CASE_STATES.map((state) =>
        caseView({ ...staffed, state, submittedAt: null }, insider[column], AT),
      );
      expect([column, ...new Set(views)]).toEqual([column, 'none']);
      for (const state of ['draft', 'awaitingApproval'] as const) {
        expect(caseView({ ...staffed, state }, insider[column], AT)).toBe('none');
      }
    }
  });
});
