import { randomUUID } from 'node:crypto';
import { newCase, type ConsultationCase } from '../../shared/domain/consultation/case';
import type { CaseCommand } from '../../shared/domain/consultation/commands';
import { lateEntryOf } from '../../shared/domain/consultation/lateEntry';
import type { Actor, CaseId, HospitalId, UserId } from '../../shared/domain/identity/actor';
import type { ReportContent } from '../../shared/domain/report/report';
import type { Server } from '../composition';
import { createCaseRepository } from '../modules/cases/repository';
import { notifyInTransaction } from '../notify/dispatch';
import { accountId, expertId, hospitalId, roomId } from './baseData';
import { DEMO_ACCOUNTS } from './content/accounts';
import { demoUuid } from './content/demoUuid';
import { DEMO_EXPERTS } from './content/expertTable';
import { DEMO_PATIENTS } from './content/patients';
import { DEMO_SCENARIOS } from './content/scenarios';
import type { DemoReport, DemoScenario } from './content/types';
import { readDemoStudies, type DemoStudy } from './demoStudies';
import { instant, scenarioForm } from './scenarioForm';
import { attach, attachMaterial, consentPaper } from './scenarioMaterial';

const ORDER = [
  'draft',
  'submitted',
  'returned',
  'coordinating',
  'scheduled',
  'reporting',
  'published',
  'followUp',
  'archived',
];
const reaches = (scenario: DemoScenario, state: string) =>
  ORDER.indexOf(scenario.seededState) >= ORDER.indexOf(state);
const READS = ['imagingRead', 'ecgRead', 'pathologyRead'];

/** Plays the scenarios through the real workflow at their own times, by a clock that is set back for each step. */
export async function seedScenarios(
  server: Server,
  demoDir: string,
  now = Date.now(),
): Promise<void> {
  const studies = await readDemoStudies(demoDir);
  for (const scenario of DEMO_SCENARIOS) {
    const id = demoUuid(`case/${scenario.key}`);
    const known = await server.db
      .selectFrom('consultation')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst();
    if (known) continue; // an interrupted first start goes on with the next one
    await play(server, demoDir, studies, scenario, now);
  }
}

async function play(
  server: Server,
  demoDir: string,
  studies: ReadonlyMap<string, DemoStudy>,
  scenario: DemoScenario,
  now: number,
): Promise<void> {
  const patient = DEMO_PATIENTS.find((entry) => entry.key === scenario.patientKey);
  const account = DEMO_ACCOUNTS.find((entry) => entry.account === scenario.requesterAccount);
  if (!patient || !account) throw new Error(`scenario ${scenario.key} names somebody unknown`);
  let clock = instant(now, scenario.submittedAt - 30);
  const cases = createCaseRepository({
    db: server.db,
    now: () => clock,
    notify: notifyInTransaction,
  });
  const requester: Actor = {
    userId: accountId(account.account) as UserId,
    role: 'requester',
    hospitalId: hospitalId(account.hospitalKey) as HospitalId,
  };
  const id = demoUuid(`case/${scenario.key}`) as CaseId;
  const parentId = scenario.parentKey ? (demoUuid(`case/${scenario.parentKey}`) as CaseId) : null;
  const start = {
    id,
    requesterId: requester.userId,
    hospitalId: requester.hospitalId as HospitalId,
    parentId,
  };
  const draft = newCase({ ...start, form: scenarioForm(scenario, patient, now) }, clock);
  let current: ConsultationCase = draft;
  const created = await cases.insert(draft, requester, randomUUID(), {}, async () => undefined);
  if (!created.ok) throw new Error(created.error.code);
  const target = {
    caseId: id,
    hospitalId: start.hospitalId,
    addedBy: requester.userId,
    at: clock,
    submittedAt: instant(now, scenario.submittedAt),
    now,
  };
  const onCase = await attachMaterial({ server, demoDir, studies }, scenario, target);

  const run = async (actor: Actor, minutes: number, command: CaseCommand) => {
    clock = instant(now, minutes);
    const guard = { expectedVersion: current.version, idempotencyKey: randomUUID() };
    const result = await cases.apply(id, command, guard, actor);
    if (!result.ok)
      throw new Error(`scenario ${scenario.key}, ${command.type}: ${JSON.stringify(result.error)}`);
    current = result.value.case;
  };
  const lateConsent = async (minutes: number) =>
    void (await attach({ server, demoDir, studies }, [consentPaper(scenario.consent)], {
      ...target,
      at: instant(now, minutes),
    }));
  await playSteps({
    scenario,
    requester,
    run,
    studies: onCase,
    latest: () => current,
    lateConsent,
    now,
  });
}

type Run = (actor: Actor, minutes: number, command: CaseCommand) => Promise<void>;
type Stage = {
  readonly scenario: DemoScenario;
  readonly requester: Actor;
  readonly run: Run;
  readonly studies: ReadonlyMap<string, DemoStudy>;
  readonly latest: () => ConsultationCase;
  /** The signed paper arrives. */
  readonly lateConsent: (minutes: number) => Promise<void>;
  readonly now: number;
};

const centreActor = (account: 'triage' | 'coordinator'): Actor => ({
  userId: accountId(account) as UserId,
  role: account,
  hospitalId: hospitalId('centre') as HospitalId,
});
const expertActor = (key: string): Actor => ({
  userId: expertId(key) as UserId,
  role: 'expert',
  hospitalId: hospitalId('centre') as HospitalId,
});

async function playSteps(stage: Stage): Promise<void> {
  const { scenario, requester, run } = stage;
  if (!reaches(scenario, 'submitted')) return;
  await run(requester, scenario.submittedAt, { type: 'submit' });
  if (scenario.seededState === 'submitted') return;
  if (scenario.returnItems.length > 0) {
    const items = scenario.returnItems.map(({ code, text }) => ({ code, text }));
    await run(centreActor('triage'), scenario.submittedAt + 12, {
      type: 'returnForSupplement',
      items,
    });
    if (scenario.seededState === 'returned') return;
    const answers = scenario.returnItems.map(({ answer }, index) => ({
      id: index + 1,
      answer: answer ?? '已补充',
    }));
    await run(requester, scenario.submittedAt + 40, { type: 'resubmit', answers });
  }
  const chief = expertActor(
    scenario.experts.find((expert) => expert.role === 'chief')?.expertKey ?? '',
  );
  const begin = scenario.startsAt ?? scenario.submittedAt + 120;
  if (scenario.urgency === 'emergency') {
    await run(chief, begin, { type: 'answerEmergency' });
    await run(chief, begin + 16, { type: 'endConsultation', endReason: 'completed' });
  } else if (READS.includes(scenario.mode)) {
    await run(centreActor('triage'), scenario.submittedAt + 55, {
      type: 'accept',
      waiverNote: '演示数据',
    });
    await run(chief, begin, { type: 'takeRead' });
  } else {
    await convene(stage, chief, begin);
  }
  if (stage.latest().state !== 'reporting') return;
  await report(stage, chief, begin);
  if (reaches(scenario, 'followUp')) await followUp(stage, chief, begin);
}

const FIVE_MINUTES_MS = 5 * 60_000;

/** Accept, invite, schedule, meet. */
async function convene(
  { scenario, requester, run, now }: Stage,
  chief: Actor,
  begin: number,
): Promise<void> {
  const triage = centreActor('triage');
  const accepted = scenario.submittedAt + 55;
  const note = '演示数据：已电话核实';
  await run(triage, accepted, { type: 'accept', waiverNote: note });
  const experts = scenario.experts.map(({ expertKey, role }) => ({
    expertId: expertId(expertKey) as UserId,
    role,
    required: true,
  }));
  await run(triage, accepted + 5, { type: 'inviteExperts', experts });
  if (scenario.seededState === 'coordinating') return;
  let minute = accepted + 10;
  for (const { expertKey } of scenario.experts) {
    await run(expertActor(expertKey), minute++, { type: 'acceptInvitation' });
  }
  const video = scenario.mode === 'video';
  // consultations are arranged for ten past, not for eleven minutes past
  const start = Math.floor(Date.parse(instant(now, begin)) / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
  const slot = {
    startsAt: instant(start, 0),
    endsAt: video ? instant(start, 30) : null,
    dueAt: video ? null : instant(now, begin + 24 * 60),
    centreRoomId: video ? roomId(`centre-${(scenario.number % 6) + 1}`) : null,
    countyRoomId: video
      ? roomId(
          `room-${DEMO_ACCOUNTS.find((a) => a.account === scenario.requesterAccount)?.hospitalKey ?? ''}`,
        )
      : null,
  };
  await run(triage, minute + 2, { type: 'schedule', ...slot });
  if (!reaches(scenario, 'reporting')) return;
  if (video) {
    await run(requester, begin - 5, {
      type: 'checkIn',
      party: 'requester',
      device: '会诊工作站',
      preflightPassed: true,
    });
    await run(chief, begin - 3, {
      type: 'checkIn',
      party: 'expert',
      device: '会诊工作站',
      preflightPassed: true,
    });
  }
  await run(chief, begin, {
    type: 'startConsultation',
    identifiers: video ? ['name', 'birthDate'] : [],
    patientPresent: video,
    recording: 'refused',
  });
  await run(chief, begin + 24, { type: 'endConsultation', endReason: 'completed' });
}

async function report(
  { scenario, run, studies }: Stage,
  chief: Actor,
  begin: number,
): Promise<void> {
  let minute = begin + 30;
  const members = scenario.experts
    .filter((expert) => expert.role === 'member')
    .map((expert) => expert.expertKey);
  for (const opinion of scenario.opinions) {
    const isMember =
      members.includes(opinion.expertKey) || expertId(opinion.expertKey) === chief.userId;
    if (!isMember) continue;
    const { text, agreesWithChief } = opinion;
    await run(expertActor(opinion.expertKey), minute++, {
      type: 'submitOpinion',
      text,
      agreesWithChief,
    });
  }
  if (!reaches(scenario, 'published') || !scenario.report) return;
  await run(chief, minute + 5, {
    type: 'publishReport',
    content: reportContent(scenario.report, studies),
  });
  if (scenario.amendment) {
    const content = reportContent(scenario.amendment.report, studies);
    await run(chief, minute + 60, {
      type: 'amendReport',
      content,
      reason: scenario.amendment.reason,
    });
  }
}

function reportContent(report: DemoReport, studies: ReadonlyMap<string, DemoStudy>): ReportContent {
  const keyImages = report.keyImages.flatMap((image) => {
    const study = studies.get(image.studySlug);
    const series = study?.series.find((entry) => entry.number === image.seriesNumber);
    const instance = series?.instances.find((entry) => entry.number === image.instanceNumber);
    if (!study || !series || !instance) return [];
    return [
      {
        studyInstanceUid: study.studyInstanceUid,
        seriesInstanceUid: series.uid,
        sopInstanceUid: instance.uid,
        frameNumber: image.frameNumber,
        window: image.window,
        caption: image.caption,
      },
    ];
  });
  return {
    ...report,
    diagnoses: [...report.diagnoses],
    keyImages,
    dissent: report.dissent.map(({ expertKey, text }) => ({
      expertId: expertId(expertKey) as UserId,
      expertName: DEMO_EXPERTS.find((expert) => expert.key === expertKey)?.name ?? '',
      text,
    })),
  };
}

/** Paper and record of an emergency, within its six hours. */
async function completeRecord({ scenario, requester, run, latest, lateConsent, now }: Stage) {
  const { lateEntry, submittedAt } = scenario;
  if (!lateEntry) return;
  const minutes = submittedAt + lateEntry.afterMinutes;
  await lateConsent(minutes - 5);
  const entry = lateEntryOf(latest().form);
  await run(requester, minutes, {
    type: 'recordLateEntry',
    entry: {
      ...entry,
      clinical: { ...entry.clinical, treatmentSoFar: lateEntry.treatmentSoFar },
      consent: { ...entry.consent, status: 'signed', signedAt: instant(now, minutes - 30) },
    },
  });
}

/** Receipt, ratings, follow-up as far as the scenario goes. */
async function followUp(stage: Stage, chief: Actor, begin: number): Promise<void> {
  const { scenario, requester, run, latest, now } = stage;
  const published = (Date.parse(latest().updatedAt) - now) / 60_000;
  const { receipt } = scenario;
  const after = published + (receipt?.afterMinutes ?? 60);
  await run(requester, after, {
    type: 'recordReceipt',
    reportVersion: latest().reports.at(-1)?.version ?? 1,
    decision: receipt?.decision ?? 'adopted',
    reason: receipt?.reason ?? '',
    plan: receipt?.plan ?? '',
    orderedAt: receipt ? instant(now, after) : null,
  });
  for (const { party, score, comment } of scenario.ratings) {
    await run(party === 'expert' ? chief : requester, after + 10, { type: 'rate', score, comment });
  }
  const items = scenario.followUps.map(({ label, dueAfterDays, questions }) => ({
    label,
    dueOn: instant(now, begin + dueAfterDays * 1440).slice(0, 10),
    questions: [...questions],
  }));
  await run(chief, after + 20, { type: 'planFollowUp', items });
  await completeRecord(stage);
  for (const [index, entry] of scenario.followUps.entries()) {
    if (!entry.answer) continue;
    const { afterDays, answers, condition, efficacy, scales } = entry.answer;
    const at = Math.min(begin + afterDays * 1440, -5);
    await run(requester, Math.max(at, after + 25), {
      type: 'answerFollowUp',
      id: index + 1,
      answers: [...answers],
      condition,
      efficacy,
      scales: [...scales],
    });
    if (entry.reviewNote) {
      await run(chief, Math.max(at, after + 25) + 2, {
        type: 'reviewFollowUp',
        id: index + 1,
        note: entry.reviewNote,
      });
    }
  }
  if (scenario.seededState === 'archived' && latest().state === 'followUp') {
    await run(chief, -1, { type: 'archive', outcome: 'planDone' });
  }
}
