import { Button, Skeleton } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../platform/useQuery';
import { ErrorNotice } from './ErrorNotice';
import { useErrorText } from './errorText';
import { Notice } from './Notice';
import styles from './page.module.css';
import { useTimeFormat } from './useTimeFormat';

type Props<T> = {
  readonly query: Query<T>;
  readonly children: (value: T) => ReactNode;
  /** Placeholder of the final size, so that nothing jumps. */
  readonly skeleton?: ReactNode;
};

/** The states of one read: loading, failed, ready, and old with since when and why. */
export function QueryView<T>({ query, children, skeleton }: Props<T>): ReactElement {
  const { t } = useTranslation('common');
  const textOf = useErrorText();
  const { timeOfDay } = useTimeFormat();
  if (query.status === 'failed') return <ErrorNotice error={query.error} onRetry={query.reload} />;
  if (query.value === null) {
    return (
      <div aria-busy="true" aria-label={t('loading')}>
        {skeleton ?? <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      </div>
    );
  }
  if (query.status !== 'stale') return <>{children(query.value)}</>;
  return (
    <div className={styles['staleWrap']}>
      <Notice
        tone="risk"
        actions={
          <Button size="small" onClick={query.reload}>
            {t('retry')}
          </Button>
        }
      >
        {t('stale', { time: timeOfDay(query.at), reason: textOf(query.error) })}
      </Notice>
      {children(query.value)}
    </div>
  );
}
