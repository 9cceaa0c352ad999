import { Button, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOf } from '../../../shared/domain/consultation/commands';
import type { AppError } from '../../../shared/domain/errors';
import type { CaseView } from '../../ports/caseView';
import { ErrorNotice } from '../../ui/ErrorNotice';

type Outcome = CommandOf<'archive'>['outcome'];
const OUTCOMES = ['planDone', 'dead', 'lost', 'transferred'] as const satisfies readonly Outcome[];

/** Ends the follow-up; "plan done" only when every answer has been reviewed. */
export function CloseForm({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useTranslation(['followUp', 'caseTerms']);
  const isDone = view.detail.case.followUps.every((item) => item.status === 'reviewed');
  const [chosen, setOutcome] = useState<Outcome | null>(null);
  const outcome = chosen ?? (isDone ? 'planDone' : null);
  const [error, setError] = useState<AppError | null>(null);
  const send = async () => {
    if (outcome === null) return;
    const result = await view.run({ type: 'archive', outcome });
    setError(result.ok ? null : result.error);
  };
  return (
    <section className="follow-form" aria-label={t('followUp:close.title')}>
      <h3>{t('followUp:close.title')}</h3>
      <div className="follow-actions">
        <Select
          aria-label={t('followUp:close.outcome')}
          placeholder={t('followUp:close.outcome')}
          value={outcome}
          options={OUTCOMES.map((value) => ({
            value,
            label: t(`caseTerms:outcome.${value}`),
            disabled: value === 'planDone' && !isDone,
          }))}
          onChange={setOutcome}
        />
        <Button
          disabled={outcome === null}
          loading={view.running === 'archive'}
          onClick={() => void send()}
        >
          {t('caseTerms:command.archive')}
        </Button>
      </div>
      {error && <ErrorNotice error={error} />}
    </section>
  );
}
