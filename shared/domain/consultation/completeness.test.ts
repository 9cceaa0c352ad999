import { describe, expect, it } from 'vitest';
import { aForm, AT } from '../../testing/aCase';
import { completenessRatio, missingItems, PROFILE_NEEDS, type RecordSummary } from './completeness';
import type { Profile, RequestForm } from './form';

const record = (patch: Partial<RecordSummary>): RecordSummary => ({
  kind: 'document',
  category: 'other',
  modality: null,
  count: 1,
  ...patch,
});
const consent = record({ category: 'consent' });
const ct = record({ kind: 'study', category: 'imaging', modality: 'CT', count: 80 });
const film = record({ kind: 'image', category: 'film' });

const form = (
  profile: Profile,
  patch: {
    patient?: Partial<RequestForm['patient']>;
    clinical?: Partial<RequestForm['clinical']>;
    urgency?: 'emergency';
  } = {},
): RequestForm => {
  const base = aForm({ profile, ...(patch.urgency ? { urgency: patch.urgency } : {}) });
  return {
    ...base,
    patient: { ...base.patient, ...patch.patient },
    clinical: { ...base.clinical, onsetAt: null, ...patch.clinical },
  };
};
const missing = (request: RequestForm, ...records: RecordSummary[]) =>
  missingItems(request, records, AT).map(({ code }) => code);

describe('the completeness gate', () => {
  it('asks everybody for the consent paper and something to look at', () => {
    expect(missing(form('general'))).toEqual(['consentPaper', 'anyMaterial']);
    expect(missing(form('general'), consent)).toEqual(['anyMaterial']);
    expect(missing(form('general'), consent, ct)).toEqual([]);
  });

  it('does not wait for paper in an emergency', () => {
    expect(missing(form('general', { urgency: 'emergency' }), ct)).toEqual([]);
  });

  it('of a stroke wants the brain and the numbers that decide on lysis', () => {
    expect(missing(form('stroke'), consent)).toEqual([
      'brainCt',
      'nihss',
      'lastKnownWell',
      'glucose',
      'weight',
    ]);
    const told = form('stroke', {
      patient: { weightKg: 68 },
      clinical: { nihss: 0, lastKnownWellAt: AT, glucoseMmolL: 8.2 },
    });
    expect(missing(told, consent, record({ kind: 'study', modality: 'US' }))).toEqual(['brainCt']);
    expect(missing(told, consent, record({ kind: 'study', modality: 'MR' }))).toEqual([]);
  });

  it('of a heart attack wants an ECG, from whichever source, the onset and troponin', () => {
    expect(missing(form('acs'), consent)).toEqual(['ecg12', 'onsetTime', 'troponin']);
    const told = form('acs', { clinical: { onsetAt: AT, troponin: 'hs-cTnI 0.8 ng/mL' } });
    expect(missing(told, consent, record({ kind: 'ecg', category: 'ecg' }))).toEqual([]);
    expect(
      missing(told, consent, record({ kind: 'study', category: 'imaging', modality: 'ECG' })),
    ).toEqual([]);
  });

  it('of an imaging board wants today’s study and an earlier one, which may be film', () => {
    expect(missing(form('imagingMdt'), consent, ct)).toEqual(['priorStudy']);
    expect(missing(form('imagingMdt'), consent, ct, film)).toEqual([]);
    expect(missing(form('imagingMdt'), consent, film, film)).toEqual(['currentStudy']);
  });

  it('of pathology wants a whole slide or four fields', () => {
    const fields = (count: number) => record({ kind: 'image', category: 'pathology', count });
    expect(missing(form('pathology'), consent, fields(3))).toEqual(['slideOrFields']);
    expect(missing(form('pathology'), consent, fields(3), fields(1))).toEqual([]);
    expect(missing(form('pathology'), consent, record({ kind: 'study', modality: 'SM' }))).toEqual(
      [],
    );
  });

  it('of a child wants weight and guardian, whatever the profile, until the fourteenth birthday', () => {
    const child = (birthDate: string) =>
      missing(form('general', { patient: { birthDate } }), consent, ct);
    expect(child('2012-11-25')).toEqual(['weight', 'guardianConsent']);
    expect(child('2012-11-24')).toEqual([]);
  });

  it('asks for one thing once, also when two profiles want it', () => {
    const child = form('stroke', { patient: { birthDate: '2020-01-01' } });
    const codes = missing(child, consent);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('the completeness bar', () => {
  it('is the share of what is there, full exactly when nothing is missing', () => {
    expect(completenessRatio(form('stroke'), [], AT)).toBe(0);
    expect(
      completenessRatio(form('stroke', { clinical: { nihss: 11 } }), [consent], AT),
    ).toBeCloseTo(2 / 6);
    expect(completenessRatio(form('general'), [consent, ct], AT)).toBe(1);
  });

  it.each(Object.keys(PROFILE_NEEDS) as Profile[])(
    'of %s is never below empty nor full while something is missing',
    (profile) => {
      for (const birthDate of ['1964-03-02', '2020-01-01']) {
        for (const records of [[], [consent], [consent, ct], [consent, ct, film]]) {
          const request = form(profile, { patient: { birthDate } });
          const ratio = completenessRatio(request, records, AT);
          expect(ratio).toBeGreaterThanOrEqual(0);
          expect(ratio === 1).toBe(missingItems(request, records, AT).length === 0);
        }
      }
    },
  );
});
