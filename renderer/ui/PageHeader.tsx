import type { ReactElement, ReactNode } from 'react';
import styles from './page.module.css';

type Props = {
  readonly title: ReactNode;
  /** Beside the title: tags, a state, what is expected. */
  readonly aside?: ReactNode;
  readonly secondary?: ReactNode;
  /** The one thing to do here; always in the top right corner. */
  readonly primary?: ReactNode;
};

export function PageHeader({ title, aside, secondary, primary }: Props): ReactElement {
  return (
    <header className={styles['header']}>
      <h1 className={styles['title']}>{title}</h1>
      <div className={styles['aside']}>{aside}</div>
      <div className={styles['actions']}>
        {secondary}
        {primary}
      </div>
    </header>
  );
}

/** A page under the frame: header fixed, the rest scrolls. */
export function Page(props: {
  readonly header: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className={styles['page']}>
      {props.header}
      <div className={styles['body']}>{props.children}</div>
    </div>
  );
}
