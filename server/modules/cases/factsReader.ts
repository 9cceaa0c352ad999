import { createHash } from 'node:crypto';
import {
  TITLES,
  type ConsultationCase,
  type Title,
} from '../../../shared/domain/consultation/case';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import type { ExpertFact, Facts } from '../../../shared/domain/consultation/facts';
import { conclusionChanged } from '../../../shared/domain/report/content';
import type { ReportContent } from '../../../shared/domain/report/report';
import { canonicalJson } from '../../../shared/lib/canonicalJson';
import { findPatientConflicts } from './patientConflicts';
import { readRecords, toSummaries, type Queryable } from './reading';
import { isNewerThanSnapshots } from './records';

/** Reads what the guards need from outside the case, inside the deciding transaction. */
export async function readFacts(
  db: Queryable,
  current: ConsultationCase,
  command: CaseCommand,
  actorId: string | null,
  at: string,
): Promise<Facts> {
  const hospital = await db
    .selectFrom('hospital')
    .select('local_approval')
    .where('id', '=', current.hospitalId)
    .executeTakeFirstOrThrow();
  const experts = expertsNamedBy(command, actorId);
  return {
    localApproval: hospital.local_approval,
    agreementValid: await hasAgreement(db, current.hospitalId, at),
    referralAgreementValid:
      command.type === 'refer' ? await hasAgreement(db, command.hospitalId, at) : false,
    records: toSummaries(await readRecords(db, current.id)),
    newRecords: command.type === 'recordLateEntry' ? await countNewRecords(db, current.id) : 0,
    patientConflicts:
      command.type === 'submit' || command.type === 'resubmit'
        ? await findPatientConflicts(db, current.id, current.form)
        : [],
    experts: await readExperts(db, experts),
    titleMinimum: await readTitleMinimum(db),
    report:
      command.type === 'publishReport' || command.type === 'amendReport'
        ? await reportFacts(db, current, command.content)
        : null,
  };
}

function expertsNamedBy(command: CaseCommand, actorId: string | null): string[] {
  const named =
    command.type === 'inviteExperts'
      ? command.experts.map((expert) => expert.expertId)
      : command.type === 'substituteExpert'
        ? [command.expertId]
        : [];
  return actorId ? [...named, actorId] : named;
}

async function hasAgreement(db: Queryable, hospitalId: string, at: string): Promise<boolean> {
  const day = at.slice(0, 10);
  const row = await db
    .selectFrom('agreement')
    .select('id')
    .where('hospital_id', '=', hospitalId)
    .where('valid_from', '<=', day)
    .where('valid_to', '>=', day)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function readExperts(
  db: Queryable,
  ids: readonly string[],
): Promise<Record<string, ExpertFact>> {
  if (ids.length === 0) return {};
  const rows = await db
    .selectFrom('expert_profile')
    .innerJoin('app_user', 'app_user.id', 'expert_profile.user_id')
    .select([
      'app_user.id',
      'app_user.name',
      'app_user.hospital_id',
      'expert_profile.title',
      'expert_profile.licence_valid_until',
      'expert_profile.department_name',
      'expert_profile.service_on',
      'expert_profile.on_call',
    ])
    .where('app_user.id', 'in', [...ids])
    .where('app_user.active', '=', true)
    .execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.id,
      {
        name: row.name,
        title: row.title as Title,
        licenceValidUntil: row.licence_valid_until,
        hospitalId: row.hospital_id ?? '',
        departmentName: row.department_name,
        serviceOn: row.service_on,
        onCall: row.on_call,
      },
    ]),
  );
}

/** Material that no snapshot of the form has listed yet. */
async function countNewRecords(db: Queryable, caseId: string): Promise<number> {
  const row = await db
    .selectFrom('case_record')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .where(isNewerThanSnapshots(caseId))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** The seed rule, unless the centre set another. */
async function readTitleMinimum(db: Queryable): Promise<Title> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'expertTitleMinimum')
    .executeTakeFirst();
  const value: unknown = row?.value;
  return TITLES.find((title) => title === value) ?? 'associateChief';
}

async function reportFacts(db: Queryable, current: ConsultationCase, content: ReportContent) {
  const previous = await db
    .selectFrom('report_version')
    .select('content')
    .where('case_id', '=', current.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const before = previous?.content as ReportContent | undefined;
  return {
    sha256: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    conclusionChanged: before !== undefined && conclusionChanged(before, content),
  };
}
