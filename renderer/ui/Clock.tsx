import { ClockCircleOutlined } from '@ant-design/icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './tags.module.css';
import { formatClock } from './time';
import { useNow } from './useNow';
import { useTimeFormat } from './useTimeFormat';

/** When something was or will be: relative words, the absolute time on hover. */
export function RelativeTime({ at }: { readonly at: string }): ReactElement {
  const { relative, instant } = useTimeFormat();
  return (
    <time dateTime={at} title={instant(at)}>
      {relative(at)}
    </time>
  );
}

/** An instant in words, relative on hover. */
export function InstantText({ at }: { readonly at: string }): ReactElement {
  const { relative, instant } = useTimeFormat();
  return (
    <time dateTime={at} title={relative(at)}>
      {instant(at)}
    </time>
  );
}

const AT_RISK_MS = 3_600_000;

/** A deadline: absolute and relative, amber in the last hour, red and said in words when it has passed. */
export function DueTime({ at }: { readonly at: string }): ReactElement {
  const { t } = useTranslation('common');
  const { relative, instant, now } = useTimeFormat();
  const left = Date.parse(at) - Date.parse(now);
  const tone = left < 0 ? 'urgent' : left < AT_RISK_MS ? 'risk' : 'plain';
  return (
    <time dateTime={at} title={instant(at)} data-tone={tone} className={styles['due']}>
      <ClockCircleOutlined aria-hidden />{' '}
      {left < 0 ? t('time.overdue', { when: relative(at) }) : t('time.due', { when: relative(at) })}
    </time>
  );
}

/** A ticking clock towards (`until`) or since (`since`) an instant, to the second. */
export function Clock(
  props: { readonly until: string } | { readonly since: string },
): ReactElement {
  const now = useNow(1000);
  const length =
    'until' in props
      ? Date.parse(props.until) - Date.parse(now)
      : Date.parse(now) - Date.parse(props.since);
  const isOver = length < 0;
  return (
    <span className={styles['clock']} role="timer" data-tone={isOver ? 'urgent' : 'plain'}>
      {isOver ? `+${formatClock(length)}` : formatClock(length)}
    </span>
  );
}
