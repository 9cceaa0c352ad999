/**
 * The permission matrix of product §5.4 as data: shown to the system administrator as a matrix, and held cell by cell
 * against the workflow table and the route table by a test. `chief` is the lead expert of a case, not an account role.
 */
export const MATRIX_COLUMNS = [
  'requester',
  'hospitalAdmin',
  'triage',
  'coordinator',
  'expert',
  'chief',
  'technician',
  'guest',
  'sysadmin',
  'auditor',
] as const;
export type MatrixColumn = (typeof MATRIX_COLUMNS)[number];

/** `-` is no. Everything else is yes, within the limit the word names. */
export const CELLS = [
  'yes',
  'own',
  'hospital',
  'request',
  'propose',
  'queue',
  'all',
  'invited',
  'technical',
  'coHost',
  'assist',
  'coSign',
  'view',
  'ownProfile',
  'baseData',
  'roomState',
  'confirmVoid',
  '-',
] as const;
export type Cell = (typeof CELLS)[number];

type Row = Readonly<Record<MatrixColumn, Cell>>;
const row = (...cells: readonly Cell[]): Row =>
  Object.fromEntries(MATRIX_COLUMNS.map((column, index) => [column, cells[index] ?? '-'])) as Row;

export const PERMISSION_TABLE = {
  //                         requester  hospAdmin  triage   coordin.  expert       chief        technic.     guest sysadmin   auditor
  submitRequest: row('own', 'hospital', '-', '-', '-', '-', '-', '-', '-', '-'),
  approveLocally: row('-', 'hospital', '-', '-', '-', '-', '-', '-', '-', '-'),
  triage: row('-', '-', 'yes', 'yes', '-', '-', '-', '-', '-', '-'),
  schedule: row(
    'request',
    'request',
    'yes',
    'yes',
    'propose',
    'propose',
    'roomState',
    '-',
    '-',
    '-',
  ),
  answerInvitation: row('-', '-', '-', '-', 'own', 'own', '-', '-', '-', '-'),
  viewCase: row(
    'hospital',
    'hospital',
    'queue',
    'all',
    'invited',
    'invited',
    'technical',
    '-',
    '-',
    '-',
  ),
  hostSession: row('-', '-', 'yes', 'yes', '-', 'yes', '-', '-', '-', '-'),
  annotate: row('own', '-', '-', '-', 'invited', 'invited', '-', '-', '-', '-'),
  giveOpinion: row('-', '-', '-', '-', 'invited', 'invited', '-', '-', '-', '-'),
  publishReport: row('-', '-', '-', '-', '-', 'yes', '-', '-', '-', '-'),
  recordReceipt: row('hospital', 'view', '-', 'view', '-', '-', '-', '-', '-', '-'),
  answerFollowUp: row('hospital', 'view', '-', 'view', '-', '-', '-', '-', '-', '-'),
  askFollowUp: row('-', '-', '-', '-', 'invited', 'invited', '-', '-', '-', '-'),
  expertLibrary: row('view', 'view', 'view', 'yes', 'ownProfile', 'ownProfile', '-', '-', '-', '-'),
  usersAndRoles: row('-', '-', '-', '-', '-', '-', '-', '-', 'yes', '-'),
  baseData: row('-', '-', '-', 'baseData', '-', '-', '-', '-', 'yes', '-'),
  auditLog: row('-', '-', '-', '-', '-', '-', '-', '-', '-', 'yes'),
  voidCase: row('-', '-', '-', 'yes', '-', '-', '-', '-', '-', 'confirmVoid'),
} as const satisfies Record<string, Row>;
export type MatrixAction = keyof typeof PERMISSION_TABLE;
