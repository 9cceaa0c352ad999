import { InboxOutlined } from '@ant-design/icons';
import type { ReactElement, ReactNode } from 'react';
import styles from './page.module.css';

type Props = {
  readonly title: string;
  readonly text?: string;
  /** The one thing to do from here. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  /** Inside a column or a card: one quiet line instead of a page. */
  readonly isInline?: boolean;
};

export function EmptyState({ title, text, action, icon, isInline }: Props): ReactElement {
  if (isInline) {
    return (
      <div className={styles['emptyInline']}>
        {title}
        {text && <small>{text}</small>}
        {action}
      </div>
    );
  }
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
