import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeFormat } from '../useTimeFormat';
import styles from './changes.module.css';
import { meaningOf } from './changeMeaning';

type Props = {
  readonly submission: {
    readonly changes: readonly {
      readonly path: string;
      readonly before: string;
      readonly after: string;
    }[];
    readonly recordsAdded: readonly string[];
    readonly recordsRemoved: readonly string[];
  };
};

/** What changed between two snapshots of a request, in the words of the form. */
export function ChangeList({ submission }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const { changes, recordsAdded, recordsRemoved } = submission;
  const readable = useReadable();
  if (changes.length + recordsAdded.length + recordsRemoved.length === 0) {
    return <p className={styles['none']}>{t('history.unchanged')}</p>;
  }
  return (
    <dl className={styles['changes']}>
      {changes.map(({ path, before, after }) => (
        <div key={path}>
          <dt>{t(`field.${path}`, { defaultValue: path })}</dt>
          <dd>
            <del>{readable(path, before) || t('history.empty')}</del>
            <ins>{readable(path, after) || t('history.empty')}</ins>
          </dd>
        </div>
      ))}
      {recordsAdded.length > 0 && (
        <div>
          <dt>{t('history.recordsAdded')}</dt>
          {recordsAdded.map((title, index) => (
            <dd key={index}>
              <ins>{title}</ins>
            </dd>
          ))}
        </div>
      )}
      {recordsRemoved.length > 0 && (
        <div>
          <dt>{t('history.recordsRemoved')}</dt>
          {recordsRemoved.map((title, index) => (
            <dd key={index}>
              <del>{title}</del>
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}

function useReadable(): (path: string, value: string) => string {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { instant } = useTimeFormat();
  return (path, value) => {
    const meaning = meaningOf(path, value);
    switch (meaning.kind) {
      case 'term':
        return t(`caseTerms:${meaning.family}.${value}`, { defaultValue: value });
      case 'instant':
        return instant(value);
      case 'yesNo':
        return t(value === 'true' ? 'casePage:history.yes' : 'casePage:history.no');
      case 'text':
        return value;
    }
  };
}
