import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { caseIdSchema } from '../../../shared/domain/identity/actor';
import {
  reportContentSchema,
  reportHeaderSchema,
  type KeyImage,
} from '../../../shared/domain/report/report';
import { verificationUrl } from '../../../shared/domain/report/verificationCode';
import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import { requireAccess } from '../../http/bindRoute';
import { sendProblem } from '../../http/problem';
import type { KeyPicture, ReportDocumentModel } from '../../pdf/reportDocumentModel';
import { renderReportPdf } from '../../pdf/reportPdf';
import { readPeople } from './reading';
import type { CaseRepository } from './repository';
import { rememberFile, verificationCodeOf } from './verification';

export type ReportDocumentDeps = {
  readonly db: Db;
  readonly cases: CaseRepository;
  readonly audit: Audit;
  readonly now: () => string;
  readonly publicUrl: string | null;
};

const paramsSchema = z.object({
  caseId: caseIdSchema,
  version: z.coerce.number().int().positive(),
});
const READERS = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;

/** `GET /v1/cases/{id}/reports/{version}/pdf`: the paper form of one published version. */
export function registerReportDocumentRoute(app: FastifyInstance, deps: ReportDocumentDeps): void {
  app.get('/v1/cases/:caseId/reports/:version/pdf', async (request, reply) => {
    requireAccess(READERS, request.actor, request.presentedToken);
    const params = paramsSchema.safeParse(request.params);
    if (!params.success || !request.actor)
      return sendProblem(reply, appError('validation', 'request.invalid'));
    const { caseId, version } = params.data;
    const found = await deps.cases.find(caseId, request.actor);
    if (!found.ok) return sendProblem(reply, found.error);
    const model = await gather(app, request, deps, found.value, version);
    if (!model) return sendProblem(reply, appError('notFound', 'report.notFound'));
    const pdf = await renderReportPdf(model);
    if (!pdf.ok) return sendProblem(reply, pdf.error);
    await rememberFile(deps.db, params.data, pdf.value, deps.now());
    await deps.audit({
      actorId: request.actor.userId,
      actorRole: request.actor.role,
      action: 'export',
      entity: 'report',
      entityId: `${caseId}/${version}`,
      caseId,
    });
    const name = `${found.value.requestNo ?? 'report'}-v${version}.pdf`;
    return reply
      .header('content-disposition', `inline; filename="${name}"`)
      .header('cache-control', 'private, no-store')
      .type('application/pdf')
      .send(Buffer.from(pdf.value));
  });
}

async function gather(
  app: FastifyInstance,
  request: FastifyRequest,
  { db, publicUrl }: ReportDocumentDeps,
  current: ConsultationCase,
  version: number,
): Promise<ReportDocumentModel | null> {
  const row = await db
    .selectFrom('report_version')
    .select(['content', 'header'])
    .where('case_id', '=', current.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!row) return null;
  const content = reportContentSchema.parse(row.content);
  const header = reportHeaderSchema.parse(row.header);
  const hospitals = await db.selectFrom('hospital').select(['id', 'name', 'kind']).execute();
  const experts = current.invitations.filter((entry) => entry.status === 'accepted');
  const people = await readPeople(db, [
    current.requesterId,
    ...experts.map((entry) => entry.expertId),
  ]);
  const code = await verificationCodeOf(db, { caseId: current.id, version });
  const { patient, wishes } = current.form;
  return {
    language: 'zh-CN',
    requestNo: current.requestNo ?? '',
    consultingInstitution: hospitals.find((hospital) => hospital.kind === 'centre')?.name ?? '',
    requestingInstitution:
      hospitals.find((hospital) => hospital.id === current.hospitalId)?.name ?? '',
    patient: {
      name: patient.name,
      sex: patient.sex,
      birthDate: patient.birthDate,
      hospitalNo: patient.inpatientNo,
      departmentName: patient.departmentName,
      bed: patient.bed,
    },
    consultation: {
      startedAt: current.session?.startedAt ?? header.publishedAt,
      endedAt: current.session?.endedAt ?? null,
      mode: wishes.mode,
      urgency: wishes.urgency,
      mdt: wishes.mdt,
      requesterName: people.find((person) => person.userId === current.requesterId)?.name ?? '',
      purpose: wishes.purpose,
      experts: experts.flatMap((entry) => {
        const person = people.find((candidate) => candidate.userId === entry.expertId);
        return person
          ? [
              {
                name: person.name,
                title: person.title ?? '',
                departmentName: person.departmentName,
              },
            ]
          : [];
      }),
    },
    content,
    header,
    pictures: await fetchPictures(app, request, content.keyImages),
    verification: {
      code,
      url: publicUrl === null ? null : verificationUrl(publicUrl, code),
    },
    watermark: null,
  };
}

/**
 * Key images come through our own DICOMweb as the reader himself would get them, so that access is decided in one
 * place. One that cannot be had is printed as a note by the document.
 */
async function fetchPictures(
  app: FastifyInstance,
  request: FastifyRequest,
  images: readonly KeyImage[],
): Promise<KeyPicture[]> {
  const { authorization, cookie } = request.headers;
  const headers = {
    accept: 'image/png',
    ...(authorization ? { authorization } : {}),
    ...(cookie ? { cookie } : {}),
  };
  const pictures: KeyPicture[] = [];
  for (const image of images) {
    const base = `/dicom-web/studies/${image.studyInstanceUid}/series/${image.seriesInstanceUid}`;
    const window = image.window
      ? `?window=${image.window.centre},${image.window.width},linear`
      : '';
    const url = `${base}/instances/${image.sopInstanceUid}/frames/${image.frameNumber}/rendered${window}`;
    const response = await app.inject({ method: 'GET', url, headers });
    if (response.statusCode === 200) {
      const { sopInstanceUid, frameNumber } = image;
      pictures.push({ sopInstanceUid, frameNumber, bytes: response.rawPayload });
    } else if (response.statusCode >= 500) {
      throw new AppFailure(appError('unavailable', 'dicom.decodeFailed'));
    }
  }
  return pictures;
}
