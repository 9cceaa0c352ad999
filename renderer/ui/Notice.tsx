import { ExclamationCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons';
import type { ReactElement, ReactNode } from 'react';
import styles from './page.module.css';

type Props = {
  readonly tone: 'urgent' | 'risk' | 'mine' | 'plain';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
};

const ICONS = {
  urgent: ExclamationCircleOutlined,
  risk: WarningOutlined,
  mine: InfoCircleOutlined,
  plain: InfoCircleOutlined,
} as const;

/** A framed sentence with an icon; red ones interrupt a screen reader, others wait. */
export function Notice({ tone, children, actions }: Props): ReactElement {
  const Icon = ICONS[tone];
  return (
    <div
      className={styles['notice']}
      data-tone={tone}
      role={tone === 'urgent' ? 'alert' : 'status'}
    >
      <Icon className={styles['noticeIcon']} />
      <div className={styles['noticeText']}>{children}</div>
      {actions && <div className={styles['noticeActions']}>{actions}</div>}
    </div>
  );
}
