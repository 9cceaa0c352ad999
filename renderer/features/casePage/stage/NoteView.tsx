import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../../shared/api/cases';
import { appError } from '../../../../shared/domain/errors';
import { recordPayloadSchema, type NoteSection } from '../../../../shared/domain/intake/payload';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { StageFrame } from './StageFrame';

type Props = {
  readonly title: string;
  readonly source: string;
  readonly record: CaseRecord;
  /** The table of results, for documents that hold any as data. */
  readonly labs: ReactNode;
};

/** Narrative material as text; markup in it is shown, never interpreted. */
export function NoteView({ title, source, record, labs }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const { sections, hasResults } = contentOf(record);
  return (
    <StageFrame title={title} source={source}>
      {sections.length === 0 ? (
        <ErrorNotice error={appError('integrity', 'file.cannotShow')} />
      ) : (
        <article className="case-note">
          {sections.map((section, index) => (
            <section key={index}>
              <h3>
                {section.title || (section.key ? t(`note.${section.key}`) : t('note.untitled'))}
              </h3>
              <p>{section.text}</p>
            </section>
          ))}
        </article>
      )}
      {hasResults && labs}
    </StageFrame>
  );
}

function contentOf(record: CaseRecord): {
  readonly sections: readonly NoteSection[];
  readonly hasResults: boolean;
} {
  const parsed = recordPayloadSchema.safeParse(record.payload);
  if (!parsed.success) return { sections: [], hasResults: false };
  const { sections = [], results = [] } = parsed.data;
  return { sections, hasResults: results.length > 0 };
}
