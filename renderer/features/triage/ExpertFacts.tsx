import { Tag } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expert } from '../../../shared/api/scheduling';

export type Suggested = Expert & {
  readonly matchedBy: readonly string[];
  readonly mayBeInvited: boolean;
};

/** Who, why suggested, how busy, how well rated. */
export function ExpertFacts({ expert }: { readonly expert: Suggested }): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const reason = (key: string) =>
    key === 'wished'
      ? t('triage:assign.wished')
      : key === 'department'
        ? t('triage:assign.department')
        : key;
  return (
    <>
      <strong>{expert.name}</strong> {t(`caseTerms:title.${expert.title}`)} ·{' '}
      {expert.departmentName}
      {expert.matchedBy.length > 0 && (
        <span className="hz-reasons">
          {expert.matchedBy.map((key) => (
            <Tag key={key}>{reason(key)}</Tag>
          ))}
        </span>
      )}
      <div className="hz-dim">
        {t('triage:assign.load', { open: expert.openCases, done: expert.doneCases })}
        {expert.averageRating !== null &&
          ` · ${t('triage:assign.rating', { rating: expert.averageRating.toFixed(1) })}`}
        {!expert.mayBeInvited && ` · ${t('triage:assign.notEligible')}`}
      </div>
    </>
  );
}
