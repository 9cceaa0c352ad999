import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/errors';
import type { CaseView } from '../../ports/caseView';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useTimeFormat } from '../../ui/useTimeFormat';
import {
  dueDate,
  LONGEST_QUESTION,
  MOST_QUESTIONS,
  PRESETS,
  questionsOf,
  type PresetId,
} from './followUpPlan';

/** When to look again and what to ask; the same questions each time, so that answers can be compared. */
export function PlanForm({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useTranslation('followUp');
  const { localDate, now } = useTimeFormat();
  const { case: current } = view.detail;
  const [chosen, setChosen] = useState<readonly PresetId[]>(['d7', 'd30']);
  const [text, setText] = useState(() => t('plan.usualQuestions'));
  const [error, setError] = useState<AppError | null>(null);
  const questions = questionsOf(text);
  const isTooMuch =
    questions.length > MOST_QUESTIONS || questions.some((q) => q.length > LONGEST_QUESTION);
  const isReady = chosen.length > 0 && questions.length > 0 && !isTooMuch;

  const send = async (items: Parameters<typeof view.run>[0] & { type: 'planFollowUp' }) => {
    const result = await view.run(items);
    setError(result.ok ? null : result.error);
  };
  const plan = () =>
    send({
      type: 'planFollowUp',
      items: PRESETS.filter(({ id }) => chosen.includes(id)).map(({ id, days }) => ({
        label: t(`plan.preset.${id}`),
        dueOn: dueDate(now, days),
        questions: [...questions],
      })),
    });

  return (
    <section className="follow-form" aria-label={t('plan.title')}>
      <h3>{t('plan.title')}</h3>
      <Checkbox.Group
        aria-label={t('plan.when')}
        value={[...chosen]}
        options={PRESETS.map(({ id, days }) => ({
          value: id,
          label: `${t(`plan.preset.${id}`)} · ${localDate(dueDate(now, days))}`,
        }))}
        onChange={(list) => setChosen(list)}
      />
      <label className="follow-field">
        <span>{t('plan.questions')}</span>
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 10 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {isTooMuch && (
          <small role="alert">
            {t('plan.tooMuch', { most: MOST_QUESTIONS, longest: LONGEST_QUESTION })}
          </small>
        )}
      </label>
      {error && <ErrorNotice error={error} />}
      <div className="follow-actions">
        {current.followUps.length === 0 && (
          <Button
            disabled={view.running !== null}
            onClick={() => void send({ type: 'planFollowUp', items: [] })}
          >
            {t('plan.notNeeded')}
          </Button>
        )}
        <Button
          type="primary"
          disabled={!isReady}
          loading={view.running === 'planFollowUp'}
          onClick={() => void plan()}
        >
          {t('plan.send')}
        </Button>
      </div>
    </section>
  );
}
