import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../../platform/ApiContext';
import type { Credentials } from '../../platform/session';
import { useAction } from '../../platform/useCommand';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useErrorText } from '../../ui/errorText';
import { Notice } from '../../ui/Notice';

type Props = {
  /** Filled in when the session ran out under somebody, or a demo account was chosen. */
  readonly account?: string;
  readonly password?: string;
  /** The page behind is kept: only the same person may go on with it. */
  readonly isReturning?: boolean;
};

export function SignInForm({
  account = '',
  password = '',
  isReturning = false,
}: Props): ReactElement {
  const { t } = useTranslation('signIn');
  const { session } = usePlatform();
  const id = useId();
  const [values, setValues] = useState({ account, password, totp: '' });
  const [asksTotp, setAsksTotp] = useState(false);
  const signIn = useAction((credentials: Credentials) => session.signIn(credentials));
  const change = (part: Partial<typeof values>) => setValues((before) => ({ ...before, ...part }));
  const submit = async () => {
    const { totp, ...known } = values;
    const result = await signIn.run(asksTotp ? { ...known, totp } : known);
    if (!result.ok && result.error.code === 'auth.totpRequired') setAsksTotp(true);
    if (!result.ok && result.error.code === 'auth.totpWrong') change({ totp: '' });
  };
  const isComplete =
    values.account.trim() !== '' &&
    values.password !== '' &&
    (!asksTotp || /^\d{6}$/.test(values.totp));
  return (
    <Form layout="vertical" size="large" onFinish={() => void submit()} requiredMark={false}>
      {isReturning && <h2>{t('returning.title')}</h2>}
      {isReturning && <p>{t('returning.text')}</p>}
      <Form.Item label={t('account')} htmlFor={`${id}account`}>
        <Input
          id={`${id}account`}
          prefix={<UserOutlined />}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={!isReturning}
          disabled={isReturning || asksTotp}
          value={values.account}
          onChange={(event) => change({ account: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={t('password')} htmlFor={`${id}password`}>
        <Input.Password
          id={`${id}password`}
          prefix={<LockOutlined />}
          autoComplete="current-password"
          autoFocus={isReturning}
          disabled={asksTotp}
          value={values.password}
          onChange={(event) => change({ password: event.target.value })}
        />
      </Form.Item>
      {asksTotp && (
        <Form.Item label={t('totp')} extra={t('totpHint')}>
          <Input.OTP
            styles={{ input: { width: 40 } }}
            length={6}
            autoFocus
            value={values.totp}
            onChange={(totp) => change({ totp })}
          />
        </Form.Item>
      )}
      <Outcome action={signIn} />
      <Button
        type="primary"
        htmlType="submit"
        block
        disabled={!isComplete}
        loading={signIn.status === 'running'}
      >
        {t('submit')}
      </Button>
    </Form>
  );
}

/** A wrong password is the reader's business, not a technician's: no code, just the sentence. */
const PLAIN = new Set([
  'auth.badCredentials',
  'auth.totpWrong',
  'auth.lockedOut',
  'auth.accountDisabled',
]);

function Outcome({
  action,
}: {
  readonly action: ReturnType<typeof useAction<Credentials, unknown>>;
}) {
  const textOf = useErrorText();
  if (action.status !== 'failed' || action.error.code === 'auth.totpRequired') return null;
  return (
    <div style={{ marginBottom: 14 }}>
      {PLAIN.has(action.error.code) ? (
        <Notice tone="urgent">{textOf(action.error)}</Notice>
      ) : (
        <ErrorNotice error={action.error} />
      )}
    </div>
  );
}
