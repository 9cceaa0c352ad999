import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import * as contract from '../../../shared/api/administration';
import { appError, AppFailure, refuse } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import { verifyAudit, type Audit } from '../../audit/auditLog';
import { sqlState, type Db } from '../../db/database';
import { parseIcd10Csv } from '../../../shared/domain/terminology/icd10Csv';
import { bindRoute } from '../../http/bindRoute';
import { toCsv } from '../../texts/csv';
import { TABLE_TEXTS } from '../../texts/serverTables';
import { readAudit, readAuditForExport } from './auditQuery';
import { readHospitals, saveHospital } from './hospitals';
import { findIcd10, storeIcd10 } from './icd10';
import { changeUser, insertUser, readUser, readUsers } from './users';

export type AdministrationDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly now: () => string;
};

type Department = {
  id: string;
  hospitalId: never;
  hospitalName: string;
  name: string;
  active: boolean;
};
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const AUDIT_COLUMNS = [
  'seq',
  'at',
  'actorName',
  'actorRole',
  'action',
  'entity',
  'entityId',
  'requestNo',
  'outcome',
  'hash',
] as const;
/** `2026-11-24 15:00:07`, sortable. */
const beijingTime = (instant: string) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
const ICD10_LIMIT = 24 * 1024 * 1024;

export function registerAdministrationRoutes(app: FastifyInstance, deps: AdministrationDeps): void {
  registerOrganisation(app, deps);
  registerUsers(app, deps);
  registerDictionaries(app, deps);
  registerAudit(app, deps);
}

/** A second hospital of the same code, or one that does not exist, is the caller's mistake, not ours. */
async function orMistake<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (sqlState(error) === UNIQUE_VIOLATION) {
      throw new AppFailure(appError('conflict', 'admin.duplicate'), { cause: error });
    }
    if (sqlState(error) === FOREIGN_KEY_VIOLATION) {
      throw new AppFailure(appError('notFound', 'admin.notFound'), { cause: error });
    }
    throw error;
  });
}

const changed = (audit: Audit, actor: Actor, entity: string, id: string) =>
  audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action: `${entity}.save`,
    entity,
    entityId: id,
  });

function registerOrganisation(app: FastifyInstance, { db, audit }: AdministrationDeps): void {
  bindRoute(app, contract.listHospitals, async () => ok({ items: await readHospitals(db) }));
  const save = async (
    id: string | null,
    body: Parameters<typeof saveHospital>[2],
    actor: Actor,
  ) => {
    const saved = await orMistake(saveHospital(db, id, body));
    await changed(audit, actor, 'hospital', saved);
    const [hospital] = await readHospitals(db, saved);
    return hospital ? ok(hospital) : refuse('notFound', 'admin.notFound');
  };
  bindRoute(app, contract.createHospital, async ({ body }, { actor }) => save(null, body, actor));
  bindRoute(app, contract.updateHospital, async ({ params, body }, { actor }) =>
    save(params.id, body, actor),
  );

  bindRoute(app, contract.listDepartments, async ({ query }) => {
    const rows = await sql<Department>`
      select d.id, d.hospital_id as "hospitalId", h.name as "hospitalName", d.name, d.active
      from department d join hospital h on h.id = d.hospital_id
      where (${query.hospitalId ?? null}::uuid is null or h.id = ${query.hospitalId ?? null}::uuid)
        and (${query.centre ?? null}::text is null or h.kind = 'centre')
      order by h.kind, h.name, d.name`.execute(db);
    return ok({ items: rows.rows });
  });
  const department = async (id: string) =>
    (
      await sql<Department>`select d.id, d.hospital_id as "hospitalId", h.name as "hospitalName", d.name, d.active
      from department d join hospital h on h.id = d.hospital_id where d.id = ${id}`.execute(db)
    ).rows[0];
  bindRoute(app, contract.createDepartment, async ({ body }, { actor }) => {
    const id = randomUUID();
    const row = { id, hospital_id: body.hospitalId, name: body.name, active: body.active };
    await orMistake(db.insertInto('department').values(row).execute());
    await changed(audit, actor, 'department', id);
    const created = await department(id);
    return created ? ok(created) : refuse('notFound', 'admin.notFound');
  });
  bindRoute(app, contract.updateDepartment, async ({ params, body }, { actor }) => {
    const row = { hospital_id: body.hospitalId, name: body.name, active: body.active };
    await orMistake(db.updateTable('department').set(row).where('id', '=', params.id).execute());
    await changed(audit, actor, 'department', params.id);
    const updated = await department(params.id);
    return updated ? ok(updated) : refuse('notFound', 'admin.notFound');
  });
}

function registerUsers(app: FastifyInstance, { db, audit, now }: AdministrationDeps): void {
  bindRoute(app, contract.listUsers, async ({ query }) => ok(await readUsers(db, query)));
  bindRoute(app, contract.createUser, async ({ body }, { actor }) => {
    const id = await orMistake(insertUser(db, body, now()));
    await changed(audit, actor, 'account', id);
    const user = await readUser(db, id);
    return user ? ok(user) : refuse('notFound', 'admin.notFound');
  });
  bindRoute(app, contract.updateUser, async ({ params, body }, { actor }) => {
    await orMistake(changeUser(db, params.id, body, now()));
    await changed(audit, actor, 'account', params.id);
    const user = await readUser(db, params.id);
    return user ? ok(user) : refuse('notFound', 'admin.notFound');
  });
}

function registerDictionaries(app: FastifyInstance, { db, audit }: AdministrationDeps): void {
  bindRoute(app, contract.searchIcd10, async ({ query }) =>
    ok({ items: await findIcd10(db, query.q, query.limit) }),
  );
  bindRoute(
    app,
    contract.importIcd10,
    async ({ body }, { actor }) => {
      const parsed = parseIcd10Csv(body.csv);
      if (!parsed.ok) return parsed;
      const total = await storeIcd10(db, parsed.value);
      await changed(audit, actor, 'icd10', String(parsed.value.length));
      return ok({ imported: parsed.value.length, total });
    },
    { bodyLimit: ICD10_LIMIT },
  );
  bindRoute(app, contract.listDictionary, async ({ params }) => {
    const rows = await db
      .selectFrom('dictionary_entry')
      .selectAll()
      .where('kind', '=', params.kind)
      .orderBy('sort')
      .orderBy('code')
      .execute();
    const items = rows.map(({ code, name, name_en, sort, active }) => ({
      kind: params.kind,
      code,
      name,
      nameEn: name_en,
      sort,
      active,
    }));
    return ok({ items });
  });
  bindRoute(app, contract.saveDictionaryEntry, async ({ params, body }, { actor }) => {
    const { name, nameEn, sort, active } = body;
    const columns = { name, name_en: nameEn, sort, active };
    await db
      .insertInto('dictionary_entry')
      .values({ kind: params.kind, code: params.code, ...columns })
      .onConflict((conflict) => conflict.columns(['kind', 'code']).doUpdateSet(columns))
      .execute();
    await changed(audit, actor, 'dictionary', `${params.kind}/${params.code}`);
    return ok({ ...params, ...body });
  });
}

function registerAudit(app: FastifyInstance, { db, audit, now }: AdministrationDeps): void {
  bindRoute(app, contract.listAudit, async ({ query }, { actor }) => {
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'view',
      entity: 'audit',
      entityId: '',
    });
    return ok(await readAudit(db, query));
  });
  bindRoute(app, contract.exportAudit, async ({ query }, { actor }) => {
    const { language, ...filter } = query;
    const { entries, truncated } = await readAuditForExport(db, filter);
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'export',
      entity: 'audit',
      entityId: '',
      details: { rows: entries.length },
    });
    const texts = TABLE_TEXTS[language].audit;
    const csv = toCsv(
      AUDIT_COLUMNS.map((column) => texts[column]),
      entries.map((entry) =>
        AUDIT_COLUMNS.map((column) => (column === 'at' ? beijingTime(entry.at) : entry[column])),
      ),
    );
    const fileName = `audit-${beijingTime(now()).slice(0, 10)}.csv`;
    return ok({ fileName, csv, rows: entries.length, truncated });
  });
  bindRoute(app, contract.verifyAudit, async (_, { actor }) => {
    const verification = await verifyAudit(db);
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'verify',
      entity: 'audit',
      entityId: '',
    });
    return ok(verification);
  });
}
