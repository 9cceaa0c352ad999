import { describe, expect, it } from 'vitest';
import { generateHistory, type HistoricalRequest } from './history';
import { HISTORY_SHARES } from './historyPlan';
import { HISTORY_DIAGNOSES } from './historyDiagnosisTable';
import { DEMO_EXPERTS } from './expertTable';
import { DEMO_HOSPITALS } from './hospitals';

const NOW = '2026-11-23T02:00:00.000Z';
const history = generateHistory(NOW);
const share = (fits: (request: HistoricalRequest) => boolean) =>
  history.filter(fits).length / history.length;
const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;

describe('the demo history', () => {
  it('has 420 requests over 18 months, oldest first, all before now', () => {
    expect(history).toHaveLength(420);
    const first = history[0]?.submittedAt ?? '';
    expect(hours(first, NOW) / 24).toBeGreaterThan(530);
    expect(hours(first, NOW) / 24).toBeLessThan(552);
    const instants = history.map(({ submittedAt }) => submittedAt);
    expect(instants).toEqual([...instants].sort());
    const all = JSON.stringify(history).match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
    expect(all.length).toBeGreaterThan(2000);
    expect(all.every((instant) => instant <= NOW)).toBe(true);
  });

  it('is the same for the same moment and moves with it', () => {
    expect(generateHistory(NOW)).toEqual(history);
    const later = generateHistory('2026-11-24T02:00:00.000Z');
    expect(later[0]?.id).toBe(history[0]?.id);
    expect(later[0]?.submittedAt).not.toBe(history[0]?.submittedAt);
    expect(new Set(history.map(({ id }) => id)).size).toBe(420);
  });

  it('keeps the shares of the product description', () => {
    expect(share(({ outcome }) => outcome === 'rejected')).toBeCloseTo(HISTORY_SHARES.rejected, 2);
    expect(share(({ outcome }) => outcome === 'cancelled')).toBeCloseTo(
      HISTORY_SHARES.cancelled,
      2,
    );
    expect(share(({ outcome }) => outcome === 'noShow')).toBeCloseTo(HISTORY_SHARES.noShow, 2);
    expect(share(({ urgency }) => urgency === 'emergency')).toBeCloseTo(
      HISTORY_SHARES.emergency,
      2,
    );
    expect(share(({ mdt }) => mdt)).toBeCloseTo(HISTORY_SHARES.mdt, 2);
    expect(share(({ mode }) => mode !== 'video')).toBeCloseTo(HISTORY_SHARES.async, 2);
  });

  it('waits 19 hours and lasts 22 minutes in the median', () => {
    const waits = history.flatMap(({ submittedAt, startsAt }) =>
      startsAt === null ? [] : [hours(submittedAt, startsAt)],
    );
    const durations = history.flatMap(({ durationMinutes }) =>
      durationMinutes === null ? [] : [durationMinutes],
    );
    expect(median(waits)).toBeGreaterThan(17.5);
    expect(median(waits)).toBeLessThan(20.5);
    expect(median(durations)).toBeGreaterThanOrEqual(21);
    expect(median(durations)).toBeLessThanOrEqual(23);
  });

  it('puts the instants of every request in order', () => {
    for (const r of history) {
      const order = [
        r.submittedAt,
        r.acceptedAt,
        r.startsAt,
        r.endedAt,
        r.publishedAt,
        r.decidedAt,
      ];
      const known = order.filter((at) => at !== null);
      expect(known).toEqual([...known].sort());
      if (r.outcome === 'completed') expect(r.startsAt).not.toBeNull();
      else
        expect([r.publishedAt, r.decision, r.followUp, r.endedAt]).toEqual([
          null,
          null,
          null,
          null,
        ]);
      expect(r.rejectCode === null).toBe(r.outcome !== 'rejected');
    }
  });

  it('answers emergencies within ten minutes and reports them at once', () => {
    const emergencies = history.filter(({ urgency }) => urgency === 'emergency');
    for (const { submittedAt, startsAt, endedAt, publishedAt } of emergencies) {
      expect(hours(submittedAt, startsAt ?? '') * 60).toBeLessThan(10);
      expect(hours(endedAt ?? '', publishedAt ?? '') * 60).toBeLessThan(45);
    }
  });

  it('names only people, hospitals and diseases that exist in the tables', () => {
    const experts = new Map(DEMO_EXPERTS.map((expert) => [expert.key, expert]));
    const hospitals = new Set(DEMO_HOSPITALS.map(({ key }) => key));
    for (const { expertKeys, hospitalKey, departmentName, mdt, outcome } of history) {
      expect(hospitals.has(hospitalKey)).toBe(true);
      const invited = expertKeys.map((key) => experts.get(key));
      expect(invited.every((expert) => expert?.title !== 'attending')).toBe(true);
      if (outcome === 'rejected') continue;
      expect(invited[0]?.departmentName).toBe(departmentName);
      expect(new Set(expertKeys).size).toBe(mdt ? 3 : 1);
    }
    expect(new Set(history.map(({ hospitalKey }) => hospitalKey)).size).toBeGreaterThan(20);
    expect(new Set(history.map(({ departmentName }) => departmentName)).size).toBeGreaterThan(18);
    expect(new Set(history.map(({ diagnosis }) => diagnosis.code[0])).size).toBeGreaterThan(12);
  });

  it('gives each patient an age and sex the disease allows', () => {
    const diseases = new Map(HISTORY_DIAGNOSES.map((disease) => [disease.code, disease]));
    for (const { patient, diagnosis, submittedAt } of history) {
      const disease = diseases.get(diagnosis.code);
      const years = hours(`${patient.birthDate}T00:00:00Z`, submittedAt) / 24 / 365.25;
      expect(Math.floor(years)).toBe(patient.ageYears);
      expect(patient.ageYears).toBeGreaterThanOrEqual(disease?.ages[0] ?? 999);
      if (disease?.sex) expect(patient.sex).toBe(disease.sex);
    }
  });
});
