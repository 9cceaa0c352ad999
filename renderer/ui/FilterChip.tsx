import type { ReactElement, ReactNode } from 'react';
import styles from './chip.module.css';

type Props = {
  readonly children: ReactNode;
  /** How many there are; absent while unknown, never zero for unknown. */
  readonly count?: number | undefined;
  readonly isOn: boolean;
  readonly onToggle: () => void;
};

/** A filter that is on or off; what holds nothing stays in its place, only fainter. */
export function FilterChip({ children, count, isOn, onToggle }: Props): ReactElement {
  return (
    <button
      type="button"
      className={styles['chip']}
      aria-pressed={isOn}
      data-empty={count === 0 && !isOn}
      onClick={onToggle}
    >
      {children} {count !== undefined && <b>{count}</b>}
    </button>
  );
}

/** Chips of one subject under its name. */
export function ChipGroup(props: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className={styles['group']} role="group" aria-label={props.label}>
      <span className={styles['label']}>{props.label}</span>
      {props.children}
    </div>
  );
}
