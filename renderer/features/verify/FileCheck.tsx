import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportVerification } from '../../../shared/api/verification';
import { digestOf, MAX_FILE_BYTES, verdictOn, type FileVerdict } from './fileDigest';
import styles from './verify.module.css';

type Check =
  | { readonly status: 'none' }
  | { readonly status: 'reading'; readonly name: string }
  | { readonly status: 'tooLarge' | 'unreadable'; readonly name: string }
  | {
      readonly status: 'done';
      readonly name: string;
      readonly digest: string;
      readonly verdict: FileVerdict;
    };

const TONES = { issuedFile: 'mine', content: 'mine', other: 'risk' } as const;

/** Compares a file with what was issued. It is read here and sent nowhere. */
export function FileCheck({ report }: { readonly report: ReportVerification }): ReactElement {
  const { t } = useTranslation('verify');
  const [check, setCheck] = useState<Check>({ status: 'none' });
  const [isOver, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => setCheck({ status: 'none' }), [report]);
  const look = async (file: File | undefined) => {
    if (!file) return;
    const { name } = file;
    if (file.size > MAX_FILE_BYTES) return setCheck({ status: 'tooLarge', name });
    setCheck({ status: 'reading', name });
    try {
      const digest = await digestOf(file);
      setCheck({ status: 'done', name, digest, verdict: verdictOn(digest, report) });
    } catch {
      // a folder, or a file that went away: the browser says no more than that it could not be read
      setCheck({ status: 'unreadable', name });
    }
  };
  return (
    <section className={styles['files']} aria-label={t('file.title')}>
      <h2>{t('file.title')}</h2>
      <div
        className={styles['drop']}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void look(event.dataTransfer.files[0]);
        }}
      >
        <p>{t('file.drop')}</p>
        <button type="button" onClick={() => picker.current?.click()}>
          {t('file.choose')}
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          aria-label={t('file.choose')}
          accept=".pdf,.json,.txt,application/pdf"
          onChange={(event) => {
            void look(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <small className={styles['muted']}>{t('file.local')}</small>
      </div>
      <div aria-live="polite">
        <FileOutcome check={check} />
      </div>
    </section>
  );
}

function FileOutcome({ check }: { readonly check: Check }): ReactElement | null {
  const { t } = useTranslation('verify');
  switch (check.status) {
    case 'none':
      return null;
    case 'reading':
      return <p className={styles['muted']}>{t('file.reading', { name: check.name })}</p>;
    case 'tooLarge':
    case 'unreadable':
      return (
        <p className={styles['outcome']} data-tone="risk">
          {t(`file.${check.status}`, { name: check.name })}
        </p>
      );
    case 'done':
      return (
        <div className={styles['outcome']} data-tone={TONES[check.verdict]}>
          <p>
            <b>{check.name}</b> {t(`file.verdict.${check.verdict}`)}
          </p>
          <p className={styles['digest']}>{t('file.digest', { digest: check.digest })}</p>
        </div>
      );
  }
}
