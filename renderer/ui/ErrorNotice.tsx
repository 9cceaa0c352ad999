import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/domain/errors';
import { CopyButton } from './CopyButton';
import { useErrorText } from './errorText';
import { Notice } from './Notice';
import styles from './page.module.css';

type Props = {
  readonly error: AppError;
  readonly onRetry?: () => void;
};

/** What happened to the data, what to do, and a code the technician can be given. */
export function ErrorNotice({ error, onRetry }: Props): ReactElement {
  const { t } = useTranslation('common');
  const textOf = useErrorText();
  return (
    <Notice
      tone={error.retry === 'never' ? 'urgent' : 'risk'}
      actions={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        )
      }
    >
      <div>{textOf(error)}</div>
      <ErrorCode error={error} />
    </Notice>
  );
}

/** What a technician asks for, ready to be copied. */
export function ErrorCode({ error }: { readonly error: AppError }): ReactElement {
  const reference = [error.code, error.correlationId].filter(Boolean).join(' ');
  return (
    <div className={styles['noticeCode']}>
      {error.code}
      <CopyButton text={reference} />
    </div>
  );
}
