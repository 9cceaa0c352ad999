import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../shared/i18n/index';
import { usePlatform } from '../../platform/ApiContext';
import { useObservable } from '../../platform/observable';
import { useErrorText } from '../../ui/errorText';
import styles from './notifications.module.css';

/** Whether this device is told while the portal is closed, and if not, why. */
export function PushSetting(): ReactElement {
  const { t, i18n } = useTranslation('notification');
  const { webPush } = usePlatform();
  const state = useObservable(webPush.state);
  const textOf = useErrorText();
  const failure = state.status === 'off' ? state.failure : null;
  return (
    <footer className={styles['push']} data-status={state.status}>
      <div>
        <strong>{t('push.title')}</strong>
        <p>{t(`push.state.${state.status}`)}</p>
        {failure && <p role="alert">{textOf(failure)}</p>}
      </div>
      {(state.status === 'off' || state.status === 'working') && (
        <Button
          size="small"
          loading={state.status === 'working'}
          onClick={() => void webPush.turnOn(toLanguage(i18n.language))}
        >
          {t('push.turnOn')}
        </Button>
      )}
      {state.status === 'on' && (
        <Button size="small" onClick={() => void webPush.turnOff()}>
          {t('push.turnOff')}
        </Button>
      )}
    </footer>
  );
}
