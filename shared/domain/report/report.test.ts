import { describe, expect, it } from 'vitest';
import { PROFILES } from '../consultation/form';
import { canonicalJson } from './canonicalJson';
import { conclusionChanged, reportHashInput } from './content';
import { proofread, type ProofreadPatient } from './proofread';
import { emptyReport, reportContentSchema, type ReportContent } from './report';
import { REPORT_SECTIONS } from './sections';
import { reportFromTemplate } from './templates';
import { REPORT_TEMPLATES } from './templatesTable';

const man: ProofreadPatient = { sex: 'male', ageYears: 67 };
const write = (parts: Partial<ReportContent>): ReportContent => ({
  ...emptyReport(),
  conclusion: '急性缺血性卒中。',
  recommendations: '继续观察。',
  diagnoses: [{ code: 'I63.9', name: '脑梗死' }],
  ...parts,
});
const codes = (parts: Partial<ReportContent>, patient = man) =>
  proofread(write(parts), patient).map(({ code }) => code);

describe('canonical JSON', () => {
  it('does not depend on the order in which keys were written', () => {
    expect(canonicalJson({ b: 1, a: [true, null, '会诊"'] })).toBe(
      '{"a":[true,null,"会诊\\""],"b":1}',
    );
    expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
  });

  it('refuses numbers that JSON cannot carry', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  });
});

describe('content hash input', () => {
  it('is equal for equal content and differs for one changed character', () => {
    const content = write({ findings: '左肺上叶结节' });
    const reordered = Object.fromEntries(Object.entries(content).reverse()) as ReportContent;
    expect(reportHashInput(reordered)).toBe(reportHashInput(content));
    expect(reportHashInput({ ...content, findings: '右肺上叶结节' })).not.toBe(
      reportHashInput(content),
    );
  });

  it('covers every member of the content, so nothing can be changed after signing', () => {
    const hashed = JSON.parse(reportHashInput(emptyReport())) as object;
    expect(Object.keys(hashed).sort()).toEqual(Object.keys(reportContentSchema.shape).sort());
  });
});

describe('conclusionChanged', () => {
  it('ignores white space and the sections nobody decides on', () => {
    const before = write({});
    expect(conclusionChanged(before, write({ conclusion: '急性缺血性卒中。\n' }))).toBe(false);
    expect(conclusionChanged(before, write({ findings: '补充描述' }))).toBe(false);
  });

  it.each([
    { conclusion: '短暂性脑缺血发作。' },
    { recommendations: '阿替普酶 61.2 mg。' },
    { diagnoses: [{ code: 'G45.9', name: '短暂性脑缺血发作' }] },
  ])('sees a change of what the county hospital acts on: %o', (parts) => {
    expect(conclusionChanged(write({}), write(parts))).toBe(true);
  });
});

describe('proofread', () => {
  it('says nothing about a sound report, crossed brain and limb sides included', () => {
    const content = {
      caseSummary: '患者男，67岁，右侧肢体无力，血糖 8.2 mmol/L，体重 68 kg。',
      findings: '左侧大脑中动脉高密度征。',
      conclusion: '左侧大脑中动脉闭塞所致右侧肢体偏瘫。',
      recommendations: '阿替普酶 0.9 mg/kg，总量阿替普酶 61.2 mg。',
    };
    expect(codes(content)).toEqual([]);
  });

  it('finds a side that changes between summary and conclusion, and names the part', () => {
    const content = write({
      findings: '右肺上叶部分实性结节。',
      conclusion: '左肺上叶结节，考虑恶性。',
    });
    expect(proofread(content, man)).toEqual([
      {
        code: 'sideContradiction',
        section: 'conclusion',
        params: { part: '肺', summarySide: 'right', conclusionSide: 'left' },
      },
    ]);
  });

  it('does not take "the other side is normal" or "both sides" for a contradiction', () => {
    expect(codes({ findings: '右肺结节。', conclusion: '左肺未见异常，右肺结节。' })).toEqual([]);
    expect(codes({ findings: '双肺炎症。', conclusion: '右肺为著。' })).toEqual([]);
  });

  it.each([
    ['male', '建议复查子宫附件超声', 'sexTerm'],
    ['female', '前列腺增生', 'sexTerm'],
    ['female', '患者男，67岁', 'sexContradiction'],
  ] as const)('warns when a %s patient has "%s"', (sex, findings, code) => {
    expect(codes({ findings }, { sex, ageYears: 67 })).toEqual([code]);
  });

  it('does not guess about sex when the case does not state it', () => {
    expect(codes({ findings: '子宫肌瘤' }, { sex: 'notStated', ageYears: null })).toEqual([]);
  });

  it.each([
    '血糖 148 mmol/L',
    '血糖 148 mg/dL',
    '血红蛋白 9.8 g/L',
    '体温 98 ℃',
    '阿替普酶 612 mg',
    '体重 68 g',
  ])('finds the suspicious value or unit in "%s"', (recommendations) => {
    expect(codes({ recommendations })).toEqual(['unitSuspicious']);
  });

  it('warns about another age, with one year of slack', () => {
    expect(codes({ caseSummary: '患者，76岁' })).toEqual(['ageContradiction']);
    expect(codes({ caseSummary: '患者，68岁' })).toEqual([]);
  });

  it('warns about sections nobody wrote', () => {
    expect(proofread(emptyReport(), man).map(({ code }) => code)).toEqual([
      'conclusionEmpty',
      'recommendationsEmpty',
      'diagnosisEmpty',
    ]);
  });
});

describe('templates', () => {
  it('exist once for every request profile and parse as report content', () => {
    expect(REPORT_TEMPLATES.map(({ id }) => id).sort()).toEqual([...PROFILES].sort());
    for (const profile of PROFILES) {
      expect(reportContentSchema.safeParse(reportFromTemplate(profile)).success).toBe(true);
    }
  });

  it('are noticed by the proofreader as long as a blank is left in them', () => {
    const left = proofread(reportFromTemplate('stroke'), man)
      .filter(({ code }) => code === 'placeholderLeft')
      .map(({ section }) => section);
    const blank = REPORT_SECTIONS.filter((section) =>
      reportFromTemplate('stroke')[section].includes('____'),
    );
    expect(left).toEqual(blank);
    expect(blank.length).toBeGreaterThan(2);
  });
});
