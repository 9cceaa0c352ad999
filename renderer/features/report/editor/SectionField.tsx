import { BulbOutlined } from '@ant-design/icons';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSection } from '../../../../shared/domain/report/sections';
import type { ReadableHint } from './useHints';

type Props = {
  readonly section: ReportSection | 'diagnoses' | 'dissent' | 'keyImages';
  readonly required?: boolean;
  readonly hints: readonly ReadableHint[];
  readonly children: ReactNode;
};

/** One section with what the proof-reader noticed in it. */
export function SectionField({ section, required = false, hints, children }: Props): ReactElement {
  const { t } = useTranslation(['report', 'reportDocument']);
  return (
    <section className="report-section" id={`report-${section}`}>
      <h4>
        {t(`reportDocument:section.${section}`)}
        {required && <span className="report-required">{t('report:section.required')}</span>}
      </h4>
      {children}
      {hints
        .filter((hint) => hint.section === section)
        .map((hint) => (
          <p key={hint.text} className="report-hint">
            <BulbOutlined aria-hidden /> {hint.text}
          </p>
        ))}
    </section>
  );
}
