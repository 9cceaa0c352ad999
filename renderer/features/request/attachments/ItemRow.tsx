import { WarningFilled } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { resolveQuarantine, type IntakeItem } from '../../../../shared/api/intake';
import { useCommand } from '../../../platform/useCommand';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { useErrorText } from '../../../ui/errorText';
import { Notice } from '../../../ui/Notice';
import styles from '../request.module.css';
import { isMismatch } from './batchView';

type Props = { readonly caseId: string; readonly item: IntakeItem; readonly onChanged: () => void };

const LEAST_NOTE = 2;

/** A quarantined file: why, and the decision about it. Another patient's file needs two people to come in. */
export function ItemRow({ caseId, item, onChanged }: Props): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const resolve = useCommand(resolveQuarantine);
  const [note, setNote] = useState('');
  const [awaitsSecond, setAwaitsSecond] = useState(false);
  const mayAccept = isMismatch(item);
  const decide = async (decision: 'accept' | 'discard') => {
    const text = note.trim() === '' ? t('item.discardNote') : note.trim();
    const result = await resolve.run({
      params: { caseId, itemId: item.id },
      body: { decision, note: text },
    });
    if (!result.ok) return;
    setAwaitsSecond(result.value.awaitsSecondPerson);
    onChanged();
  };
  const isRunning = resolve.status === 'running';
  return (
    <div className={styles['quarantined']}>
      <div className={styles['itemHead']}>
        <WarningFilled aria-hidden />
        <span title={item.path}>{item.path}</span>
        <span className={styles['muted']}>
          {t('item.recognisedAs', { what: item.recognisedAs })}
        </span>
      </div>
      <div>{item.reason && textOf(item.reason)}</div>
      {awaitsSecond && <Notice tone="risk">{t('item.awaitsSecond')}</Notice>}
      {resolve.error && <ErrorNotice error={resolve.error} />}
      <div className={styles['decide']}>
        {mayAccept && (
          <Input
            size="small"
            maxLength={500}
            aria-label={t('item.note')}
            placeholder={t('item.note')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        <Button size="small" disabled={isRunning} onClick={() => void decide('discard')}>
          {t('item.discard')}
        </Button>
        {mayAccept && (
          <Button
            size="small"
            danger
            disabled={isRunning || awaitsSecond || note.trim().length < LEAST_NOTE}
            onClick={() => void decide('accept')}
          >
            {t('item.accept')}
          </Button>
        )}
      </div>
    </div>
  );
}
