import { ageAsBirthDate, historyName } from './historyPatient';
import { HISTORY_DIAGNOSES, type HistoryDiagnosis } from './historyDiagnosisTable';
import { HISTORY_TOTAL, planHistory, type Outcome, type Plan } from './historyPlan';
import { timesOf, type HistoryTimes } from './historyTimes';
import { demoUuid } from './demoUuid';
import { DEMO_EXPERTS } from './expertTable';
import { DEMO_HOSPITALS } from './hospitals';
import { createRandom, type Random } from './random';
import type { Condition, Decision, RejectCode } from './vocabulary';
import type { Diagnosis, Mode, Profile, Urgency } from '../../../shared/domain/consultation/form';

/** One finished request of the past; all instants are UTC ISO strings and none is later than `now`. */
export type HistoricalRequest = HistoryTimes & {
  readonly id: string;
  readonly outcome: Outcome;
  readonly hospitalKey: string;
  readonly departmentName: string;
  readonly patient: {
    readonly name: string;
    readonly sex: 'male' | 'female';
    readonly birthDate: string;
    readonly ageYears: number;
  };
  readonly diagnosis: Diagnosis;
  readonly profile: Profile;
  readonly mode: Mode;
  readonly urgency: Urgency;
  readonly mdt: boolean;
  /** Lead expert first; empty when nobody was invited. */
  readonly expertKeys: readonly string[];
  readonly rejectCode: RejectCode | null;
  readonly noShowParty: 'requester' | 'expert' | null;
  readonly decision: Decision | null;
  readonly requesterRating: number | null;
  readonly expertRating: number | null;
  readonly followUp: {
    readonly at: string;
    readonly condition: Condition;
    readonly efficacy: number;
  } | null;
};

const COUNTIES = DEMO_HOSPITALS.filter(({ kind }) => kind === 'county');
/** Some hospitals ask much more often than others; the first ones of the table are the busiest. */
const demandOf = (index: number) => 1 + 14 / (index + 2);

const EXPERTS = DEMO_EXPERTS.filter(
  ({ title, serviceOn }) => serviceOn && (title === 'chief' || title === 'associateChief'),
);
const expertsOf = (departmentName: string) =>
  EXPERTS.filter((expert) => expert.departmentName === departmentName).map(({ key }) => key);

const REJECT_WEIGHTS: readonly (readonly [RejectCode, number])[] = [
  ['R01', 9],
  ['R02', 6],
  ['R05', 4],
  ['R06', 4],
  ['R03', 3],
  ['R04', 2],
  ['R07', 1],
];
const MDT_PARTNERS = ['医学影像科', '肿瘤科', '病理科', '呼吸与危重症医学科', '重症医学科'];

/**
 * The past of the demonstration centre: 420 requests over 18 months with the volumes of product §6. Pure: the same
 * `now` and seed give the same requests.
 *
 * @param now - UTC instant; the newest request was submitted two days before it.
 * @returns Requests, oldest first.
 */
export function generateHistory(now: string, seed = 20_261_123): HistoricalRequest[] {
  const random = createRandom(seed);
  return planHistory(random)
    .map((plan, index) => request(plan, index, Date.parse(now), random))
    .sort((a, b) => (a.submittedAt < b.submittedAt ? -1 : 1));
}

function request(plan: Plan, index: number, now: number, random: Random): HistoricalRequest {
  const disease = chooseDisease(plan, random);
  const sex = disease.sex ?? (random.unit() < 0.54 ? 'male' : 'female');
  const ageYears = random.between(disease.ages[0], disease.ages[1]);
  const times = timesOf(plan, index / HISTORY_TOTAL, now, random);
  const hospital = random.weighted(COUNTIES, ({ key }) =>
    demandOf(COUNTIES.findIndex((county) => county.key === key)),
  );
  const published = times.publishedAt !== null;
  return {
    ...times,
    id: demoUuid(`history/${index}`),
    outcome: plan.outcome,
    hospitalKey: hospital.key,
    departmentName: disease.departmentName,
    patient: {
      name: historyName(random),
      sex,
      birthDate: ageAsBirthDate(ageYears, times.submittedAt, random),
      ageYears,
    },
    diagnosis: { code: disease.code, name: disease.name },
    profile: disease.profile,
    mode: modeOf(plan, disease),
    urgency: plan.emergency ? 'emergency' : random.unit() < 0.2 ? 'elective' : 'routine',
    mdt: plan.mdt,
    expertKeys: plan.outcome === 'rejected' ? [] : invited(plan, disease, random),
    rejectCode:
      plan.outcome === 'rejected'
        ? random.weighted(REJECT_WEIGHTS, ([, weight]) => weight)[0]
        : null,
    noShowParty: plan.outcome === 'noShow' ? (random.unit() < 0.6 ? 'expert' : 'requester') : null,
    decision: times.decidedAt === null ? null : decisionOf(random),
    requesterRating: times.decidedAt === null ? null : ratingOf(random),
    expertRating: published && random.unit() < 0.7 ? ratingOf(random) : null,
    followUp: times.followedUpAt === null ? null : { at: times.followedUpAt, ...result(random) },
  };
}

function chooseDisease(plan: Plan, random: Random): HistoryDiagnosis {
  if (plan.emergency) return random.weighted(HISTORY_DIAGNOSES, (d) => d.weight * d.urgency);
  const fitting = plan.mdt
    ? HISTORY_DIAGNOSES.filter((d) => d.profile === 'imagingMdt' || d.profile === 'pathology')
    : HISTORY_DIAGNOSES;
  return random.weighted(fitting, ({ weight }) => weight);
}

function modeOf(plan: Plan, disease: HistoryDiagnosis): Mode {
  if (!plan.async) return 'video';
  if (disease.profile === 'pathology') return 'pathologyRead';
  return disease.profile === 'imagingMdt' ? 'imagingRead' : 'async';
}

function invited(plan: Plan, disease: HistoryDiagnosis, random: Random): string[] {
  const lead = random.pick(expertsOf(disease.departmentName));
  if (!plan.mdt) return [lead];
  const partners = random
    .shuffled(MDT_PARTNERS.filter((name) => name !== disease.departmentName))
    .slice(0, 2);
  return [lead, ...partners.map((name) => random.pick(expertsOf(name)))];
}

const decisionOf = (random: Random): Decision =>
  random.weighted(['adopted', 'partlyAdopted', 'notAdopted'] as const, (decision) =>
    decision === 'adopted' ? 80 : decision === 'partlyAdopted' ? 15 : 5,
  );

const ratingOf = (random: Random): number =>
  random.weighted([5, 4, 3, 2] as const, (score) => ({ 5: 60, 4: 30, 3: 8, 2: 2 })[score]);

function result(random: Random): { condition: Condition; efficacy: number } {
  const condition = random.weighted(
    ['improved', 'stable', 'worse', 'transferred', 'dead', 'lost'] as const,
    (name) => ({ improved: 66, stable: 18, worse: 6, transferred: 5, dead: 2, lost: 3 })[name],
  );
  const [low, high] = {
    improved: [6, 10],
    stable: [4, 6],
    worse: [1, 3],
    transferred: [3, 6],
    dead: [0, 0],
    lost: [0, 0],
  }[condition] as [number, number];
  return { condition, efficacy: random.between(low, high) };
}
