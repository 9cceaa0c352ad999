import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Statistics } from '../../../shared/api/statistics';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { aForm } from '../../../shared/testing/aCase';
import { insertCase } from '../../testing/caseFixtures';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { HOSPITALS, idOf, type PersonKey } from '../../testing/world';

type Sketch = {
  readonly at: string;
  readonly state: ConsultationCase['state'];
  readonly hospital?: 'north' | 'south';
  readonly sex?: 'male' | 'female';
  readonly born?: string;
  readonly code?: string;
  readonly diagnosis?: string;
  readonly chief?: 'chief' | 'member';
  readonly urgency?: 'emergency';
  /** Minutes from submission to the start of the session, and its length. */
  readonly waited?: number;
  readonly lasted?: number;
  /** Minutes from submission to publication and to the order at the county. */
  readonly published?: number;
  readonly ordered?: number;
  readonly rejectCode?: 'R01' | 'R03';
  readonly condition?: 'improved' | 'worse';
};

const later = (at: string, minutes: number) =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** Eight requests; every figure below is counted by hand from this table. */
const CASES: readonly Sketch[] = [
  {
    at: '2026-03-02T02:00:00.000Z',
    state: 'archived',
    sex: 'male',
    born: '1960-01-01',
    code: 'I21.001',
    diagnosis: '急性前壁心肌梗死',
    chief: 'chief',
    urgency: 'emergency',
    waited: 8,
    lasted: 20,
    published: 35,
    ordered: 38,
    condition: 'improved',
  },
  {
    at: '2026-03-03T02:00:00.000Z',
    state: 'archived',
    sex: 'female',
    born: '2020-03-04',
    code: 'I21.001',
    diagnosis: '急性前壁心肌梗死',
    chief: 'chief',
    urgency: 'emergency',
    waited: 12,
    lasted: 30,
    published: 50,
    ordered: 55,
    condition: 'worse',
  },
  {
    at: '2026-03-31T16:30:00.000Z',
    state: 'published',
    sex: 'female',
    born: '1970-05-05',
    code: 'R91.x00',
    diagnosis: '肺结节',
    chief: 'member',
    waited: 600,
    lasted: 40,
    published: 1200,
  },
  {
    at: '2026-04-10T02:00:00.000Z',
    state: 'awaitingFeedback',
    hospital: 'south',
    sex: 'female',
    born: '1990-05-05',
    code: 'R91.x00',
    diagnosis: '肺结节',
    chief: 'member',
    waited: 1200,
    lasted: 60,
    published: 1500,
    ordered: 1600,
  },
  {
    at: '2026-04-11T02:00:00.000Z',
    state: 'rejected',
    sex: 'male',
    born: '1949-05-05',
    code: 'C50.900',
    diagnosis: '乳腺癌',
    rejectCode: 'R03',
  },
  {
    at: '2026-04-12T02:00:00.000Z',
    state: 'rejected',
    hospital: 'south',
    sex: 'male',
    born: '1949-05-05',
    code: 'C50.900',
    diagnosis: '乳腺癌',
    rejectCode: 'R03',
  },
  { at: '2026-04-13T02:00:00.000Z', state: 'cancelled', sex: 'male', born: '1985-05-05' },
  { at: '2026-04-14T02:00:00.000Z', state: 'enteredInError', sex: 'male', born: '1985-05-05' },
];

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer();
  for (const sketch of CASES) await insertCase(stage.database.db, toCase(sketch));
  await insertCase(stage.database.db, { state: 'draft', submittedAt: null });
});
afterAll(() => stage.close());

const ask = async (query = 'from=2026-01-01&to=2026-12-31', as: PersonKey = 'coordinator') =>
  (await (await stage.clientAs(as)).get<Statistics>(`/v1/statistics?${query}`)).body;
const counts = (rows: Statistics['byDimension'][keyof Statistics['byDimension']]) =>
  Object.fromEntries(rows.map((row) => [row.key, row.requests]));

describe('statistics', () => {
  it('count what was submitted, without voided cases and drafts', async () => {
    expect((await ask()).totals).toEqual({
      requests: 7,
      completed: 4,
      rejected: 2,
      cancelled: 1,
      noShow: 0,
      emergency: 2,
      // waits 8, 12, 600 and 1200 minutes: the middle is 306 minutes
      medianWaitHours: 5.1,
      // lengths 20, 30, 40 and 60 minutes
      medianMinutes: 35,
    });
  });

  it('break down by the five dimensions', async () => {
    const { byDimension } = await ask();
    expect(counts(byDimension.specialist)).toEqual({ 专家主: 2, 专家员: 2, '': 3 });
    expect(counts(byDimension.region)).toEqual({ 北市: 5, 南市: 2 });
    expect(counts(byDimension.sex)).toEqual({ male: 4, female: 3 });
    // the patient born on 4 March 2020 was five on 3 March 2026
    expect(counts(byDimension.ageGroup)).toEqual({
      '1-6': 1,
      '18-44': 2,
      '45-59': 1,
      '60-74': 1,
      '75+': 2,
    });
    expect(counts(byDimension.disease)).toEqual({ I21: 2, R91: 2, C50: 2, '': 1 });
    expect(byDimension.disease.find((row) => row.key === 'I21')).toMatchObject({
      label: '急性前壁心肌梗死',
      completed: 2,
      emergency: 2,
    });
  });

  it('count months as they are in China', async () => {
    // 16:30 UTC on the last of March is half past midnight on the first of April
    expect((await ask()).byMonth).toEqual([
      { month: '2026-03', requests: 2, completed: 2 },
      { month: '2026-04', requests: 5, completed: 2 },
    ]);
    expect((await ask('from=2026-03-01&to=2026-03-31')).totals.requests).toBe(2);
    expect((await ask('from=2026-04-01&to=2026-04-01')).totals.requests).toBe(1);
  });

  it('filter each other, and leave the filtered dimension whole for comparison', async () => {
    const { totals, byDimension } = await ask('from=2026-01-01&to=2026-12-31&sex=female');
    expect(totals.requests).toBe(3);
    expect(counts(byDimension.sex)).toEqual({ male: 4, female: 3 });
    expect(counts(byDimension.disease)).toEqual({ I21: 1, R91: 2 });
    const both = await ask(
      `from=2026-01-01&to=2026-12-31&sex=female&region=${encodeURIComponent('南市')}`,
    );
    expect(both.totals.requests).toBe(1);
    expect(counts(both.byDimension.sex)).toEqual({ male: 1, female: 1 });
  });

  it('compute the indicators of the 2025 edition', async () => {
    expect((await ask()).indicators).toEqual([
      { id: 'emergencyArrival', numerator: 1, denominator: 2 }, // 8 min; 12 is over ten
      { id: 'emergencyEffective', numerator: 1, denominator: 2 }, // 38 min; 55 is over forty
      { id: 'routineOnTime', numerator: 1, denominator: 2 }, // 20 h; 25 h is over a day
      { id: 'routineEffective', numerator: 1, denominator: 2 }, // one order, within a day of the session
    ]);
  });

  it('tell why requests were rejected and how patients fared', async () => {
    const { rejectReasons, outcomes } = await ask();
    expect(rejectReasons).toEqual([{ code: 'R03', count: 2 }]);
    expect(outcomes.toSorted((a, b) => (a.condition < b.condition ? -1 : 1))).toEqual([
      { condition: 'improved', count: 1 },
      { condition: 'worse', count: 1 },
    ]);
  });

  it('show a hospital its own figures only', async () => {
    expect((await ask(undefined, 'southadmin')).totals).toMatchObject({
      requests: 2,
      completed: 1,
      rejected: 1,
    });
  });

  it('leave as a table that a spreadsheet opens and cannot be tricked by', async () => {
    await insertCase(
      stage.database.db,
      toCase({
        at: '2025-05-05T02:00:00.000Z',
        state: 'submitted',
        code: 'X99',
        diagnosis: '=HYPERLINK("http://x","点")',
      }),
    );
    const reply = await (
      await stage.clientAs('coordinator')
    ).get<{ fileName: string; csv: string }>(
      '/v1/statistics/disease/csv?from=2025-05-01&to=2025-05-31',
    );
    expect(reply.body.fileName).toBe('statistics-disease-2025-05-01-2025-05-31.csv');
    expect(reply.body.csv).toBe(
      '\uFEFF代码,名称,申请,完成,拒绝,取消,爽约,急会诊,等待中位（小时）,时长中位（分钟）\r\n' +
        `X99,"'=HYPERLINK(""http://x"",""点"")",1,0,0,0,0,0,,\r\n`,
    );
  });

  it('leave in the reader’s language, with a word for what has no name', async () => {
    const reply = await (
      await stage.clientAs('coordinator')
    ).get<{ csv: string }>(
      '/v1/statistics/specialist/csv?from=2026-01-01&to=2026-12-31&language=en',
    );
    const [head, ...rows] = reply.body.csv.split('\r\n');
    expect(head).toContain('code,name,requests,completed');
    expect(rows.some((row) => row.startsWith(',no expert assigned,3,'))).toBe(true);
  });

  it('of an empty span are zeros, not errors', async () => {
    const { totals, byMonth } = await ask('from=2019-01-01&to=2019-01-31');
    expect([totals.requests, totals.medianMinutes, byMonth]).toEqual([0, null, []]);
  });
});

function toCase(sketch: Sketch): Partial<ConsultationCase> {
  const {
    at,
    hospital = 'north',
    chief,
    waited,
    lasted = 0,
    published,
    ordered,
    rejectCode,
    condition,
  } = sketch;
  const form = aForm(sketch.urgency ? { urgency: sketch.urgency } : {});
  const startedAt = waited === undefined ? null : later(at, waited);
  const by = idOf('chief');
  return {
    state: sketch.state,
    hospitalId: HOSPITALS[hospital],
    submittedAt: at,
    chiefId: chief ? idOf(chief) : null,
    form: {
      ...form,
      patient: { ...form.patient, sex: sketch.sex ?? null, birthDate: sketch.born ?? null },
      clinical: {
        ...form.clinical,
        provisionalDiagnoses: sketch.code
          ? [{ code: sketch.code, name: sketch.diagnosis ?? '' }]
          : [],
      },
    },
    session:
      startedAt === null
        ? null
        : {
            startedAt,
            endedAt: later(startedAt, lasted),
            endReason: 'completed',
            patientPresent: true,
            identifiers: [],
            recording: 'refused',
            rollCall: [],
            interruptions: [],
          },
    reports:
      published === undefined
        ? []
        : [
            {
              version: 1,
              publishedAt: later(at, published),
              publishedBy: by,
              contentSha256: 'a',
              amendmentReason: null,
              conclusionChanged: false,
            },
          ],
    receipts:
      ordered === undefined
        ? []
        : [
            {
              reportVersion: 1,
              decision: 'adopted',
              reason: '',
              plan: '',
              orderedAt: later(at, ordered),
              by,
              at,
            },
          ],
    rejection: rejectCode ? { code: rejectCode, text: '不符', by, at } : null,
    followUps:
      condition === undefined
        ? []
        : [
            {
              id: 1,
              label: 'T+7d',
              dueOn: '2026-06-01',
              questions: ['?'],
              createdBy: by,
              status: 'answered',
              review: null,
              answer: { at, by, answers: [''], condition, efficacy: 5, scales: [] },
            },
          ],
  };
}
