import { ExclamationCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { listNotifications, Notification } from '../../../shared/api/notifications';
import type { RouteOutput } from '../../../shared/api/route';
import type { AppError } from '../../../shared/domain/errors';
import type { Query } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { QueryView } from '../../ui/QueryView';
import { RelativeTime } from '../../ui/Clock';
import styles from './notifications.module.css';
import { PushSetting } from './PushSetting';

type Props = {
  readonly query: Query<RouteOutput<typeof listNotifications>>;
  readonly failure: AppError | null;
  readonly onOpen: (item: Notification) => void;
  readonly onReadAll: () => void;
};

export function NotificationList({ query, failure, onOpen, onReadAll }: Props): ReactElement {
  const { t } = useTranslation(['notification', 'caseTerms']);
  return (
    <div className={styles['list']}>
      <header>
        <strong>{t('notification:title')}</strong>
        <Button type="link" size="small" disabled={!query.value?.unread} onClick={onReadAll}>
          {t('notification:readAll')}
        </Button>
      </header>
      {failure && <ErrorNotice error={failure} />}
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('notification:empty')} />
          ) : (
            <ul>
              {items.map((item) => (
                <li key={item.id}>
                  <button
                    type="button"
                    data-unread={item.readAt === null}
                    data-highlight={item.highlight}
                    onClick={() => onOpen(item)}
                  >
                    {item.highlight && (
                      <ExclamationCircleFilled className={styles['mark']} aria-hidden />
                    )}
                    <span className={styles['text']}>{t(`caseTerms:event.${item.event}`)}</span>
                    <span className={styles['meta']}>
                      {item.requestNo} · <RelativeTime at={item.createdAt} />
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <PushSetting />
    </div>
  );
}
