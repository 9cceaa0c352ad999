import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../../shared/api/cases';
import type { FieldChange } from '../../../../shared/domain/consultation/difference';
import type { LateItem } from '../../../../shared/domain/consultation/lateEntry';
import { ChangeList } from '../../../ui/changes/ChangeList';
import styles from '../request.module.css';

type Props = {
  readonly changes: readonly FieldChange[];
  readonly records: readonly CaseRecord[];
  /** Owed even with this entry. */
  readonly open: readonly LateItem[];
};

/** What the entry will put down, in the words in which it will be read later. */
export function LateReview({ changes, records, open }: Props): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  if (changes.length + records.length === 0) {
    return <p className={styles['muted']}>{t('request:late.nothing')}</p>;
  }
  return (
    <>
      <p className={styles['muted']}>{t('request:late.marked')}</p>
      <ChangeList
        submission={{
          changes,
          recordsAdded: records.map(({ title }) => title),
          recordsRemoved: [],
        }}
      />
      {open.length > 0 && (
        <p>
          {t('request:late.stillOwed', {
            items: open
              .map((item) => t(`caseTerms:lateItem.${item}`))
              .join(t('request:late.separator')),
          })}
        </p>
      )}
    </>
  );
}
