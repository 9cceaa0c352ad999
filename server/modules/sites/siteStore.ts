import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Site, SiteHealth } from '../../../shared/api/sites';
import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';
import type { SiteIdentity } from '../../http/actor';
import { hashCode, hashCredential, newCode, newCredential } from './credentials';

const CODE_DAYS = 7;

export type SiteStore = ReturnType<typeof createSiteStore>;
type Invitation = { readonly site: Site; readonly code: string };

export function createSiteStore(db: Db, now: () => string) {
  const inDays = (days: number) => new Date(Date.parse(now()) + days * 86_400_000).toISOString();

  async function list(id: string | null = null): Promise<Site[]> {
    const rows = await sql<Site>`
      select s.id, s.hospital_id as "hospitalId", h.name as "hospitalName", h.city, s.name,
        case when s.revoked_at is not null then 'revoked'
          when s.credential_sha256 is null then 'invited' else 'active' end as state,
        ${iso('s.created_at')} as "createdAt", ${iso('s.joined_at')} as "joinedAt",
        ${iso('s.last_seen_at')} as "lastSeenAt",
        case when s.code_expires_at > ${now()} then ${iso('s.code_expires_at')} end as "codeExpiresAt",
        s.health,
        (select count(*)::int from site_study t
          where t.site_id = s.id and t.reported_at > ${inDays(-30)}
            and (select count(*) from dicom_instance i
                 where i.study_instance_uid = t.study_instance_uid)
              < greatest(t.instances, coalesce(t.source_instances, 0))) as "incompleteStudies"
      from site s join hospital h on h.id = s.hospital_id
      where ${id}::uuid is null or s.id = ${id}::uuid
      order by h.city, h.name, s.created_at`.execute(db);
    return rows.rows;
  }

  async function find(id: string): Promise<Result<Site, AppError>> {
    const [site] = await list(id);
    return site ? ok(site) : err(appError('notFound', 'admin.notFound'));
  }

  async function invited(id: string, code: string): Promise<Result<Invitation, AppError>> {
    const found = await find(id);
    return found.ok ? ok({ site: found.value, code }) : found;
  }

  return {
    list,
    find,

    async create(hospitalId: string, name: string, by: string) {
      const id = randomUUID();
      const code = newCode();
      await db
        .insertInto('site')
        .values({
          ...{ id, hospital_id: hospitalId, name, created_at: now(), created_by: by },
          ...{ code_sha256: hashCode(code), code_expires_at: inDays(CODE_DAYS) },
          ...{ credential_sha256: null, joined_at: null, revoked_at: null, revoked_by: null },
          ...{ last_seen_at: null, health: null },
        })
        .execute();
      return invited(id, code);
    },

    /** A machine was replaced, or the code got lost. A revoked site may join again with it. */
    async renewCode(id: string) {
      const code = newCode();
      await db
        .updateTable('site')
        .set({ code_sha256: hashCode(code), code_expires_at: inDays(CODE_DAYS) })
        .where('id', '=', id)
        .execute();
      return invited(id, code);
    },

    async revoke(id: string, by: string): Promise<Result<Site, AppError>> {
      await db
        .updateTable('site')
        .set({
          ...{ credential_sha256: null, code_sha256: null, code_expires_at: null },
          ...{ revoked_at: now(), revoked_by: by },
        })
        .where('id', '=', id)
        .execute();
      return find(id);
    },

    /** One statement: of two gateways with the same code one gets in. */
    async join(code: string) {
      const credential = newCredential();
      const row = await db
        .updateTable('site')
        .set({
          ...{ credential_sha256: hashCredential(credential), joined_at: now() },
          ...{ code_sha256: null, code_expires_at: null, revoked_at: null, revoked_by: null },
        })
        .where('code_sha256', '=', hashCode(code))
        .where('code_expires_at', '>', now())
        .returning(['id'])
        .executeTakeFirst();
      if (!row) return err(appError('unauthenticated', 'site.code'));
      const found = await find(row.id);
      if (!found.ok) return found;
      const { id: siteId, hospitalName, name: siteName } = found.value;
      return ok({ siteId, credential, hospitalName, siteName });
    },

    async identify(credential: string): Promise<SiteIdentity | null> {
      const row = await db
        .selectFrom('site')
        .select(['id', 'hospital_id'])
        .where('credential_sha256', '=', hashCredential(credential))
        .executeTakeFirst();
      return row ? { siteId: row.id, hospitalId: row.hospital_id } : null;
    },

    async noteHealth({ siteId }: SiteIdentity, health: SiteHealth): Promise<void> {
      await db
        .updateTable('site')
        .set({ health: JSON.stringify(health), last_seen_at: now() })
        .where('id', '=', siteId)
        .execute();
    },
  };
}

const iso = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
