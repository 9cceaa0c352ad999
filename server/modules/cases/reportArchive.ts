import type { Transaction } from 'kysely';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { ReportContent, ReportHeader } from '../../../shared/domain/report/report';
import type { Database } from '../../db/schema';
import { readPeople } from './reading';
import { verificationCodeOf } from './verification';

/** Stores one published version with its signatures; the table refuses every later change. */
export async function archiveReport(
  tx: Transaction<Database>,
  next: ConsultationCase,
  content: ReportContent,
): Promise<void> {
  const entry = next.reports.at(-1);
  if (!entry) throw new Error('nothing was published');
  const header: ReportHeader = {
    version: entry.version,
    publishedAt: entry.publishedAt,
    signatories: await signatories(tx, next, entry.publishedAt),
    amendmentReason: entry.amendmentReason,
    supersedes: entry.version > 1 ? entry.version - 1 : null,
    conclusionChanged: entry.conclusionChanged,
    contentSha256: entry.contentSha256,
  };
  await tx
    .insertInto('report_version')
    .values({
      case_id: next.id,
      version: entry.version,
      content: JSON.stringify(content),
      header: JSON.stringify(header),
      content_sha256: entry.contentSha256,
      published_at: entry.publishedAt,
      published_by: entry.publishedBy,
    })
    .execute();
  await verificationCodeOf(tx, { caseId: next.id, version: entry.version });
  await tx
    .deleteFrom('draft')
    .where('case_id', '=', next.id)
    .where('kind', '=', 'report')
    .where('author_id', '=', entry.publishedBy)
    .execute();
}

async function signatories(
  tx: Transaction<Database>,
  next: ConsultationCase,
  at: string,
): Promise<ReportHeader['signatories']> {
  const accepted = next.invitations.filter((invitation) => invitation.status === 'accepted');
  const people = await readPeople(
    tx,
    accepted.map((invitation) => invitation.expertId),
  );
  return accepted.flatMap((invitation) => {
    const person = people.find((candidate) => candidate.userId === invitation.expertId);
    const isChief = invitation.expertId === next.chiefId;
    const opinion = next.opinions.find((entry) => entry.expertId === invitation.expertId);
    const signed = isChief || opinion?.status === 'submitted';
    if (!person || !signed) return [];
    return [
      {
        userId: invitation.expertId,
        name: person.name,
        title: person.title ?? '',
        hospitalName: person.hospitalName,
        departmentName: person.departmentName,
        role: isChief ? ('chief' as const) : invitation.role,
        signedAt: isChief ? at : (opinion?.at ?? at),
        agrees: isChief || (opinion?.agreesWithChief ?? false),
      },
    ];
  });
}
