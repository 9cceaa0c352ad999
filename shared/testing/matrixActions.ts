import type { CommandType } from '../domain/consultation/commands';
import type { Relation } from '../domain/consultation/ruleTable';
import type { Cell, MatrixAction } from '../domain/identity/permissionTable';

/** What a cell of the permission matrix lets somebody call. */
export type Allowance = {
  readonly commands: Readonly<Partial<Record<CommandType, Relation>>>;
  readonly routes: readonly string[];
};

const any = (...types: CommandType[]) =>
  Object.fromEntries(types.map((type) => [type, 'any'])) as Allowance['commands'];
const as = (relation: Relation, ...types: CommandType[]): Allowance['commands'] =>
  Object.fromEntries(types.map((type) => [type, relation]));
const commands = (allowed: Allowance['commands'], routes: readonly string[] = []): Allowance => ({
  commands: allowed,
  routes,
});
const routes = (...ids: string[]): Allowance => ({ commands: {}, routes: ids });

const READING = [
  'getCase',
  'listCases',
  'listCaseEvents',
  'listSubmissions',
  'getReport',
  'getAnnotations',
];
const ANNOTATING = ['getAnnotations', 'saveAnnotations', 'fileAnnotations'];
const WRITING = ['createCase', 'saveForm', 'updateRecord', 'removeRecord'];
const TRIAGE: readonly CommandType[] = [
  'claim',
  'releaseClaim',
  'accept',
  'returnForSupplement',
  'reject',
  'refer',
];
const SCHEDULE: readonly CommandType[] = [
  'inviteExperts',
  'withdrawInvitation',
  'schedule',
  'reschedule',
  'substituteExpert',
  'rebook',
];
const HOST: readonly CommandType[] = [
  'startConsultation',
  'interrupt',
  'resume',
  'abandonSession',
  'endConsultation',
  'markNoShow',
  'upgradeToVideo',
];
const BASE_DATA = [
  'createHospital',
  'updateHospital',
  'createDepartment',
  'updateDepartment',
  'createRoom',
  'updateRoom',
  'importIcd10',
  'saveDictionaryEntry',
];

/**
 * The reading of product §5.4: for each row, what each word in it means in commands and routes. Everything a row
 * names anywhere is forbidden to the columns whose cell does not name it.
 */
export const MATRIX_ACTIONS: Readonly<Record<MatrixAction, Partial<Record<Cell, Allowance>>>> = {
  submitRequest: {
    own: commands(as('own', 'submit', 'resubmit'), WRITING),
    hospital: commands(as('hospital', 'submit', 'resubmit'), WRITING),
  },
  approveLocally: { hospital: commands(as('hospital', 'approveLocally', 'refuseLocally')) },
  triage: { yes: commands(any(...TRIAGE)) },
  schedule: {
    yes: commands(any(...SCHEDULE), ['proposeSlots', 'getSchedule']),
    request: commands({ requestReschedule: 'own', requestCancellation: 'own' }),
    propose: commands({ proposeTimes: 'invited', requestReschedule: 'member' }),
    roomState: routes('getSchedule', 'updateRoom'),
  },
  answerInvitation: { own: commands(as('invited', 'acceptInvitation', 'declineInvitation')) },
  viewCase: {
    hospital: routes(...READING),
    queue: routes(...READING),
    all: routes(...READING),
    invited: routes(...READING),
  },
  hostSession: { yes: commands(any(...HOST)) },
  annotate: { own: routes(...ANNOTATING), invited: routes(...ANNOTATING, 'savePlaylist') },
  giveOpinion: { invited: commands(as('member', 'submitOpinion'), ['getDraft', 'saveDraft']) },
  publishReport: { yes: commands(as('chief', 'publishReport', 'amendReport')) },
  recordReceipt: { hospital: commands(as('hospital', 'recordReceipt')), view: routes('getCase') },
  answerFollowUp: { hospital: commands(as('hospital', 'answerFollowUp')), view: routes('getCase') },
  askFollowUp: { invited: commands(as('member', 'planFollowUp', 'reviewFollowUp')) },
  expertLibrary: {
    view: routes('listExperts'),
    yes: routes('listExperts', 'updateExpert'),
    ownProfile: routes('listExperts', 'updateExpert'),
  },
  usersAndRoles: { yes: routes('listUsers', 'createUser', 'updateUser') },
  baseData: { baseData: routes(...BASE_DATA), yes: routes(...BASE_DATA) },
  auditLog: { yes: routes('listAudit', 'verifyAudit') },
  voidCase: { yes: commands(any('requestVoid')), confirmVoid: commands(any('confirmVoid')) },
};

/** Everything the row hands out to anybody. */
export const namedIn = (action: MatrixAction) => {
  const allowances = Object.values(MATRIX_ACTIONS[action]);
  return {
    commands: [
      ...new Set(allowances.flatMap((entry) => Object.keys(entry.commands) as CommandType[])),
    ],
    routes: [...new Set(allowances.flatMap((entry) => entry.routes))],
  };
};
