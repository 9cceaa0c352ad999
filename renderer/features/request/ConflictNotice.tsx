import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice';
import { useFieldLabel } from './problemText';
import styles from './request.module.css';
import type { SaveState } from './requestStore';

type ConflictProps = {
  readonly save: SaveState;
  readonly onResolve: (keep: 'mine' | 'theirs') => void;
};

/** Somebody else edited the same request. Both versions are there; the reader decides, nothing is overwritten before. */
export function ConflictNotice({ save, onResolve }: ConflictProps): ReactElement | null {
  const { t } = useTranslation('request');
  const labelOf = useFieldLabel();
  if (save.status !== 'conflict') return null;
  return (
    <Notice
      tone="urgent"
      actions={
        <>
          <Button size="small" onClick={() => onResolve('theirs')}>
            {t('conflict.takeTheirs')}
          </Button>
          <Button size="small" danger onClick={() => onResolve('mine')}>
            {t('conflict.keepMine')}
          </Button>
        </>
      }
    >
      <strong>{t('conflict.title')}</strong>
      <table className={styles['changes']}>
        <thead>
          <tr>
            <th />
            <th>{t('conflict.theirs')}</th>
            <th>{t('conflict.mine')}</th>
          </tr>
        </thead>
        <tbody>
          {save.changes.map(({ path, before, after }) => (
            <tr key={path}>
              <th>{labelOf(path) || path}</th>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Notice>
  );
}

type ClosedProps = { readonly save: SaveState; readonly onOpen: () => void };

export function ClosedNotice({ save, onOpen }: ClosedProps): ReactElement | null {
  const { t } = useTranslation(['request', 'caseTerms']);
  if (save.status !== 'closed') return null;
  return (
    <Notice tone="mine" actions={<Button onClick={onOpen}>{t('request:closed.open')}</Button>}>
      {t('request:closed.text', { state: t(`caseTerms:state.${save.state}`) })}
    </Notice>
  );
}
