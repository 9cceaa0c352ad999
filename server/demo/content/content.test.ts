import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from './accounts';
import { DEMO_DEPARTMENTS } from './departments';
import { demoUuid } from './demoUuid';
import { DEMO_EXPERTS } from './expertTable';
import { HISTORY_DIAGNOSES } from './historyDiagnosisTable';
import { DEMO_HOSPITALS, DEMO_ROOMS } from './hospitals';
import { DEMO_LABS } from './labTable';
import { DEMO_PATIENTS } from './patients';
import { DEMO_SCENARIOS } from './scenarios';
import { parseIcd10Csv } from '../../../shared/domain/terminology/icd10Csv';
import { scenarioForm } from '../scenarioForm';
import { validateForm } from '../../../shared/domain/consultation/form';
import { reportContentSchema } from '../../../shared/domain/report/report';
import { ROLES, userIdSchema } from '../../../shared/domain/identity/actor';
import {
  birthDateOfIdNumber,
  checkIdNumber,
  sexOfIdNumber,
} from '../../../shared/domain/identity/idNumber';

const dictionary = parseIcd10Csv(
  readFileSync(path.resolve(import.meta.dirname, '../../../resources/icd10/icd10.csv'), 'utf8'),
);
const entries = dictionary.ok ? dictionary.value : [];
const icd10 = new Map(entries.map(({ code, name }) => [code, name]));
const unique = (values: readonly string[]) => new Set(values).size === values.length;
const departments = DEMO_DEPARTMENTS.map(({ name }) => name);

describe('demo places', () => {
  it('are 24 hospitals in three cities with six rooms at the centre and one in each county', () => {
    expect(DEMO_HOSPITALS).toHaveLength(24);
    expect(new Set(DEMO_HOSPITALS.map(({ city }) => city)).size).toBe(3);
    expect(unique(DEMO_HOSPITALS.map(({ key }) => key))).toBe(true);
    expect(unique(DEMO_HOSPITALS.map(({ code }) => code))).toBe(true);
    expect(unique(DEMO_HOSPITALS.map(({ name }) => name))).toBe(true);
    for (const { key, kind } of DEMO_HOSPITALS) {
      const rooms = DEMO_ROOMS.filter(({ hospitalKey }) => hospitalKey === key);
      expect(rooms).toHaveLength(kind === 'centre' ? 6 : 1);
    }
  });
});

describe('demo experts', () => {
  it('are 60 people over the 22 departments', () => {
    expect(DEMO_EXPERTS).toHaveLength(60);
    expect(new Set(DEMO_EXPERTS.map(({ departmentName }) => departmentName))).toEqual(
      new Set(departments),
    );
    expect(departments).toHaveLength(22);
    expect(unique(DEMO_EXPERTS.map(({ key }) => key))).toBe(true);
    expect(unique(DEMO_EXPERTS.map(({ name }) => name))).toBe(true);
    expect(unique(DEMO_EXPERTS.map(({ licenceNo }) => licenceNo))).toBe(true);
  });

  it('include somebody for every guard: title, licence, switched off', () => {
    expect(DEMO_EXPERTS.filter(({ title }) => title === 'attending').length).toBeGreaterThanOrEqual(
      4,
    );
    expect(
      DEMO_EXPERTS.filter(({ licenceValidUntil }) => licenceValidUntil < '2026-11-01'),
    ).toHaveLength(1);
    expect(DEMO_EXPERTS.filter(({ serviceOn }) => !serviceOn)).toHaveLength(1);
  });

  it('leave every department with somebody who may consult', () => {
    for (const name of departments) {
      const able = DEMO_EXPERTS.filter(
        (e) =>
          e.departmentName === name &&
          e.serviceOn &&
          e.title !== 'attending' &&
          e.licenceValidUntil > '2027',
      );
      expect(able.length, name).toBeGreaterThan(0);
    }
  });
});

describe('demo accounts', () => {
  it('cover every role that signs in and name existing hospitals and experts', () => {
    const roles = new Set(DEMO_ACCOUNTS.map(({ role }) => role));
    expect([...ROLES].filter((role) => !roles.has(role))).toEqual(['guest']);
    expect(unique(DEMO_ACCOUNTS.map(({ account }) => account))).toBe(true);
    const hospitals = DEMO_HOSPITALS.map(({ key }) => key);
    const experts = DEMO_EXPERTS.map(({ key }) => key);
    for (const { hospitalKey, role, expertKey } of DEMO_ACCOUNTS) {
      expect(hospitals).toContain(hospitalKey);
      if (role === 'expert') expect(experts).toContain(expertKey);
    }
  });

  it('get ids the domain accepts, always the same', () => {
    expect(userIdSchema.safeParse(demoUuid('user/county')).success).toBe(true);
    expect(demoUuid('user/county')).toBe(demoUuid('user/county'));
    expect(demoUuid('user/county')).not.toBe(demoUuid('user/county2'));
  });
});

describe('demo patients', () => {
  it('have identity numbers nobody can own, with the right check character', () => {
    for (const { idNumber, birthDate, sex, phone } of DEMO_PATIENTS) {
      expect(idNumber).toMatch(/^999999/);
      expect(checkIdNumber(idNumber)).toBe(true);
      expect(birthDateOfIdNumber(idNumber)).toBe(birthDate);
      expect(sexOfIdNumber(idNumber)).toBe(sex);
      expect(phone).toMatch(/^000-/);
    }
    expect(unique(DEMO_PATIENTS.map(({ idNumber }) => idNumber))).toBe(true);
    expect(unique(DEMO_PATIENTS.map(({ inpatientNo }) => inpatientNo))).toBe(true);
  });

  it('include two men of the same name whose numbers differ in one digit and the check character', () => {
    const [one, other] = DEMO_PATIENTS.filter(({ name }) => name === '刘某明');
    const differing = [...(one?.idNumber ?? '')].flatMap((digit, index) =>
      digit === other?.idNumber[index] ? [] : [index],
    );
    expect(differing).toEqual([15, 17]);
  });

  it('have laboratory results whose flags agree with plain numeric ranges', () => {
    let checked = 0;
    for (const result of Object.values(DEMO_LABS).flat()) {
      const [, low, high] = /^([\d.]+)-([\d.]+)$/.exec(result.referenceRange) ?? [];
      const value = Number(result.value);
      if (low === undefined || high === undefined || Number.isNaN(value)) continue;
      const side = value > Number(high) ? 'H' : value < Number(low) ? 'L' : 'N';
      expect(result.flag?.[0], `${result.name} ${result.value}`).toBe(side);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(40);
  });
});

describe('demo scenarios', () => {
  it('are the eleven of the product description, with a re-consultation for the tenth', () => {
    expect(new Set(DEMO_SCENARIOS.map(({ number }) => number)).size).toBe(11);
    expect(unique(DEMO_SCENARIOS.map(({ key }) => key))).toBe(true);
    const parents = DEMO_SCENARIOS.flatMap(({ parentKey }) =>
      parentKey === null ? [] : [parentKey],
    );
    expect(parents).toEqual(['diabeticFoot']);
  });

  it('name existing accounts, patients of that hospital, departments and experts who may consult', () => {
    for (const scenario of DEMO_SCENARIOS) {
      const account = DEMO_ACCOUNTS.find((a) => a.account === scenario.requesterAccount);
      const patient = DEMO_PATIENTS.find(({ key }) => key === scenario.patientKey);
      expect(account?.role).toBe('requester');
      expect(patient?.hospitalKey).toBe(account?.hospitalKey);
      for (const name of scenario.departments) expect(departments).toContain(name);
      const texts = [scenario.report, scenario.amendment?.report].flatMap((report) => report ?? []);
      const people = [
        ...scenario.experts,
        ...scenario.declined,
        ...scenario.opinions,
        ...texts.flatMap((t) => t.dissent),
      ];
      for (const { expertKey } of people) {
        const expert = DEMO_EXPERTS.find(({ key }) => key === expertKey);
        expect(['chief', 'associateChief']).toContain(expert?.title);
      }
      for (const { dissent } of texts) {
        for (const { expertKey } of dissent) {
          expect(scenario.opinions.find((o) => o.expertKey === expertKey)?.agreesWithChief).toBe(
            false,
          );
        }
      }
    }
  });

  it('use diagnoses of the bundled dictionary, under its names', () => {
    const used = [
      ...HISTORY_DIAGNOSES,
      ...DEMO_SCENARIOS.flatMap((s) => [
        ...s.clinical.provisionalDiagnoses,
        ...(s.report?.diagnoses ?? []),
        ...(s.amendment?.report.diagnoses ?? []),
      ]),
    ];
    expect(icd10.size).toBeGreaterThanOrEqual(400);
    expect(icd10.size).toBe(entries.length);
    expect(entries.every(({ nameEn }) => nameEn !== '')).toBe(true);
    for (const { code, name } of used) expect([code, icd10.get(code)]).toEqual([code, name]);
  });

  it('are requests the form check accepts, with report texts the report accepts', () => {
    const now = Date.parse('2026-11-23T02:00:00Z');
    for (const scenario of DEMO_SCENARIOS) {
      const patient = DEMO_PATIENTS.find(({ key }) => key === scenario.patientKey);
      if (!patient) throw new Error(`no patient ${scenario.patientKey}`);
      const at = new Date(now + scenario.submittedAt * 60_000).toISOString();
      const problems = validateForm(scenarioForm(scenario, patient, now), at);
      expect([scenario.key, problems]).toEqual([scenario.key, []]);
      for (const text of [scenario.report, scenario.amendment?.report]) {
        if (!text) continue;
        const content = reportContentSchema.parse({ ...text, dissent: [], keyImages: [] });
        expect(content.conclusion.length).toBeGreaterThan(5);
      }
    }
  });

  it('doses what the weight asks for', () => {
    const weightOf = (key: string) =>
      DEMO_PATIENTS.find((patient) => patient.key === key)?.weightKg ?? 0;
    const advice = (key: string) =>
      DEMO_SCENARIOS.find((s) => s.key === key)?.report?.recommendations ?? '';
    const alteplase = weightOf('zhou') * 0.9;
    expect(advice('stroke')).toContain(`总量 ${alteplase.toFixed(1)} mg`);
    expect(advice('stroke')).toContain(`${(alteplase * 0.1).toFixed(1)} mg 于 1 分钟`);
    expect(advice('stroke')).toContain(`余 ${(alteplase * 0.9).toFixed(1)} mg`);
    expect(advice('kawasaki')).toContain(`总量 ${weightOf('zhang') * 2} g`);
    expect(advice('kawasaki')).toContain(
      `每日 ${weightOf('zhang') * 30}–${weightOf('zhang') * 50} mg`,
    );
  });
});
