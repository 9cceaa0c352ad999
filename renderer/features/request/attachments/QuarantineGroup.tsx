import { WarningFilled } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntakeItem } from '../../../../shared/api/intake';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { useErrorText } from '../../../ui/errorText';
import { Notice } from '../../../ui/Notice';
import styles from '../request.module.css';
import { isMismatch } from './batchView';
import { useQuarantine } from './useQuarantine';

type Props = {
  readonly caseId: string;
  /** Same reason, same kind of file; never empty. */
  readonly items: readonly IntakeItem[];
  readonly onChanged: () => void;
};

const LEAST_NOTE = 2;
const NAMED = 3;

/** Quarantined files: why, and the decision about them. Another patient's files need two people to come in. */
export function QuarantineGroup({ caseId, items, onChanged }: Props): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const [note, setNote] = useState('');
  const quarantine = useQuarantine(caseId, onChanged);
  const [first] = items;
  const mayAccept = first !== undefined && isMismatch(first);
  const text = note.trim();
  const isRunning = quarantine.status === 'running';
  return (
    <div className={styles['quarantined']} data-tone={mayAccept ? 'urgent' : 'risk'}>
      <div className={styles['itemHead']}>
        <WarningFilled aria-hidden />
        <span title={items.map((item) => item.path).join('\n')}>
          {items
            .slice(0, NAMED)
            .map((item) => item.path)
            .join('、')}
        </span>
        <span className={styles['muted']}>
          {items.length > NAMED && t('item.count', { count: items.length })}{' '}
          {first && t('item.recognisedAs', { what: first.recognisedAs })}
        </span>
      </div>
      <div>{first?.reason && textOf(first.reason)}</div>
      {quarantine.awaitsSecond && <Notice tone="risk">{t('item.awaitsSecond')}</Notice>}
      {quarantine.error && <ErrorNotice error={quarantine.error} />}
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
        <Button
          size="small"
          loading={isRunning}
          onClick={() => void quarantine.discard(items, text === '' ? t('item.discardNote') : text)}
        >
          {t('item.discard')}
        </Button>
        {mayAccept && (
          <Button
            size="small"
            danger
            disabled={isRunning || quarantine.awaitsSecond || text.length < LEAST_NOTE}
            onClick={() => void quarantine.accept(items, text)}
          >
            {t('item.accept')}
          </Button>
        )}
      </div>
    </div>
  );
}
