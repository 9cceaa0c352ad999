import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportVerification } from '../../../shared/api/verification';
import styles from './verify.module.css';

const TONES = { current: 'mine', superseded: 'risk', void: 'urgent' } as const;
const SIGNS = { current: '✓', superseded: '!', void: '×' } as const;

const printed = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});
/** As on the paper, so that the two can be held side by side. */
const asPrinted = (instant: string) => printed.format(new Date(instant));

/** What the code stands for, in the order and the writing of the printed report. */
export function ReportCard({ report }: { readonly report: ReportVerification }): ReactElement {
  const { t } = useTranslation('verify');
  const { status, version, latestVersion } = report;
  return (
    <section className={styles['card']} data-tone={TONES[status]} aria-label={t('result')}>
      <h2>
        <span className={styles['sign']} aria-hidden>
          {SIGNS[status]}
        </span>
        {t(`status.${status}`, { version: latestVersion })}
      </h2>
      <p>
        {t(
          status === 'superseded'
            ? report.conclusionChanged
              ? 'meaning.conclusionChanged'
              : 'meaning.superseded'
            : `meaning.${status}`,
        )}
      </p>
      <dl>
        <dt>{t('field.centre')}</dt>
        <dd>{report.issuingCentre}</dd>
        <dt>{t('field.requestNo')}</dt>
        <dd>{report.requestNo}</dd>
        <dt>{t('field.version')}</dt>
        <dd>{t('version', { version })}</dd>
        <dt>{t('field.publishedAt')}</dt>
        <dd>{asPrinted(report.publishedAt)}</dd>
        {version !== latestVersion && (
          <>
            <dt>{t('field.latest')}</dt>
            <dd>
              {t('latest', {
                version: latestVersion,
                at: asPrinted(report.latestPublishedAt),
              })}
            </dd>
          </>
        )}
        <dt>{t('field.checksum')}</dt>
        <dd className={styles['digest']}>
          <b>{report.contentSha256.slice(0, 32)}</b>
          {report.contentSha256.slice(32)}
        </dd>
      </dl>
      <p className={styles['muted']}>{t('compare')}</p>
    </section>
  );
}
