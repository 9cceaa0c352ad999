import type { ReactElement, ReactNode } from 'react';
import styles from './panelStep.module.css';

/** One thing to do in the panel beside a bench, under its title. */
export function PanelStep(props: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className={styles.step}>
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}
