import { BellOutlined } from '@ant-design/icons';
import { Badge, Popover } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  listNotifications,
  markNotificationsRead,
  type Notification,
} from '../../../shared/api/notifications';
import { useCommand } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import styles from './notifications.module.css';
import { NotificationList } from './NotificationList';
import { useAnnouncements } from './useAnnouncements';

export function NotificationBell(): ReactElement {
  const { t } = useTranslation('notification');
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const query = useQuery(
    listNotifications,
    { query: { limit: 30 } },
    { reloadOn: (event) => event.type === 'notified' },
  );
  const markRead = useCommand(markNotificationsRead);
  useAnnouncements(query.value?.items ?? null);
  const read = async (ids: number[] | null) => {
    const result = await markRead.run({ body: { ids } });
    if (result.ok) query.reload();
  };
  const open = (item: Notification) => {
    setOpen(false);
    if (item.readAt === null) void read([item.id]);
    if (item.caseId) void navigate(`/cases/${item.caseId}`);
  };
  const unread = query.value?.unread ?? 0;
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <NotificationList
          query={query}
          failure={markRead.error}
          onOpen={open}
          onReadAll={() => void read(null)}
        />
      }
    >
      <button type="button" className={styles['bell']} aria-label={t('bell', { count: unread })}>
        <Badge count={unread} size="small" offset={[2, -2]}>
          <BellOutlined className={styles['bellIcon']} />
        </Badge>
      </button>
    </Popover>
  );
}
