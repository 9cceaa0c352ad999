import { describe, expect, it } from 'vitest';
import {
  aCase,
  aForm,
  actorAs,
  AT,
  CENTRE,
  COUNTY,
  OUTSIDER,
  REQUESTER,
  someFacts,
  TRIAGE,
} from '../../testing/aCase';
import { CASE_STATES, type ConsultationCase } from './case';
import { caseCommandSchema } from './commands';
import type { RecordSummary } from './completeness';
import type { Facts } from './facts';
import type { RequestForm } from './form';
import {
  lateEntryDueAt,
  lateEntryOf,
  lateItems,
  owesLateEntry,
  type LateEntry,
  type LateItem,
} from './lateEntry';
import { transition } from './transition';

const county = actorAs('requester');
const colleague = actorAs('requester', OUTSIDER, COUNTY);
const coordinator = actorAs('coordinator', TRIAGE, CENTRE);
const LATER = '2026-11-24T03:00:00.000Z';
const CONSENT: RecordSummary = { kind: 'image', category: 'consent', modality: null, count: 1 };
const CT: RecordSummary = { kind: 'study', category: 'imaging', modality: 'CT', count: 80 };

/** What a county doctor says in the minutes before an emergency goes out. */
const minimum = (patch: Partial<RequestForm['consent']> = {}): RequestForm => {
  const form = aForm({ urgency: 'emergency' });
  return {
    ...form,
    clinical: {
      ...form.clinical,
      presentIllness: '',
      physicalExam: '',
      provisionalDiagnoses: [],
    },
    consent: {
      ...form.consent,
      status: 'oralEmergency',
      signedBy: '',
      relation: '',
      signedAt: null,
      ...patch,
    },
  };
};
const complete = (): LateEntry => lateEntryOf(aForm({ urgency: 'emergency' }));

const apply = (
  current: ConsultationCase,
  command: Parameters<typeof transition>[1],
  options: { actor?: typeof county; facts?: Partial<Facts>; at?: string } = {},
) =>
  transition(current, command, options.actor ?? county, someFacts(options.facts), options.at ?? AT);
const submitted = (form = minimum(), records: RecordSummary[] = [CT]): ConsultationCase => {
  const draft = aCase({ state: 'draft', submittedAt: null, form });
  const result = apply(draft, { type: 'submit' }, { facts: { records } });
  if (!result.ok) throw new Error(result.error.code);
  return result.value.next;
};
const record = (
  current: ConsultationCase,
  entry: LateEntry,
  options: Parameters<typeof apply>[2] = {},
) => apply(current, { type: 'recordLateEntry', entry }, { at: LATER, ...options });
const codeOf = (result: ReturnType<typeof transition>) =>
  result.ok ? 'ok' : [result.error.code, ...(result.error.fields ?? []).map(({ path }) => path)];

describe('what an emergency still owes', () => {
  const everything: LateItem[] = [
    'consentPaper',
    'consentSigned',
    'presentIllness',
    'physicalExam',
    'provisionalDiagnoses',
  ];
  it.each<[string, RequestForm, RecordSummary[], LateItem[]]>([
    ['the minimum with oral consent: all of it', minimum(), [CT], everything],
    ['a written record: the consent', aForm({ urgency: 'emergency' }), [CT], ['consentPaper']],
    ['everything there: nothing', aForm({ urgency: 'emergency' }), [CT, CONSENT], []],
    [
      'the head’s authorisation: the paper, not a signature',
      minimum({ status: 'hospitalHead' }),
      [CT],
      everything.filter((item) => item !== 'consentSigned'),
    ],
    [
      'a photograph of the paper: still who signed it',
      minimum(),
      [CT, CONSENT],
      everything.filter((item) => item !== 'consentPaper'),
    ],
    ['a routine request: never anything', aForm(), [], []],
  ])('%s', (_, form, records, items) => {
    expect(lateItems(form, records)).toEqual(items);
  });

  it('is due six hours after it went out, not after it was accepted or published', () => {
    const current = submitted();
    expect(lateEntryDueAt(current)).toBe('2026-11-24T08:00:00.000Z');
    expect(lateEntryDueAt({ ...current, state: 'published' })).toBe('2026-11-24T08:00:00.000Z');
  });

  it('ends where no consultation came about, and is left to the form while it is returned', () => {
    const current = submitted();
    const free = CASE_STATES.filter((state) => !owesLateEntry({ ...current, state }));
    expect(free).toEqual([
      'draft',
      'awaitingApproval',
      'returned',
      'rejected',
      'archived',
      'cancelled',
      'referred',
      'expired',
      'enteredInError',
    ]);
  });

  it('is nothing for an emergency that was complete when it went out', () => {
    const current = submitted(aForm({ urgency: 'emergency' }), [CT, CONSENT]);
    expect([current.lateRecord, lateEntryDueAt(current)]).toEqual([null, null]);
  });

  it('is reckoned anew when a returned emergency is submitted again', () => {
    const returned = {
      ...submitted(),
      state: 'returned' as const,
      form: aForm({ urgency: 'emergency' }),
    };
    const again = apply(
      returned,
      { type: 'resubmit', answers: [] },
      { facts: { records: [CT, CONSENT] } },
    );
    expect(again.ok && again.value.next.lateRecord).toBeNull();
  });
});

describe('a late entry', () => {
  it('is written into the form, says who, when and which fields, and settles what is owed', () => {
    const result = record(submitted(), complete(), { facts: { records: [CT, CONSENT] } });
    if (!result.ok) throw new Error(result.error.code);
    const { next, notify } = result.value;
    expect(next).toMatchObject({
      state: 'submitted',
      submission: 2,
      form: { clinical: { physicalExam: '双肺呼吸音清' }, consent: { status: 'signed' } },
      lateRecord: { completedAt: LATER, waiver: null },
    });
    expect(next.lateEntries).toEqual([
      {
        number: 2,
        by: REQUESTER,
        at: LATER,
        paths: [
          'clinical.presentIllness',
          'clinical.physicalExam',
          'clinical.provisionalDiagnoses',
          'consent.status',
          'consent.signedBy',
          'consent.relation',
          'consent.signedAt',
        ],
      },
    ]);
    expect(notify).toEqual(['lateEntryRecorded']);
  });

  it('may come in parts, by any doctor of the hospital: the rest stays owed', () => {
    const current = submitted();
    const { clinical } = complete();
    const half = { ...lateEntryOf(current.form), clinical };
    const first = record(current, half, { actor: colleague });
    if (!first.ok) throw new Error(first.error.code);
    expect(owesLateEntry(first.value.next)).toBe(true);
    const second = record(first.value.next, complete(), { facts: { records: [CT, CONSENT] } });
    if (!second.ok) throw new Error(second.error.code);
    expect(second.value.next.lateEntries.map(({ number, by }) => [number, by])).toEqual([
      [2, OUTSIDER],
      [3, REQUESTER],
    ]);
    expect(owesLateEntry(second.value.next)).toBe(false);
  });

  it('may be a paper alone', () => {
    const current = submitted(aForm({ urgency: 'emergency' }));
    const same = lateEntryOf(current.form);
    expect(codeOf(record(current, same))).toEqual(['case.lateEntryEmpty']);
    const paper = record(current, same, { facts: { records: [CT, CONSENT], newRecords: 1 } });
    expect(paper.ok && owesLateEntry(paper.value.next)).toBe(false);
  });

  it('is still taken after its time: late is better than never', () => {
    const result = record(submitted(), complete(), { at: '2026-12-01T00:00:00.000Z' });
    expect(codeOf(result)).toBe('ok');
  });

  it.each<[string, (entry: LateEntry) => LateEntry, string[]]>([
    [
      'empties what was there',
      (entry) => ({ ...entry, clinical: { ...entry.clinical, chiefComplaint: '' } }),
      ['case.incomplete', 'clinical.chiefComplaint'],
    ],
    [
      'empties what nobody has to fill in',
      (entry) => ({ ...entry, clinical: { ...entry.clinical, allergies: '' } }),
      ['case.lateEntryErases', 'clinical.allergies'],
    ],
    [
      'claims a signature without saying whose and when',
      (entry) => ({ ...entry, consent: { ...entry.consent, signedBy: ' ', signedAt: null } }),
      ['case.incomplete', 'consent.signedBy', 'consent.signedAt'],
    ],
    [
      'takes the consent back',
      (entry) => ({ ...entry, consent: { ...entry.consent, status: 'none' } }),
      ['case.consentMissing'],
    ],
    [
      'puts the onset into the future',
      (entry) => ({
        ...entry,
        clinical: { ...entry.clinical, onsetAt: '2027-01-01T00:00:00.000Z' },
      }),
      ['case.incomplete', 'clinical.onsetAt'],
    ],
  ])('is refused when it %s', (_, change, code) => {
    const form = minimum();
    const current = submitted({ ...form, clinical: { ...form.clinical, allergies: '青霉素' } });
    const entry = complete();
    const base = { ...entry, clinical: { ...entry.clinical, allergies: '青霉素' } };
    expect(codeOf(record(current, change(base)))).toEqual(code);
  });

  it('is not made where none is owed, nor by another hospital', () => {
    expect(codeOf(record(aCase({ state: 'reporting' }), complete()))).toEqual([
      'case.lateEntryNotOwed',
    ]);
    const stranger = actorAs('requester', OUTSIDER, CENTRE);
    expect(codeOf(record(submitted(), complete(), { actor: stranger }))).toEqual(['case.notYours']);
  });

  it('cannot say who the patient is, what is asked or how urgently', () => {
    const entry = complete();
    const wire = caseCommandSchema.parse({
      type: 'recordLateEntry',
      entry: {
        ...entry,
        patient: { ...entry.patient, name: '李某', idNumber: '1', ward: '急诊' },
        wishes: { urgency: 'elective' },
      },
    });
    const current = submitted();
    const result = apply(current, wire, { at: LATER });
    if (!result.ok) throw new Error(result.error.code);
    const { form } = result.value.next;
    expect([form.patient.name, form.patient.idNumber, form.patient.ward]).toEqual([
      current.form.patient.name,
      '',
      '急诊',
    ]);
    expect(form.wishes).toEqual(current.form.wishes);
  });
});

describe('an archive', () => {
  const finished = (patch: Partial<ConsultationCase> = {}): ConsultationCase => ({
    ...submitted(),
    state: 'followUp',
    ...patch,
  });
  const archive = (current: ConsultationCase) =>
    apply(current, { type: 'archive', outcome: 'dead' }, { actor: coordinator });

  it('is closed to a case whose record is still to be completed', () => {
    expect(codeOf(archive(finished()))).toEqual(['case.lateEntryOwed']);
    const done = finished({ lateRecord: { completedAt: AT, waiver: null } });
    expect(codeOf(archive(done))).toBe('ok');
  });

  it('opens when the coordinator waives it with a reason, and says who did', () => {
    const waived = apply(
      finished(),
      { type: 'waiveLateEntry', reason: '患者到达前死亡，家属拒签' },
      { actor: coordinator },
    );
    if (!waived.ok) throw new Error(waived.error.code);
    expect(waived.value.next.lateRecord?.waiver).toEqual({
      reason: '患者到达前死亡，家属拒签',
      by: TRIAGE,
      at: AT,
    });
    expect(codeOf(archive(waived.value.next))).toBe('ok');
    const again = apply(
      waived.value.next,
      { type: 'waiveLateEntry', reason: '再次豁免' },
      { actor: coordinator },
    );
    expect(codeOf(again)).toEqual(['case.lateEntryNotOwed']);
  });

  it('is not reached by saying that no follow-up is needed either, while a plan may be made', () => {
    const invitation = {
      expertId: TRIAGE,
      role: 'chief' as const,
      required: true,
      status: 'accepted' as const,
      invitedAt: AT,
      deadline: AT,
      respondedAt: null,
      reason: null,
      proposed: [],
    };
    const rated = finished({
      state: 'awaitingFeedback',
      invitations: [invitation],
      ratings: [{ party: 'requester', by: REQUESTER, at: AT, score: 5, comment: '' }],
    });
    const plan = (items: { label: string; dueOn: string; questions: string[] }[]) =>
      apply(rated, { type: 'planFollowUp', items }, { actor: actorAs('expert', TRIAGE, CENTRE) });
    expect(codeOf(plan([]))).toEqual(['case.lateEntryOwed']);
    expect(codeOf(plan([{ label: '7 天', dueOn: '2026-12-01', questions: ['体温？'] }]))).toBe(
      'ok',
    );
  });
});
