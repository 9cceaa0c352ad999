import { z } from 'zod';
import { LANGUAGES } from '../i18n/index';
import { titleSchema } from '../domain/consultation/case';
import {
  hospitalIdSchema,
  instantSchema,
  localDateSchema,
  roleSchema,
  userIdSchema,
} from '../domain/identity/actor';
import { defineRoute, noBody, nothing, pageOf, pageQuery } from './route';
import { roomSchema } from './scheduling';

const ADMIN = ['sysadmin'] as const;
const BASE_DATA = ['sysadmin', 'coordinator'] as const;
const name = z.string().trim().min(1).max(120);

const hospitalFields = z.object({
  code: z.string().trim().min(1).max(40),
  name,
  kind: z.enum(['centre', 'county']),
  city: z.string().trim().min(1).max(60),
  level: z.string().max(40),
  lineMbps: z.int().min(1).max(100_000).nullable(),
  localApproval: z.boolean(),
  active: z.boolean(),
  agreement: z.object({ validFrom: localDateSchema, validTo: localDateSchema }).nullable(),
});
export const hospitalSchema = hospitalFields
  .extend({ id: hospitalIdSchema, userCount: z.int() })
  .meta({ id: 'Hospital' });
export type Hospital = z.infer<typeof hospitalSchema>;

export const listHospitals = defineRoute({
  id: 'listHospitals',
  method: 'GET',
  path: '/v1/hospitals',
  summary: 'Hospitals of the network',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(hospitalSchema) }) },
});
export const createHospital = defineRoute({
  id: 'createHospital',
  method: 'POST',
  path: '/v1/hospitals',
  summary: 'Add a hospital',
  access: BASE_DATA,
  params: nothing,
  query: nothing,
  body: hospitalFields,
  success: { status: 201, schema: hospitalSchema },
});
export const updateHospital = defineRoute({
  id: 'updateHospital',
  method: 'PUT',
  path: '/v1/hospitals/:id',
  summary: 'Change a hospital',
  access: BASE_DATA,
  params: z.object({ id: hospitalIdSchema }),
  query: nothing,
  body: hospitalFields,
  success: { status: 200, schema: hospitalSchema },
});

const departmentFields = z.object({ hospitalId: hospitalIdSchema, name, active: z.boolean() });
export const departmentSchema = departmentFields
  .extend({ id: z.uuid(), hospitalName: z.string() })
  .meta({ id: 'Department' });
export const listDepartments = defineRoute({
  id: 'listDepartments',
  method: 'GET',
  path: '/v1/departments',
  summary: 'Departments',
  access: 'signedIn',
  params: nothing,
  query: z.object({ hospitalId: hospitalIdSchema.optional(), centre: z.enum(['true']).optional() }),
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(departmentSchema) }) },
});
export const createDepartment = defineRoute({
  id: 'createDepartment',
  method: 'POST',
  path: '/v1/departments',
  summary: 'Add a department',
  access: BASE_DATA,
  params: nothing,
  query: nothing,
  body: departmentFields,
  success: { status: 201, schema: departmentSchema },
});
export const updateDepartment = defineRoute({
  id: 'updateDepartment',
  method: 'PUT',
  path: '/v1/departments/:id',
  summary: 'Change a department',
  access: BASE_DATA,
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: departmentFields,
  success: { status: 200, schema: departmentSchema },
});

const userFields = z.object({
  account: z
    .string()
    .trim()
    .regex(/^[a-z0-9._-]{2,40}$/),
  name,
  role: roleSchema,
  hospitalId: hospitalIdSchema.nullable(),
  departmentName: z.string().max(60),
  title: titleSchema.nullable(),
  phone: z.string().max(30),
  email: z.string().max(120),
  active: z.boolean(),
});
export const userSchema = userFields
  .extend({
    id: userIdSchema,
    hospitalName: z.string(),
    totpEnabled: z.boolean(),
    lockedUntil: instantSchema.nullable(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof userSchema>;
export const listUsers = defineRoute({
  id: 'listUsers',
  method: 'GET',
  path: '/v1/users',
  summary: 'Accounts',
  access: ADMIN,
  params: nothing,
  query: z.object({ ...pageQuery, q: z.string().max(60).optional(), role: roleSchema.optional() }),
  body: noBody,
  success: { status: 200, schema: pageOf(userSchema) },
});
const password = z.string().min(10).max(200);
export const createUser = defineRoute({
  id: 'createUser',
  method: 'POST',
  path: '/v1/users',
  summary: 'Add an account',
  access: ADMIN,
  params: nothing,
  query: nothing,
  body: userFields.extend({ password }),
  success: { status: 201, schema: userSchema },
});
export const updateUser = defineRoute({
  id: 'updateUser',
  method: 'PUT',
  path: '/v1/users/:id',
  summary: 'Change an account; a new password ends its sessions',
  access: ADMIN,
  params: z.object({ id: userIdSchema }),
  query: nothing,
  body: userFields.extend({ password: password.nullable(), unlock: z.boolean() }),
  success: { status: 200, schema: userSchema },
});

export const listRooms = defineRoute({
  id: 'listRooms',
  method: 'GET',
  path: '/v1/rooms',
  summary: 'Consultation rooms of both sides',
  access: ['triage', 'coordinator', 'technician', 'sysadmin', 'requester', 'hospitalAdmin'],
  params: nothing,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(roomSchema) }) },
});
const roomFields = roomSchema.omit({ id: true, hospitalName: true, kind: true });
export const createRoom = defineRoute({
  id: 'createRoom',
  method: 'POST',
  path: '/v1/rooms',
  summary: 'Add a room',
  access: BASE_DATA,
  params: nothing,
  query: nothing,
  body: roomFields,
  success: { status: 201, schema: roomSchema },
});
export const updateRoom = defineRoute({
  id: 'updateRoom',
  method: 'PUT',
  path: '/v1/rooms/:id',
  summary: 'Change a room; the technician keeps its state here',
  access: [...BASE_DATA, 'technician'],
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: roomFields,
  success: { status: 200, schema: roomSchema },
});

export const icd10EntrySchema = z
  .object({ code: z.string(), name: z.string(), nameEn: z.string() })
  .meta({ id: 'Icd10Entry' });
export const searchIcd10 = defineRoute({
  id: 'searchIcd10',
  method: 'GET',
  path: '/v1/icd10',
  summary: 'ICD-10 by code or name; prefix matches first',
  access: 'signedIn',
  params: nothing,
  query: z.object({
    q: z.string().trim().min(1).max(60),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(icd10EntrySchema) }) },
});
export const importIcd10 = defineRoute({
  id: 'importIcd10',
  method: 'POST',
  path: '/v1/icd10/import',
  summary:
    'Import the national table from CSV text (`code,name[,english]`); all or nothing, bad rows are listed',
  access: BASE_DATA,
  params: nothing,
  query: nothing,
  body: z.object({ csv: z.string().min(1).max(20_000_000) }),
  success: { status: 200, schema: z.object({ imported: z.int(), total: z.int() }) },
});

export const DICTIONARY_KINDS = [
  'region',
  'rejectReason',
  'feeCategory',
  'relation',
  'consentTemplate',
] as const;
export const dictionaryEntrySchema = z
  .object({
    kind: z.enum(DICTIONARY_KINDS),
    code: z.string().trim().min(1).max(40),
    name,
    nameEn: z.string().max(120),
    sort: z.int(),
    active: z.boolean(),
  })
  .meta({ id: 'DictionaryEntry' });
export const listDictionary = defineRoute({
  id: 'listDictionary',
  method: 'GET',
  path: '/v1/dictionaries/:kind',
  summary: 'Entries of one dictionary',
  access: 'signedIn',
  params: z.object({ kind: z.enum(DICTIONARY_KINDS) }),
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(dictionaryEntrySchema) }) },
});
export const saveDictionaryEntry = defineRoute({
  id: 'saveDictionaryEntry',
  method: 'PUT',
  path: '/v1/dictionaries/:kind/:code',
  summary: 'Add or change an entry',
  access: BASE_DATA,
  params: z.object({ kind: z.enum(DICTIONARY_KINDS), code: z.string().min(1).max(40) }),
  query: nothing,
  body: dictionaryEntrySchema.omit({ kind: true, code: true }),
  success: { status: 200, schema: dictionaryEntrySchema },
});

export const auditEntrySchema = z
  .object({
    seq: z.int(),
    at: instantSchema,
    actorName: z.string(),
    actorRole: z.string(),
    action: z.string(),
    entity: z.string(),
    entityId: z.string(),
    requestNo: z.string().nullable(),
    outcome: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
const auditFilter = {
  account: z.string().max(60).optional(),
  /** Beginning of the action's code: `command.` means every command. */
  action: z.string().max(60).optional(),
  requestNo: z.string().max(40).optional(),
  outcome: z.enum(['ok', 'refused']).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
};
export const listAudit = defineRoute({
  id: 'listAudit',
  method: 'GET',
  path: '/v1/audit',
  summary: 'The audit log, newest first; reading it is audited too',
  access: ['auditor'],
  params: nothing,
  query: z.object({ ...pageQuery, ...auditFilter }),
  body: noBody,
  success: { status: 200, schema: pageOf(auditEntrySchema) },
});
export const exportAudit = defineRoute({
  id: 'exportAudit',
  method: 'GET',
  path: '/v1/audit/csv',
  summary:
    'The same entries as CSV text (UTF-8 with BOM), oldest first, at most 50,000; the export is audited',
  access: ['auditor'],
  params: nothing,
  query: z.object({ ...auditFilter, language: z.enum(LANGUAGES).default('zh-CN') }),
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      fileName: z.string(),
      csv: z.string(),
      rows: z.int(),
      /** Older entries were left out: narrow the span. */
      truncated: z.boolean(),
    }),
  },
});
export const verifyAudit = defineRoute({
  id: 'verifyAudit',
  method: 'GET',
  path: '/v1/audit/verification',
  summary: 'Recompute the hash chain',
  access: ['auditor'],
  params: nothing,
  query: nothing,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      intact: z.boolean(),
      entries: z.int(),
      firstBrokenSeq: z.int().nullable(),
      headHash: z.string(),
    }),
  },
});
