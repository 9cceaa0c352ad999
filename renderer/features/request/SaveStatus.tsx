import { CheckOutlined, CloudOutlined, LoadingOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/errorText';
import { useTimeFormat } from '../../ui/useTimeFormat';
import styles from './request.module.css';
import type { SaveState } from './requestStore';

/** Where what has been typed is now: on the server since when, or still here and why. */
export function SaveStatus({
  save,
  onRetry,
}: {
  readonly save: SaveState;
  readonly onRetry: () => void;
}): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const { timeOfDay } = useTimeFormat();
  const shown = (() => {
    switch (save.status) {
      case 'saved':
        return save.at === null ? null : (
          <>
            <CheckOutlined /> {t('save.saved', { time: timeOfDay(save.at, true) })}
          </>
        );
      case 'waiting':
        return (
          <>
            <CloudOutlined /> {t('save.waiting')}
          </>
        );
      case 'saving':
        return (
          <>
            <LoadingOutlined /> {t('save.saving')}
          </>
        );
      case 'kept':
        return (
          <>
            <WarningOutlined /> <span title={textOf(save.error)}>{t('save.kept')}</span>
            <Button size="small" type="link" onClick={onRetry}>
              {t('save.now')}
            </Button>
          </>
        );
      case 'refused':
        return (
          <>
            <WarningOutlined /> {textOf(save.error)}
          </>
        );
      case 'conflict':
        return (
          <>
            <WarningOutlined /> {t('save.conflict')}
          </>
        );
      case 'closed':
        return null;
    }
  })();
  const tone =
    save.status === 'kept'
      ? 'risk'
      : ['refused', 'conflict'].includes(save.status)
        ? 'urgent'
        : 'plain';
  return (
    <span className={styles['save']} data-tone={tone} role="status">
      {shown}
    </span>
  );
}
