import { checkIdNumber } from '../identity/idNumber';

/** The patient as the request form names him. */
export type CasePatient = {
  readonly name: string;
  readonly sex: 'male' | 'female' | 'notStated' | null;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  readonly idNumber: string;
  readonly inpatientNo: string;
};

/** The patient as a file names him; empty or `null` where it says nothing. */
export type StatedIdentity = {
  /** Every group of the name, components separated by `^` as in DICOM PN or HL7 XPN. */
  readonly names: readonly string[];
  /** `YYYYMMDD`, `YYYY-MM-DD`, or anything else, which cannot be compared. */
  readonly birthDate: string | null;
  /** `M` and `F` can be compared, everything else cannot. */
  readonly sex: string | null;
  readonly patientIds: readonly string[];
};

export const IDENTITY_FIELDS = ['name', 'birthDate', 'sex', 'idNumber', 'inpatientNo'] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

export type IdentityMatch = {
  /**
   * `mismatch`: at least one field contradicts. `match`: nothing contradicts and two identifiers agree, or the
   * identity number does. `unverifiable`: nothing contradicts, but too little can be compared.
   */
  readonly verdict: 'match' | 'unverifiable' | 'mismatch';
  readonly agreeing: readonly IdentityField[];
  readonly differing: readonly IdentityField[];
};

type Comparison = 'agrees' | 'differs' | 'unknown';

/**
 * Compares the identity a file states with the patient of the case. Pure and without side: it never decides what
 * happens to the file.
 *
 * Names are compared within one script: characters with characters, letters with letters. Pinyin says nothing about
 * characters, so it neither agrees nor differs. Hospital numbers differ between hospitals, so that a different one
 * contradicts nothing; an equal one identifies.
 */
export function matchIdentity(patient: CasePatient, stated: StatedIdentity): IdentityMatch {
  const compared: Record<IdentityField, Comparison> = {
    name: compareNames(patient.name, stated.names),
    birthDate: compareDates(patient.birthDate, stated.birthDate),
    sex: compareSexes(patient.sex, stated.sex),
    idNumber: compareIdNumbers(patient.idNumber, stated.patientIds),
    inpatientNo: sharesInpatientNo(patient.inpatientNo, stated.patientIds),
  };
  const fieldsThat = (outcome: Comparison) =>
    IDENTITY_FIELDS.filter((field) => compared[field] === outcome);
  const agreeing = fieldsThat('agrees');
  const differing = fieldsThat('differs');
  if (differing.length > 0) return { verdict: 'mismatch', agreeing, differing };
  const isSecond = (field: IdentityField) => field === 'birthDate' || field === 'inpatientNo';
  const isCertain =
    agreeing.includes('idNumber') || (agreeing.includes('name') && agreeing.some(isSecond));
  return { verdict: isCertain ? 'match' : 'unverifiable', agreeing, differing };
}

function compareNames(ours: string, stated: readonly string[]): Comparison {
  const wanted = plain(ours);
  if (wanted === '') return 'unknown';
  const theirs = stated.map(plain).filter((name) => name !== '');
  const comparable = theirs.filter((name) => hasHan(name) === hasHan(wanted));
  if (comparable.length === 0) return 'unknown';
  const outcomes = comparable.map((name) =>
    hasHan(wanted) ? sameHan(wanted, name) : sameLetters(wanted, name),
  );
  if (outcomes.includes('agrees')) return 'agrees';
  return outcomes.includes('differs') ? 'differs' : 'unknown';
}

/** Full-width forms become ordinary ones; component separators and every kind of middle dot become spaces. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\^\s.,·•・‧=]+/gu, ' ')
    .trim();

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

const sameHan = (a: string, b: string): Comparison =>
  a.replaceAll(' ', '') === b.replaceAll(' ', '') ? 'agrees' : 'differs';

/** Order and spacing of letters vary between devices; a missing middle name is no contradiction. */
function sameLetters(a: string, b: string): Comparison {
  const [left, right] = [a.split(' ').sort(), b.split(' ').sort()];
  if (left.join('') === right.join('') || a.replaceAll(' ', '') === b.replaceAll(' ', '')) {
    return 'agrees';
  }
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.every((part) => long.includes(part)) ? 'unknown' : 'differs';
}

function compareDates(ours: string | null, theirs: string | null): Comparison {
  const [a, b] = [toDate(ours), toDate(theirs)];
  if (a === null || b === null) return 'unknown';
  return a === b ? 'agrees' : 'differs';
}

/** `YYYYMMDD`; dates that devices fill in for "unknown" count as not stated. */
function toDate(text: string | null): string | null {
  const digits = (text ?? '').trim().replace(/[-./]/g, '').slice(0, 8);
  if (!/^(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(digits)) return null;
  return digits === '19000101' ? null : digits;
}

function compareSexes(ours: CasePatient['sex'], theirs: string | null): Comparison {
  const stated = (theirs ?? '').trim().toUpperCase();
  if (ours === null || ours === 'notStated' || (stated !== 'M' && stated !== 'F')) return 'unknown';
  return (ours === 'male') === (stated === 'M') ? 'agrees' : 'differs';
}

function compareIdNumbers(ours: string, theirs: readonly string[]): Comparison {
  const wanted = ours.trim().toUpperCase();
  const stated = theirs.map((id) => id.trim().toUpperCase()).filter(checkIdNumber);
  if (!checkIdNumber(wanted) || stated.length === 0) return 'unknown';
  return stated.includes(wanted) ? 'agrees' : 'differs';
}

function sharesInpatientNo(ours: string, theirs: readonly string[]): Comparison {
  const wanted = ours.trim();
  return wanted !== '' && theirs.some((id) => id.trim() === wanted) ? 'agrees' : 'unknown';
}
