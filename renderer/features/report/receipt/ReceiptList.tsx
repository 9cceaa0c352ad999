import { Rate } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../shared/api/cases';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { nameOf } from '../people';

/** What the county answered to each version, and how both sides rated. */
export function ReceiptList({ detail }: { readonly detail: CaseDetail }): ReactElement | null {
  const { t } = useTranslation(['report', 'caseTerms']);
  const { instant } = useTimeFormat();
  const { receipts, ratings } = detail.case;
  if (receipts.length + ratings.length === 0) return null;
  return (
    <section className="report-receipts" aria-label={t('report:receipt.list')}>
      <h3>{t('report:receipt.list')}</h3>
      {receipts.map((receipt) => (
        <article key={receipt.reportVersion}>
          <header>
            <b>{t(`caseTerms:decision.${receipt.decision}`)}</b>
            <span>{t('report:reader.version', { version: receipt.reportVersion })}</span>
            <span className="report-muted">
              {nameOf(detail, receipt.by)} · {instant(receipt.at)}
            </span>
          </header>
          {receipt.reason !== '' && <p>{receipt.reason}</p>}
          {receipt.plan !== '' && <p>{receipt.plan}</p>}
          {receipt.orderedAt !== null && (
            <p className="report-muted">
              {t('report:receipt.ordered', { at: instant(receipt.orderedAt) })}
            </p>
          )}
        </article>
      ))}
      {ratings.map((rating) => (
        <article key={rating.by}>
          <header>
            <b>{t(`caseTerms:party.${rating.party}`)}</b>
            <Rate disabled value={rating.score} />
          </header>
          {rating.comment !== '' && <p>{rating.comment}</p>}
        </article>
      ))}
    </section>
  );
}
