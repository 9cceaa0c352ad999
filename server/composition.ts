import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { seesAnnotationsOf } from '../shared/domain/consultation/annotationAccess';
import { caseView } from '../shared/domain/consultation/visibility';
import { appError, refuse } from '../shared/domain/errors';
import type { CaseId } from '../shared/domain/identity/actor';
import { err, ok } from '../shared/lib/result';
import { seriesScope } from './access/annotationScope';
import { studyScope } from './access/scope';
import { createAudit, type Audit } from './audit/auditLog';
import type { BlobStore } from './blobs/blobStore';
import { createFsBlobStore } from './blobs/fsBlobStore';
import type { Config } from './config';
import { isReachable, openDatabase, type Db } from './db/database';
import { migrate } from './db/migrate';
import type { CodecPool } from './dicom/codec/worker/codecPool';
import { createDicomIngest, type DicomIngest } from './dicom/ingest/dicomIngest';
import { makeBacklog } from './dicom/rendition/backlog';
import { createRenditions, type Renditions } from './dicom/rendition/renditions';
import { registerDicomWeb } from './dicom/web/registerDicomWeb';
import { casesHolding } from './ecg/derived/backlogRows';
import { giveWayTo, makeOverviews } from './ecg/derived/backlog';
import { createOverviews, type Overviews } from './ecg/derived/overviews';
import type { EcgScanner } from './ecg/derived/scan/scanner';
import { createEcgArchive } from './ecg/openStored';
import { createEventBus, publish, type EventBus } from './events/bus';
import { buildApp } from './http/app';
import { registerEventSocket } from './http/eventSocket';
import { registerPortal } from './http/portal';
import { registerProbes } from './http/probes';
import { registerCors } from './http/cors';
import { createLogger, type LogDestination } from './http/logger';
import type { MediaNode } from './media/mediaNode';
import { runCaseClock } from './jobs/caseClock';
import { runClockNotices } from './jobs/clockNotices';
import { every, type Job } from './jobs/every';
import { registerAdministrationRoutes } from './modules/administration/routes';
import { registerCaptureRoutes } from './modules/captures/routes';
import { createCaseRepository, type CaseRepository } from './modules/cases/repository';
import type { FilingDeps } from './modules/annotations/deps';
import { fileBacklog, type BacklogOutcome } from './modules/annotations/filing/backlog';
import { fileSet } from './modules/annotations/filing/fileSet';
import { registerAnnotationRoutes } from './modules/annotations/routes';
import { registerCaseRoutes } from './modules/cases/routes';
import { registerReportDocumentRoute } from './modules/cases/routes.reportDocument';
import { registerVerificationRoute } from './modules/cases/routes.verification';
import { registerConference, type Conference } from './modules/conference/routes';
import { registerEcgRoutes } from './modules/ecg/routes';
import { refreshStudyRecords } from './modules/intake/process/records';
import { registerIntake } from './modules/intake/routes';
import { countUnread, registerNotificationRoutes } from './modules/notifications/routes';
import { registerPaperRoutes } from './modules/paper/routes';
import { registerSchedulingRoutes } from './modules/scheduling/routes';
import { registerSessionRoutes } from './modules/sessions/routes';
import { createSessionStore } from './modules/sessions/sessionStore';
import { registerObjectRoutes } from './modules/sites/routes.objects';
import { registerSiteRoutes } from './modules/sites/routes';
import { registerSlideRoutes, type Slides } from './modules/slides/routes';
import { registerStatisticsRoutes } from './modules/statistics/routes';
import { createChannels, type Channels } from './notify/createChannels';
import type { PdfReader } from './pdf/read/protocol';
import { notifyInTransaction } from './notify/dispatch';
import { runOutbox } from './notify/outboxWorker';

export const VERSION = '0.1.0';
/** For answers that are on their way when the server is told to stop. */
const LAST_ANSWERS_MS = 2_000;

export type ServerResources = {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly migrationsDir: string;
  /** Built renderer, or null when there is none (API tests). */
  readonly portalDir: string | null;
  readonly demoAccounts: Parameters<typeof registerSessionRoutes>[1]['demoAccounts'];
  /** Ended with the server. */
  readonly codecs: CodecPool;
  /** Ended with the server. */
  readonly scanner: EcgScanner;
  /** Ended with the server. */
  readonly pdf: PdfReader;
  /** Ended with the server. */
  readonly media: MediaNode;
  readonly now?: () => string;
  readonly logDestination?: LogDestination;
};

export type Server = {
  readonly app: FastifyInstance;
  readonly db: Db;
  readonly cases: CaseRepository;
  readonly blobs: BlobStore;
  readonly ingest: DicomIngest;
  /** Writes waiting annotations into their studies; also a job. */
  fileAnnotations(): Promise<BacklogOutcome>;
  readonly slides: Slides;
  readonly overviews: Overviews;
  readonly conference: Conference;
  /**
   * Starts outbox and clocks. Not part of wiring: the demo plays past days first, and the clock would overtake it;
   * a test decides itself when time passes.
   */
  startJobs(): void;
  close(): Promise<void>;
};

/** Wires the server together. Everything that listens, ticks or holds a connection ends with `close`. */
export async function createServer(resources: ServerResources): Promise<Server> {
  const { config, databaseUrl } = resources;
  const now = resources.now ?? (() => new Date().toISOString());
  const logger = createLogger(config.logLevel, resources.logDestination);
  const db = openDatabase(databaseUrl);
  await migrate(db, resources.migrationsDir);
  await mkdir(config.dataDir, { recursive: true });
  const blobs = await createFsBlobStore(path.join(config.dataDir, 'blobs'));
  const bus = createEventBus(databaseUrl);
  const app = await buildApp({ logger, version: VERSION });
  const audit = createAudit(db, now);
  const channels = await createChannels(config, db, now);
  const cases = createCaseRepository({ db, now, notify: notifyInTransaction });
  const renditions = createRenditions({ db, blobs, codecs: resources.codecs });
  const ingest = createDicomIngest({ db, blobs, now: () => new Date(now()) });
  const publishIntakeChanged = (caseId: CaseId) =>
    publish(db, { event: { type: 'intakeChanged', caseId }, userIds: null });
  const archive = createEcgArchive(blobs);
  const overviews = createOverviews({
    db,
    blobs,
    archive,
    scanner: resources.scanner,
    giveWay: giveWayTo(ingest.idleMs),
    announce: async (files) => {
      for (const caseId of await casesHolding(db, files)) await publishIntakeChanged(caseId);
    },
  });

  registerCors(app, config.origins);
  registerSessionRoutes(app, {
    db,
    audit,
    now,
    version: VERSION,
    demoAccounts: resources.demoAccounts,
    pushPublicKey: channels.pushPublicKey,
  });
  registerProbes(
    app,
    () => isReachable(db),
    () => resources.media.capability().state,
  );
  registerCaseRoutes(app, { db, cases, audit, now });
  registerReportDocumentRoute(app, { db, cases, audit, now, publicUrl: config.publicUrl });
  registerVerificationRoute(app, db);
  registerSchedulingRoutes(app, { db, cases, audit, now });
  registerNotificationRoutes(app, { db, now });
  registerStatisticsRoutes(app, { db, audit, now });
  registerAdministrationRoutes(app, { db, audit, now });
  registerSiteRoutes(app, { db, audit, now });
  const onSiteStored = (studies: readonly string[]) => refreshStudyRecords(db, studies);
  registerObjectRoutes(app, { db, audit, ingest, now, dataDir: config.dataDir, onSiteStored });
  const filing: FilingDeps = {
    ...{ db, blobs, ingest, audit, now, version: VERSION },
    decode: resources.codecs.decode,
  };
  const file = (caseId: string, authorId: string) => fileSet(filing, caseId, authorId);
  registerAnnotationRoutes(app, { db, cases, audit, now, file });
  const access = caseAccess(cases, now);
  const slides = registerSlideRoutes(app, {
    db,
    blobs,
    decode: resources.codecs.decode,
    audit,
    now,
    dataDir: config.dataDir,
    caseAccess: access,
    log: app.log,
  });
  registerCaptureRoutes(app, { db, blobs, ingest, audit, now, caseAccess: access });
  const { pdf } = resources;
  registerPaperRoutes(app, { db, blobs, pdf, audit, now, caseAccess: access });
  const intake = await registerIntake(app, {
    db,
    blobs,
    ingest,
    pdf,
    audit,
    now,
    dataDir: config.dataDir,
    quotaBytes: config.uploadQuotaBytes,
    caseAccess: access,
    publishIntakeChanged,
  });
  registerEcgRoutes(app, {
    db,
    blobs,
    archive,
    audit,
    now,
    forView: access.forView,
  });
  await mountDicomWeb(app, {
    ...{ db, blobs, ingest, renditions, audit, now, onSiteStored },
    codecs: resources.codecs,
  });
  const { media } = resources;
  const conference = registerConference(app, {
    ...{ db, audit, bus, media, cases, now, log: app.log, turn: config.turn },
  });
  registerSocket(app, { db, cases, bus, now });
  if (resources.portalDir) await registerPortal(app, resources.portalDir);

  let jobs: readonly Job[] = [];
  return {
    app,
    db,
    cases,
    blobs,
    ingest,
    slides,
    overviews,
    conference,
    fileAnnotations: () => fileBacklog(filing),
    startJobs: () => {
      jobs = [
        ...jobsOf(app, { db, cases, now, channels, renditions, overviews, ingest, slides }),
        every(5_000, 'annotations', () => fileWaiting(app, filing), app.log),
      ];
    },
    async close() {
      slides.stop();
      await conference.close();
      const { codecs, scanner } = resources;
      const ended = [codecs.close(), scanner.close(), pdf.close(), media.close()];
      await Promise.all([...jobs.map((job) => job.stop()), ...ended]);
      await closeApp(app);
      await intake.close();
      await bus.close();
      await db.destroy();
    },
  };
}

/** A browser holds lines it has not used yet; Node takes them for busy ones and would wait a minute for their first word. */
async function closeApp(app: FastifyInstance): Promise<void> {
  const impatience = setTimeout(() => app.server.closeAllConnections(), LAST_ANSWERS_MS);
  await app.close();
  clearTimeout(impatience);
}

type DicomWebParts = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly ingest: DicomIngest;
  readonly codecs: CodecPool;
  readonly renditions: Renditions;
  readonly audit: Audit;
  readonly now: () => string;
  readonly onSiteStored: (studies: readonly string[]) => Promise<void>;
};

async function mountDicomWeb(
  app: FastifyInstance,
  { db, blobs, ingest, codecs, renditions, audit, now, onSiteStored }: DicomWebParts,
): Promise<void> {
  await registerDicomWeb(app, {
    db,
    blobs,
    ingest,
    decode: codecs.decode,
    renditions,
    now: () => new Date(now()),
    studyScope: (actor) => studyScope(actor, now()),
    seriesScope: (actor) => seriesScope(actor, now()),
    canStore: (actor) =>
      (actor.role === 'requester' ||
        actor.role === 'hospitalAdmin' ||
        actor.role === 'technician') &&
      actor.hospitalId
        ? ok({ hospitalId: actor.hospitalId })
        : err(appError('forbidden', 'auth.roleNotAllowed')),
    onSiteStored,
    audit: ({ actor, action, studyInstanceUid, count }) =>
      audit({
        ...('siteId' in actor
          ? { actorId: null, actorRole: 'gateway' }
          : { actorId: actor.userId, actorRole: actor.role }),
        action: `dicom.${action}`,
        entity: 'study',
        entityId: studyInstanceUid ?? '',
        details: count === undefined ? {} : { count },
      }),
  });
}

type Clocked = { db: Db; cases: CaseRepository; now: () => string };

function jobsOf(
  app: FastifyInstance,
  {
    db,
    cases,
    now,
    channels,
    renditions,
    overviews,
    ingest,
    slides,
  }: Clocked & {
    channels: Channels;
    renditions: Renditions;
    overviews: Overviews;
    ingest: DicomIngest;
    slides: Slides;
  },
): Job[] {
  return [
    every(1_000, 'outbox', async () => void (await runOutbox(db, channels.byId, now)), app.log),
    every(
      20_000,
      'clockNotices',
      async () => void (await runClockNotices(db, notifyInTransaction, now)),
      app.log,
    ),
    every(
      10_000,
      'caseClock',
      async () => void (await runCaseClock(db, cases.applyAsSystem, now)),
      app.log,
    ),
    every(2_000, 'renditions', () => makeBacklog(renditions, ingest.idleMs), app.log),
    every(2_000, 'pyramids', () => slides.takeUp(), app.log),
    every(2_000, 'ecgOverviews', () => makeOverviews(overviews, ingest.idleMs), app.log),
  ];
}

async function fileWaiting(app: FastifyInstance, filing: FilingDeps): Promise<void> {
  const { failed } = await fileBacklog(filing);
  if (failed > 0)
    app.log.warn({ component: 'annotations', failed }, 'drawings not written into their studies');
}

function registerSocket(
  app: FastifyInstance,
  { db, cases, bus, now }: Clocked & { bus: EventBus },
): void {
  const sessions = createSessionStore(db, now);
  registerEventSocket(app, {
    bus,
    now,
    maySee: async (actor, caseId) => (await cases.find(caseId, actor)).ok,
    maySeeAnnotations: async (actor, caseId, authorId) => {
      const found = await cases.find(caseId, actor);
      if (!found.ok || authorId === null) return found.ok;
      const isCounty = found.value.requesterId === authorId;
      return seesAnnotationsOf(found.value, actor, { userId: authorId, isCounty });
    },
    countUnread: (userId) => countUnread(db, userId),
    actorOf: sessions.actorOf,
  });
}

const CLOSED: readonly string[] = ['archived', 'cancelled', 'rejected', 'enteredInError'];

/** Who may add material to a case, and who may look at it. */
function caseAccess(cases: CaseRepository, now: () => string) {
  const editable = ['draft', 'returned'];
  return {
    forView: (actor: Parameters<typeof cases.find>[1], caseId: string) => cases.find(caseId, actor),
    forUpload: async (actor: Parameters<typeof cases.find>[1], caseId: string) => {
      if (actor.role !== 'requester' && actor.role !== 'hospitalAdmin') {
        return refuse('forbidden', 'auth.roleNotAllowed');
      }
      const found = await cases.find(caseId, actor);
      if (!found.ok) return found;
      const { state } = found.value;
      const open = editable.includes(state) || caseView(found.value, actor, now()) === 'full';
      return open && !CLOSED.includes(state)
        ? found
        : refuse('illegalTransition', 'case.illegalTransition', { params: { state } });
    },
    /** Drawings, captures and pictures made of others: by whoever works on the case, until it is closed. */
    forRemarks: async (actor: Parameters<typeof cases.find>[1], caseId: string) => {
      const found = await cases.find(caseId, actor);
      if (!found.ok) return found;
      const { state } = found.value;
      if (caseView(found.value, actor, now()) !== 'full')
        return refuse('forbidden', 'auth.roleNotAllowed');
      return CLOSED.includes(state)
        ? refuse('illegalTransition', 'case.illegalTransition', { params: { state } })
        : found;
    },
    touch: async (caseId: string, actor: Parameters<typeof cases.find>[1]) => {
      await cases.revise(caseId, actor, null, async (current) => ok(current));
    },
  };
}
