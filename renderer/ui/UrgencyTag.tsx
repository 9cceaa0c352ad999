import { ThunderboltFilled } from '@ant-design/icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Urgency } from '../../shared/domain/consultation/form';
import styles from './tags.module.css';

type Props = {
  readonly urgency: Urgency;
  /** Says routine and elective too; lists leave them out. */
  readonly always?: boolean;
};

export function UrgencyTag({ urgency, always = false }: Props): ReactElement | null {
  const { t } = useTranslation('caseTerms');
  if (urgency === 'emergency') {
    return (
      <span className={styles['tag']} data-strong="true">
        <ThunderboltFilled />
        {t('urgency.emergency')}
      </span>
    );
  }
  if (!always) return null;
  return (
    <span className={styles['tag']} data-tone="plain">
      {t(`urgency.${urgency}`)}
    </span>
  );
}
