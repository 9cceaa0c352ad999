import { Button, Form, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/domain/errors';
import { toLanguage } from '../../shared/i18n/index';
import { useObservable } from '../platform/observable';
import type { DesktopBridge } from '../ports/desktopBridge';
import { ErrorNotice } from '../ui/ErrorNotice';
import { ThemeRoot } from '../ui/ThemeSurface';
import styles from './frame/frame.module.css';
import { themeMode } from './preferences';

/** First start of the desktop program: it has not been told where its server is. */
export function ServerAddressPage({ desktop }: { readonly desktop: DesktopBridge }): ReactElement {
  const { t, i18n } = useTranslation('common');
  const mode = useObservable(themeMode);
  const [error, setError] = useState<AppError | null>(null);
  const save = async ({ address }: { address: string }) => {
    const result = await desktop.call('server.setAddress', { address: address.trim() });
    if (result.ok) window.location.reload();
    else setError(result.error);
  };
  return (
    <ThemeRoot mode={mode} language={toLanguage(i18n.language)}>
      <main className={styles['centred']}>
        <h1>{t('onlyDesktopAddress.title')}</h1>
        <p>{t('onlyDesktopAddress.text')}</p>
        <Form layout="vertical" onFinish={(values: { address: string }) => void save(values)}>
          <Form.Item
            name="address"
            label={t('onlyDesktopAddress.label')}
            rules={[{ required: true }]}
          >
            <Input autoFocus inputMode="url" spellCheck={false} />
          </Form.Item>
          {error && <ErrorNotice error={error} />}
          <Button type="primary" htmlType="submit">
            {t('onlyDesktopAddress.save')}
          </Button>
        </Form>
      </main>
    </ThemeRoot>
  );
}
