export type TermFamily = 'sex' | 'mode' | 'urgency' | 'profile' | 'fee' | 'consent' | 'recording';

export type Meaning =
  | { readonly kind: 'term'; readonly family: TermFamily }
  | { readonly kind: 'instant' | 'yesNo' | 'text' };

/** Fields of the request form that hold codes. */
const CODED: Readonly<Record<string, TermFamily>> = {
  'patient.sex': 'sex',
  'wishes.mode': 'mode',
  'wishes.urgency': 'urgency',
  'wishes.profile': 'profile',
  'wishes.feeCategory': 'fee',
  'consent.status': 'consent',
  'consent.recording': 'recording',
};

/** How a stored value of a form field is to be read; the difference carries values as plain text. */
export function meaningOf(path: string, value: string): Meaning {
  const family = CODED[path];
  if (value === '') return { kind: 'text' };
  if (family) return { kind: 'term', family };
  if (value === 'true' || value === 'false') return { kind: 'yesNo' };
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? { kind: 'instant' } : { kind: 'text' };
}
