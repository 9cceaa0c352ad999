import { InboxOutlined } from '@ant-design/icons';
import type { ReactElement, ReactNode } from 'react';
import styles from './page.module.css';

type Props = {
  readonly title: string;
  readonly text?: string;
  /** The one thing to do from here. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
};

export function EmptyState({ title, text, action, icon }: Props): ReactElement {
  return (
    <div className={styles['empty']}>
      <div className={styles['emptyIcon']} aria-hidden>
        {icon ?? <InboxOutlined />}
      </div>
      <div className={styles['emptyTitle']}>{title}</div>
      {text && <div>{text}</div>}
      {action && <div className={styles['emptyAction']}>{action}</div>}
    </div>
  );
}
