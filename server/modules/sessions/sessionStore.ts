import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Me } from '../../../shared/api/sessions';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor, HospitalId, Role, UserId } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';
import { hashPassword, verifyPassword } from './passwords';
import { checkTotp } from './totp';

const SESSION_HOURS = 12;
const MAX_FAILURES = 5;
const LOCK_MINUTES = 15;

export type SessionStore = ReturnType<typeof createSessionStore>;

/**
 * Opaque server-side sessions: the client holds 256 random bits, the database only their hash.
 */
export function createSessionStore(db: Db, now: () => string) {
  const inMinutes = (minutes: number) =>
    new Date(Date.parse(now()) + minutes * 60_000).toISOString();

  /**
   * @returns Token and person; or `auth.badCredentials` (also for unknown accounts, in the same time),
   *   `auth.lockedOut` with `until`, `auth.accountDisabled`, `auth.totpRequired`, `auth.totpWrong`.
   */
  async function signIn(input: {
    account: string;
    password: string;
    totp?: string | undefined;
  }): Promise<Result<{ token: string; expiresAt: string; me: Me }, AppError>> {
    const user = await db
      .selectFrom('app_user')
      .selectAll()
      .where('account', '=', input.account.toLowerCase())
      .executeTakeFirst();
    if (!user) {
      await hashPassword(input.password); // same work as a real check: timing must not tell accounts apart
      return err(appError('unauthenticated', 'auth.badCredentials'));
    }
    const attempt = await takeAttempt(user.id);
    if (!attempt.ok) return attempt;
    if (!(await verifyPassword(user.password_hash, input.password)))
      return err(wrong(attempt.value, 'auth.badCredentials'));
    if (!user.active) return err(appError('forbidden', 'auth.accountDisabled'));
    if (user.totp_secret) {
      if (!input.totp) {
        await giveBack(user.id, attempt.value);
        return err(appError('unauthenticated', 'auth.totpRequired'));
      }
      if (!checkTotp(user.totp_secret, input.totp, now()))
        return err(wrong(attempt.value, 'auth.totpWrong'));
    }
    await db
      .updateTable('app_user')
      .set({ failed_attempts: 0, locked_until: null })
      .where('id', '=', user.id)
      .execute();
    const session = await open(user.id);
    const me = await describe(user.id);
    return me ? ok({ ...session, me }) : err(appError('internal', 'server.internal'));
  }

  async function open(userId: string) {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = inMinutes(SESSION_HOURS * 60);
    await db
      .insertInto('session')
      .values({
        token_sha256: sha256(token),
        user_id: userId,
        created_at: now(),
        expires_at: expiresAt,
        last_seen_at: now(),
      })
      .execute();
    return { token, expiresAt };
  }

  /**
   * Counts the guess before it is looked at, in one statement: guesses that are checked side by side cannot outrun the
   * lock, and a crash in between leaves a lock that ends by itself.
   */
  async function takeAttempt(userId: string): Promise<Result<Attempt, AppError>> {
    const until = inMinutes(LOCK_MINUTES);
    const row = await db
      .updateTable('app_user')
      .set({
        failed_attempts: sql`case when failed_attempts + 1 < ${MAX_FAILURES} then failed_attempts + 1 else 0 end`,
        locked_until: sql`case when failed_attempts + 1 < ${MAX_FAILURES} then null else ${until}::timestamptz end`,
      })
      .where('id', '=', userId)
      .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now())]))
      .returning(['failed_attempts', 'locked_until'])
      .executeTakeFirst();
    if (row) return ok({ count: row.failed_attempts, lockedUntil: row.locked_until });
    const user = await db
      .selectFrom('app_user')
      .select('locked_until')
      .where('id', '=', userId)
      .executeTakeFirst();
    return err(lockedOut(user?.locked_until ?? until));
  }

  /** A right password without its second factor is half a sign-in, not a wrong guess. */
  async function giveBack(userId: string, attempt: Attempt): Promise<void> {
    await db
      .updateTable('app_user')
      .set(
        attempt.lockedUntil
          ? { failed_attempts: MAX_FAILURES - 1, locked_until: null }
          : { failed_attempts: sql`greatest(failed_attempts - 1, 0)` },
      )
      .where('id', '=', userId)
      .execute();
  }

  /** The person behind a token, or null when it is unknown, expired or the account was switched off. */
  async function actorOf(token: string): Promise<Actor | null> {
    const row = await db
      .selectFrom('session')
      .innerJoin('app_user', 'app_user.id', 'session.user_id')
      .select(['app_user.id', 'app_user.role', 'app_user.hospital_id'])
      .where('token_sha256', '=', sha256(token))
      .where('expires_at', '>', now())
      .where('app_user.active', '=', true)
      .executeTakeFirst();
    if (!row) return null;
    return {
      userId: row.id as UserId,
      role: row.role as Role,
      hospitalId: row.hospital_id as HospitalId | null,
    };
  }

  async function describe(userId: string): Promise<Me | null> {
    const row = await db
      .selectFrom('app_user')
      .leftJoin('hospital', 'hospital.id', 'app_user.hospital_id')
      .select([
        'app_user.id',
        'app_user.account',
        'app_user.name',
        'app_user.role',
        'app_user.title',
        'app_user.hospital_id',
        'app_user.department_name',
        'app_user.totp_secret',
        'hospital.name as hospital_name',
      ])
      .where('app_user.id', '=', userId)
      .executeTakeFirst();
    if (!row) return null;
    return {
      userId: row.id as UserId,
      account: row.account,
      name: row.name,
      role: row.role as Role,
      title: row.title,
      hospitalId: row.hospital_id as HospitalId | null,
      hospitalName: row.hospital_name ?? '',
      departmentName: row.department_name,
      totpEnabled: row.totp_secret !== null,
    };
  }

  const end = async (token: string) =>
    void (await db.deleteFrom('session').where('token_sha256', '=', sha256(token)).execute());

  return { signIn, actorOf, describe, end };
}

/** A guess that has been counted; `lockedUntil` when it was the last one allowed. */
type Attempt = { readonly count: number; readonly lockedUntil: string | null };

function wrong(attempt: Attempt, code: 'auth.badCredentials' | 'auth.totpWrong'): AppError {
  if (attempt.lockedUntil) return lockedOut(attempt.lockedUntil);
  const left = MAX_FAILURES - attempt.count;
  return appError(
    'unauthenticated',
    code,
    code === 'auth.badCredentials' ? { params: { left } } : {},
  );
}

const lockedOut = (until: string) =>
  appError('rateLimited', 'auth.lockedOut', { params: { until } });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
