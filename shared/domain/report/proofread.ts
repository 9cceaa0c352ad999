import { sidesOf, type Side } from './laterality';
import { suspiciousMeasurements } from './measurements';
import type { ReportContent } from './report';
import { REPORT_SECTIONS, type ReportSection } from './sections';

export const PROOFREAD_CODES = [
  'conclusionEmpty',
  'recommendationsEmpty',
  'diagnosisEmpty',
  'sideContradiction',
  'sexTerm',
  'sexContradiction',
  'ageContradiction',
  'unitSuspicious',
  'placeholderLeft',
] as const;
export type ProofreadCode = (typeof PROOFREAD_CODES)[number];

/** A remark before signing; the expert decides, nothing is changed or blocked by it. */
export type ProofreadHint = {
  readonly code: ProofreadCode;
  readonly section: ReportSection | 'diagnoses';
  /** Values for the hint's text; `summarySide` and `conclusionSide` are `left` or `right`. */
  readonly params: Readonly<Record<string, string | number>>;
};

export type ProofreadPatient = {
  readonly sex: 'male' | 'female' | 'notStated' | null;
  /** Completed years at the consultation, `null` when the birth date is unknown. */
  readonly ageYears: number | null;
};

/** Marks a place in a template that the author has to fill in. */
export const PLACEHOLDER = '____';

const FEMALE_ONLY = /子宫|宫颈|卵巢|输卵管|阴道|月经|绝经|妊娠|孕\d*周|胎盘|哺乳期/gu;
const MALE_ONLY = /前列腺|睾丸|附睾|阴茎|阴囊|精索|精囊/gu;
const BREAK = String.raw`[,\uFF0C\u3001\u3002\s]`;
const STATED_SEX = new RegExp(
  String.raw`(?:^|${BREAK}|患者|患儿)(男|女)(?:性|孩|童)?(?=${BREAK}|\d|$)`,
  'gmu',
);
const STATED_AGE = new RegExp(
  String.raw`(?:患者|患儿|男|女)(?:性|孩|童)?${BREAK}*(\d{1,3})\s*(?:岁|周岁)`,
  'gu',
);

/**
 * Reads a report as a careful colleague would before it is signed.
 *
 * @param content - The report as it stands.
 * @param patient - Sex and age from the case, never from the text.
 * @returns Hints in section order of the checks; an empty list is no proof of correctness.
 */
export function proofread(content: ReportContent, patient: ProofreadPatient): ProofreadHint[] {
  return [
    ...emptySections(content),
    ...sideContradictions(content),
    ...REPORT_SECTIONS.flatMap((section) => [
      ...placeholders(section, content[section]),
      ...sexHints(section, content[section], patient),
      ...ageHints(section, content[section], patient),
      ...unitHints(section, content[section]),
    ]),
  ];
}

function emptySections(content: ReportContent): ProofreadHint[] {
  const hints: ProofreadHint[] = [];
  if (content.conclusion.trim() === '') {
    hints.push({ code: 'conclusionEmpty', section: 'conclusion', params: {} });
  }
  if (content.recommendations.trim() === '') {
    hints.push({ code: 'recommendationsEmpty', section: 'recommendations', params: {} });
  }
  if (content.diagnoses.length === 0) {
    hints.push({ code: 'diagnosisEmpty', section: 'diagnoses', params: {} });
  }
  return hints;
}

/** Only a part written on one single side before and on the other single side after is a contradiction. */
function sideContradictions(content: ReportContent): ProofreadHint[] {
  const before = sidesOf(`${content.caseSummary}\n${content.findings}`);
  const later: readonly ReportSection[] = ['conclusion', 'recommendations'];
  return later.flatMap((section) =>
    [...sidesOf(content[section])].flatMap(([part, sides]): ProofreadHint[] => {
      const summarySide = single(before.get(part));
      const conclusionSide = single(sides);
      if (summarySide === null || conclusionSide === null) return [];
      if (summarySide === conclusionSide) return [];
      return [
        { code: 'sideContradiction', section, params: { part, summarySide, conclusionSide } },
      ];
    }),
  );
}

function single(sides: ReadonlySet<Side> | undefined): Side | null {
  const [side, ...others] = sides ?? [];
  return side === undefined || others.length > 0 ? null : side;
}

function sexHints(
  section: ReportSection,
  text: string,
  { sex }: ProofreadPatient,
): ProofreadHint[] {
  if (sex !== 'male' && sex !== 'female') return [];
  const foreign = new Set(text.match(sex === 'male' ? FEMALE_ONLY : MALE_ONLY) ?? []);
  const stated = [...text.matchAll(STATED_SEX)].some(
    ([, word]) => (word === '男' ? 'male' : 'female') !== sex,
  );
  return [
    ...[...foreign].map((term): ProofreadHint => ({
      code: 'sexTerm',
      section,
      params: { term, sex },
    })),
    ...(stated ? [{ code: 'sexContradiction', section, params: { sex } } as const] : []),
  ];
}

function ageHints(
  section: ReportSection,
  text: string,
  { ageYears }: ProofreadPatient,
): ProofreadHint[] {
  if (ageYears === null) return [];
  return [...text.matchAll(STATED_AGE)].flatMap(([, number]): ProofreadHint[] => {
    const stated = Number(number);
    // One year of slack: 虚岁 and a birthday between admission and consultation are not errors.
    return Math.abs(stated - ageYears) <= 1
      ? []
      : [{ code: 'ageContradiction', section, params: { stated, ageYears } }];
  });
}

const unitHints = (section: ReportSection, text: string): ProofreadHint[] =>
  suspiciousMeasurements(text).map((params) => ({ code: 'unitSuspicious', section, params }));

const placeholders = (section: ReportSection, text: string): ProofreadHint[] =>
  text.includes(PLACEHOLDER) ? [{ code: 'placeholderLeft', section, params: {} }] : [];
