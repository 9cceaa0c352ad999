import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../shared/api/cases';
import { ageInYears } from '../../../../shared/domain/identity/age';
import { proofread, type ProofreadHint } from '../../../../shared/domain/report/proofread';
import type { ReportContent } from '../../../../shared/domain/report/report';
import { useNow } from '../../../ui/useNow';

export type ReadableHint = Pick<ProofreadHint, 'section' | 'code'> & { readonly text: string };

/** Proof-reading remarks in words; sex and age come from the case, not from the text. */
export function useHints(content: ReportContent, detail: CaseDetail): readonly ReadableHint[] {
  const { t } = useTranslation('reportDocument');
  const { sex, birthDate } = detail.case.form.patient;
  const today = useNow().slice(0, 10);
  return useMemo(() => {
    const ageYears = birthDate === null ? null : ageInYears(birthDate, today);
    const word = (value: string | number) => {
      if (value === 'left' || value === 'right') return t(`side.${value}`);
      return value === 'male' || value === 'female' ? t(`sex.${value}`) : value;
    };
    return proofread(content, { sex, ageYears }).map(({ code, section, params }) => ({
      code,
      section,
      text: t(
        `hint.${code}`,
        Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(value)])),
      ),
    }));
  }, [content, sex, birthDate, today, t]);
}
