import { Form, Input, Modal, Skeleton } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { beginTotp, confirmTotp } from '../../../shared/api/sessions';
import { usePlatform } from '../../platform/ApiContext';
import { useCommand } from '../../platform/useCommand';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import styles from './frame.module.css';

type Enrolment = { readonly secret: string; readonly qrPngDataUrl: string };

/** Enrols the second factor; the secret is shown once and lives in this dialog only. */
export function TotpDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('common');
  const { session } = usePlatform();
  const begin = useCommand(beginTotp);
  const confirm = useCommand(confirmTotp);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [code, setCode] = useState('');
  const { run: start } = begin;
  useEffect(() => {
    void start({}).then((result) => result.ok && setEnrolment(result.value));
  }, [start]);
  const submit = async () => {
    const result = await confirm.run({ body: { totp: code } });
    if (result.ok) session.updateMe(result.value);
  };
  const isDone = confirm.status === 'done';
  return (
    <Modal
      open
      title={t('totp.title')}
      okText={isDone ? t('close') : t('totp.confirm')}
      cancelText={t('cancel')}
      cancelButtonProps={{ hidden: isDone }}
      okButtonProps={{
        disabled: !isDone && !/^\d{6}$/.test(code),
        loading: confirm.status === 'running',
      }}
      onOk={() => (isDone ? onClose() : void submit())}
      onCancel={onClose}
    >
      {begin.error && <ErrorNotice error={begin.error} />}
      {isDone && <Notice tone="plain">{t('totp.done')}</Notice>}
      {!isDone && !begin.error && (
        <div className={styles['totp']}>
          <p>{t('totp.scan')}</p>
          {enrolment ? (
            <>
              <img src={enrolment.qrPngDataUrl} alt={t('totp.title')} width={180} height={180} />
              <div>
                {t('totp.secret')} <code>{enrolment.secret}</code>{' '}
                <CopyButton text={enrolment.secret} />
              </div>
            </>
          ) : (
            <Skeleton.Node active style={{ width: 180, height: 180 }} />
          )}
          <Form layout="vertical" onFinish={() => void submit()}>
            <Form.Item label={t('totp.code')}>
              <Input.OTP
                styles={{ input: { width: 40 } }}
                length={6}
                value={code}
                onChange={setCode}
              />
            </Form.Item>
          </Form>
          {confirm.error && <ErrorNotice error={confirm.error} />}
        </div>
      )}
    </Modal>
  );
}
