import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../../shared/api/cases';
import { appError } from '../../../../shared/domain/errors';
import { recordPayloadSchema, type NoteSection } from '../../../../shared/domain/intake/payload';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { StageFrame } from './StageFrame';

type Props = { readonly title: string; readonly source: string; readonly record: CaseRecord };

/** Narrative material as text; markup in it is shown, never interpreted. */
export function NoteView({ title, source, record }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const sections = sectionsOf(record);
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
    </StageFrame>
  );
}

function sectionsOf(record: CaseRecord): readonly NoteSection[] {
  const parsed = recordPayloadSchema.safeParse(record.payload);
  return parsed.success ? (parsed.data.sections ?? []) : [];
}
