import { Button, Input, Radio } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DECISIONS } from '../../../../shared/domain/consultation/case';
import type { AppError } from '../../../../shared/domain/errors';
import type { CaseView } from '../../../ports/caseView';
import { BeijingTimeInput } from '../../../ui/BeijingTimeInput';
import { DueTime } from '../../../ui/Clock';
import { ErrorNotice } from '../../../ui/ErrorNotice';

type Decision = (typeof DECISIONS)[number];

/** Receipt of the latest version and what the county decides, within the clock of product T22. */
export function ReceiptForm({ view }: { readonly view: CaseView }): ReactElement | null {
  const { t } = useTranslation(['report', 'caseTerms']);
  const { case: current, owed, dueAt } = view.detail;
  const version = current.reports.at(-1)?.version ?? 0;
  const [decision, setDecision] = useState<Decision | null>(null);
  const [reason, setReason] = useState('');
  const [plan, setPlan] = useState('');
  const [orderedAt, setOrderedAt] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  if (version === 0 || current.receipts.some((receipt) => receipt.reportVersion === version)) {
    return null;
  }
  const needsReason = decision !== null && decision !== 'adopted';
  const isReady = decision !== null && (!needsReason || reason.trim() !== '');
  const send = async () => {
    if (decision === null) return;
    const result = await view.run({
      type: 'recordReceipt',
      reportVersion: version,
      decision,
      reason: reason.trim(),
      plan: plan.trim(),
      orderedAt,
    });
    setError(result.ok ? null : result.error);
  };
  return (
    <section className="report-form" aria-label={t('report:receipt.title', { version })}>
      <h3>
        {t('report:receipt.title', { version })}
        {owed === 'receipt' && dueAt !== null && <DueTime at={dueAt} />}
      </h3>
      <Radio.Group
        optionType="button"
        aria-label={t('report:receipt.decision')}
        value={decision}
        options={DECISIONS.map((value) => ({ value, label: t(`caseTerms:decision.${value}`) }))}
        onChange={(event) => setDecision(event.target.value as Decision)}
      />
      {needsReason && (
        <label className="report-field">
          <span>{t('report:receipt.reason')}</span>
          <Input.TextArea
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      )}
      <label className="report-field">
        <span>{t('report:receipt.plan')}</span>
        <Input.TextArea
          rows={3}
          maxLength={4000}
          value={plan}
          onChange={(event) => setPlan(event.target.value)}
        />
      </label>
      <label className="report-field">
        <span>{t('report:receipt.orderedAt')}</span>
        <BeijingTimeInput
          label={t('report:receipt.orderedAt')}
          value={orderedAt}
          onChange={setOrderedAt}
        />
      </label>
      {error && <ErrorNotice error={error} />}
      <Button
        type="primary"
        disabled={!isReady}
        loading={view.running === 'recordReceipt'}
        onClick={() => void send()}
      >
        {t('report:receipt.send')}
      </Button>
    </section>
  );
}
