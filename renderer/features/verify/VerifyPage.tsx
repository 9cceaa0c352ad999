import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatVerificationCode,
  parseVerificationCode,
} from '../../../shared/domain/report/verificationCode';
import type { ApiClient } from '../../platform/api';
import { useErrorText } from '../../ui/errorText';
import { FileCheck } from './FileCheck';
import { ReportCard } from './ReportCard';
import { useVerification, type Verification } from './useVerification';
import styles from './verify.module.css';

type Props = {
  readonly api: ApiClient;
  /** The page's own address behind the hash: the code as it was scanned or entered. */
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onLanguage: () => void;
};

/** For whoever holds a printed report and has no account: is it genuine, and does it still count? */
export function VerifyPage({ api, code, onCode, onLanguage }: Props): ReactElement {
  const { t } = useTranslation('verify');
  const { verification, again } = useVerification(api, code);
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <strong>{t('product')}</strong>
        <button type="button" className={styles['language']} onClick={onLanguage}>
          {t('language')}
        </button>
      </header>
      <main className={styles['main']}>
        <h1>{t('title')}</h1>
        <p className={styles['muted']}>{t('intro')}</p>
        <CodeForm code={code} onCode={onCode} isBusy={verification.status === 'checking'} />
        <div aria-live="polite">
          <Outcome verification={verification} onAgain={again} />
        </div>
        {verification.status === 'found' && <FileCheck report={verification.report} />}
        <p className={styles['note']}>{t('privacy')}</p>
      </main>
    </div>
  );
}

function CodeForm(props: {
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly isBusy: boolean;
}): ReactElement {
  const { code, onCode, isBusy } = props;
  const { t } = useTranslation('verify');
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const known = parseVerificationCode(code);
    setTyped(known === null ? code : formatVerificationCode(known));
  }, [code]);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onCode(typed);
      }}
    >
      <label htmlFor="code">{t('code')}</label>
      <div className={styles['row']}>
        <input
          id="code"
          value={typed}
          placeholder="XXXX-XXXX-XXXX-XXXX"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          aria-describedby="code-hint"
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" disabled={typed.trim() === '' || isBusy}>
          {t('check')}
        </button>
      </div>
      <small id="code-hint" className={styles['muted']}>
        {t('hint')}
      </small>
    </form>
  );
}

function Outcome(props: {
  readonly verification: Verification;
  readonly onAgain: () => void;
}): ReactElement | null {
  const { verification, onAgain } = props;
  const { t } = useTranslation('verify');
  const textOf = useErrorText();
  switch (verification.status) {
    case 'idle':
      return null;
    case 'checking':
      return <p className={styles['muted']}>{t('checking')}</p>;
    case 'malformed':
      return (
        <p className={styles['outcome']} data-tone="risk" role="alert">
          {t('malformed')}
        </p>
      );
    case 'found':
      return <ReportCard report={verification.report} />;
    case 'failed': {
      const { error } = verification;
      const isUnknown = error.code === 'report.codeUnknown';
      return (
        <div className={styles['outcome']} data-tone={isUnknown ? 'urgent' : 'risk'} role="alert">
          <p>{textOf(error)}</p>
          {isUnknown ? (
            <p>{t('unknownMeans')}</p>
          ) : (
            <button type="button" onClick={onAgain}>
              {t('again')}
            </button>
          )}
        </div>
      );
    }
  }
}
