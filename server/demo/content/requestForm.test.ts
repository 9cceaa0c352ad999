import { describe, expect, it } from 'vitest';
import { scenarioForm } from './requestForm';
import { DEMO_SCENARIOS } from './scenarios';
import { reportContentSchema } from '../../../shared/domain/report/report';
import { validateForm } from '../../../shared/domain/consultation/form';

const SUBMITTED_AT = '2026-11-20T01:00:00.000Z';

describe('the request form of a scenario', () => {
  it('may be submitted as it stands', () => {
    for (const scenario of DEMO_SCENARIOS) {
      const problems = validateForm(scenarioForm(scenario, SUBMITTED_AT), SUBMITTED_AT);
      expect([scenario.key, problems]).toEqual([scenario.key, []]);
    }
  });

  it('places the onset before the submission and says who stands in for a child', () => {
    const form = (key: string) => {
      const scenario = DEMO_SCENARIOS.find((entry) => entry.key === key);
      if (!scenario) throw new Error(`no scenario ${key}`);
      return scenarioForm(scenario, SUBMITTED_AT);
    };
    expect(form('stroke').clinical.onsetAt).toBe('2026-11-19T22:50:00.000Z');
    expect(form('kawasaki').patient.guardianRelation).toBe('父亲');
    expect(form('kawasaki').consent.signedAt).toBeNull();
  });

  it('leads to report texts the report accepts', () => {
    for (const { report, amendment } of DEMO_SCENARIOS) {
      for (const text of [report, amendment?.report]) {
        if (!text) continue;
        const content = { ...text, dissent: [], keyImages: [] };
        expect(reportContentSchema.parse(content).conclusion.length).toBeGreaterThan(5);
      }
    }
  });
});
