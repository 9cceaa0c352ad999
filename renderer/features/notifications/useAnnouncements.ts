import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../../shared/api/notifications';
import type { NotificationEvent } from '../../../shared/domain/notification/events';
import type { NotifyTemplate } from '../../../shared/ipc/fields';
import { useDesktop } from '../../platform/ApiContext';

const TEMPLATES: Partial<Record<NotificationEvent, NotifyTemplate>> = {
  returned: 'returnedForSupplement',
  invited: 'invitation',
  reminder: 'consultationSoon',
  emergencyRing: 'emergencyRequest',
  published: 'reportPublished',
  opinionDue: 'deadlineNear',
  reportDue: 'deadlineNear',
  lateEntryDue: 'deadlineNear',
  lateEntryOverdue: 'deadlineNear',
};

/**
 * Says aloud what has just come in: in a corner of the window when it stands out, and through the operating system
 * (a fixed text and a request number, never a patient) when the window is not looked at.
 */
export function useAnnouncements(items: readonly Notification[] | null): void {
  const { notification } = App.useApp();
  const { t } = useTranslation('caseTerms');
  const desktop = useDesktop();
  const newestSeen = useRef<number | null>(null);
  useEffect(() => {
    if (!items) return;
    const before = newestSeen.current;
    newestSeen.current = Math.max(before ?? 0, ...items.map((item) => item.id));
    // what was there when the window opened is in the list, not news
    if (before === null) return;
    for (const item of items.filter((one) => one.id > before && one.readAt === null)) {
      // an emergency has its own banner; and no corner message may lie over the action in the top right corner
      if (item.highlight && item.event !== 'emergencyRing') {
        notification.warning({
          title: t(`event.${item.event}`),
          description: item.requestNo,
          placement: 'bottomRight',
        });
      }
      if (desktop.isDesktop && document.hidden && item.requestNo) {
        void desktop.call('notify.show', {
          template: TEMPLATES[item.event] ?? 'messageReceived',
          requestNumber: item.requestNo,
        });
      }
    }
  }, [items, notification, t, desktop]);
}
