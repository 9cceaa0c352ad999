import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactElement } from 'react';
import type { Instant } from '../../shared/domain/identity/actor';
import { fromWallClock, toWallClock } from './wallClock';

type Props = {
  readonly label: string;
  readonly value: Instant | null;
  readonly onChange: (value: Instant | null) => void;
  /** Days before today cannot be picked. */
  readonly isFuture?: boolean;
  /** In an empty field that has no label above it. */
  readonly placeholder?: string;
};

/** A moment in China Standard Time whatever zone the machine is set to: the picker only sees the wall clock. */
export function BeijingTimeInput({
  label,
  value,
  onChange,
  isFuture = false,
  placeholder,
}: Props): ReactElement {
  const shown: Dayjs | null = value === null ? null : dayjs(toWallClock(value));
  return (
    <DatePicker
      aria-label={label}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(isFuture
        ? { minDate: dayjs(toWallClock(new Date().toISOString())).startOf('day') }
        : {})}
      style={{ width: '100%' }}
      format="YYYY-MM-DD HH:mm"
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      value={shown}
      onChange={(picked: Dayjs | null) =>
        onChange(picked === null ? null : fromWallClock(picked.format('YYYY-MM-DDTHH:mm')))
      }
    />
  );
}
