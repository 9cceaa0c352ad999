import { useId, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/errorText';
import { useForm } from './formContext';
import styles from './request.module.css';

type Props = {
  /** Dotted path as in field errors, `patient.idNumber`. */
  readonly path: string;
  readonly label: string;
  readonly isRequired?: boolean;
  readonly hint?: ReactNode;
  /** Columns of six. */
  readonly span?: 1 | 2 | 3 | 4 | 6;
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string;
  }) => ReactNode;
};

/** A labelled field that complains below itself, in place that is always there: nothing jumps. */
export function Field({
  path,
  label,
  isRequired = false,
  hint,
  span = 2,
  children,
}: Props): ReactElement {
  const { t } = useTranslation('request');
  const id = useId();
  const textOf = useErrorText();
  const { errorAt, touch, isChanged } = useForm();
  const error = errorAt(path);
  return (
    <div
      className={styles['field']}
      data-path={path}
      data-invalid={error !== null}
      style={{ gridColumn: `span ${span}` }}
      onBlur={() => touch(path)}
    >
      <label htmlFor={id} className={styles['label']}>
        {label}
        {isRequired && (
          <span className={styles['required']} title={t('required')}>
            *
          </span>
        )}
        {isChanged(path) && <span className={styles['changed']}>{t('changed')}</span>}
      </label>
      {children({ id, 'aria-invalid': error !== null, 'aria-describedby': `${id}-note` })}
      <div id={`${id}-note`} className={styles['note']} data-tone={error ? 'urgent' : 'plain'}>
        {error ? textOf(error) : hint}
      </div>
    </div>
  );
}
