import type { CaseDetail } from '../../../shared/api/cases';
import {
  missingItems,
  type MissingItem,
  type RecordSummary,
} from '../../../shared/domain/consultation/completeness';
import { validateForm, type RequestForm } from '../../../shared/domain/consultation/form';
import type { FieldError } from '../../../shared/domain/errors';

export const SECTIONS = [
  'patient',
  'clinical',
  'purpose',
  'records',
  'experts',
  'consent',
  'review',
] as const;
export type Section = (typeof SECTIONS)[number];

/** One thing that keeps the request from being submitted, and where on the page it is put right. */
export type Problem =
  | ({ readonly kind: 'field' } & FieldError)
  | { readonly kind: 'missing'; readonly code: MissingItem['code'] }
  | { readonly kind: 'consent' }
  /** Files that name another patient wait for a decision. */
  | { readonly kind: 'mismatch'; readonly count: number }
  | { readonly kind: 'fix'; readonly id: number };

export type Readiness = {
  readonly bySection: Readonly<Record<Section, readonly Problem[]>>;
  readonly count: number;
};

const PURPOSE_FIELDS = new Set([
  'mode',
  'urgency',
  'mdt',
  'profile',
  'reason',
  'purpose',
  'questions',
]);

export function sectionOf(path: string): Section {
  const [area, field = ''] = path.split('.');
  if (area === 'wishes') return PURPOSE_FIELDS.has(field) ? 'purpose' : 'experts';
  if (area === 'clinical' || area === 'consent') return area;
  return 'patient';
}

/**
 * What the server's gate would say about the form as typed: the same pure rules, so that nobody has to submit to
 * learn what is missing. The server decides again.
 */
export function readinessOf(
  form: RequestForm,
  detail: Pick<CaseDetail, 'records' | 'case'>,
  answers: Readonly<Record<number, string>>,
  mismatches: number,
  at: string,
): Readiness {
  const found: Record<Section, Problem[]> = {
    patient: [],
    clinical: [],
    purpose: [],
    records: [],
    experts: [],
    consent: [],
    review: [],
  };
  for (const field of validateForm(form, at))
    found[sectionOf(field.path)].push({ kind: 'field', ...field });
  for (const { code, section } of missingItems(form, detail.records.map(toSummary), at)) {
    found[section].push({ kind: 'missing', code });
  }
  // an emergency does not wait for somebody's paperwork: the file is not in the case anyway
  if (mismatches > 0 && form.wishes.urgency !== 'emergency') {
    found.records.push({ kind: 'mismatch', count: mismatches });
  }
  if (!hasConsent(form)) found.consent.push({ kind: 'consent' });
  if (detail.case.state === 'returned') {
    for (const { id } of detail.case.fixList?.items ?? []) {
      if ((answers[id] ?? '').trim() === '') found.review.push({ kind: 'fix', id });
    }
  }
  const count = Object.values(found).reduce((sum, problems) => sum + problems.length, 0);
  return { bySection: found, count };
}

/** Signed, or for an emergency oral or by the hospital's head. */
const hasConsent = ({ consent, wishes }: RequestForm): boolean =>
  consent.status === 'signed' || (wishes.urgency === 'emergency' && consent.status !== 'none');

const toSummary = ({
  kind,
  category,
  modality,
  itemCount,
}: CaseDetail['records'][number]): RecordSummary => ({
  kind,
  category,
  modality,
  count: itemCount,
});
