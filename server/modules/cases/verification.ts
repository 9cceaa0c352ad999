import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ReportVerification } from '../../../shared/api/verification';
import { appError, AppFailure, refuse, type AppError } from '../../../shared/domain/errors';
import {
  newVerificationCode,
  parseVerificationCode,
} from '../../../shared/domain/report/verificationCode';
import { ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';
import type { Database } from '../../db/schema';
import { parseCase } from './caseRow';

type Version = { readonly caseId: string; readonly version: number };

/** The code of a published version; made once, however many ask at the same time. */
export async function verificationCodeOf(
  db: Kysely<Database>,
  { caseId, version }: Version,
): Promise<string> {
  const read = () =>
    db
      .selectFrom('report_verification')
      .select('code')
      .where('case_id', '=', caseId)
      .where('version', '=', version)
      .executeTakeFirst();
  const known = await read();
  if (known) return known.code;
  await db
    .insertInto('report_verification')
    .values({ code: newVerificationCode(randomBytes), case_id: caseId, version })
    .onConflict((conflict) => conflict.columns(['case_id', 'version']).doNothing())
    .execute();
  const made = await read();
  if (!made) throw new AppFailure(appError('internal', 'server.internal'));
  return made.code;
}

/** Remembers a file that leaves the house, so that it is recognised when somebody holds it against its code. */
export async function rememberFile(
  db: Db,
  { caseId, version }: Version,
  bytes: Uint8Array,
  at: string,
): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await db
    .insertInto('report_file')
    .values({ case_id: caseId, version, sha256, first_issued_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @returns What the code stands for; `report.codeUnknown` for everything else, also for what cannot be a code. */
export async function readVerification(
  db: Db,
  text: string,
): Promise<Result<ReportVerification, AppError>> {
  const code = parseVerificationCode(text);
  const row =
    code === null
      ? undefined
      : await db
          .selectFrom('report_verification')
          .innerJoin('consultation', 'consultation.id', 'report_verification.case_id')
          .select(['report_verification.case_id', 'report_verification.version', 'body'])
          .where('code', '=', code)
          .executeTakeFirst();
  if (!row) return refuse('notFound', 'report.codeUnknown');
  const current = parseCase(row.body);
  const entry = current.reports.find(({ version }) => version === row.version);
  const latest = current.reports.at(-1);
  if (!entry || !latest) throw new AppFailure(appError('internal', 'server.internal'));
  const later = current.reports.filter(({ version }) => version > row.version);
  return ok({
    status:
      current.state === 'enteredInError' ? 'void' : later.length > 0 ? 'superseded' : 'current',
    requestNo: current.requestNo ?? '',
    version: entry.version,
    publishedAt: entry.publishedAt,
    issuingCentre: await centreName(db),
    latestVersion: latest.version,
    latestPublishedAt: latest.publishedAt,
    conclusionChanged: later.some((report) => report.conclusionChanged),
    contentSha256: entry.contentSha256,
    fileSha256: await filesOf(db, { caseId: row.case_id, version: row.version }),
  });
}

async function filesOf(db: Db, { caseId, version }: Version): Promise<string[]> {
  const rows = await db
    .selectFrom('report_file')
    .select('sha256')
    .where('case_id', '=', caseId)
    .where('version', '=', version)
    .orderBy('first_issued_at')
    .execute();
  return rows.map((row) => row.sha256);
}

async function centreName(db: Db): Promise<string> {
  const row = await db
    .selectFrom('hospital')
    .select('name')
    .where('kind', '=', 'centre')
    .executeTakeFirst();
  return row?.name ?? '';
}
