import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUp } from '../../../shared/domain/consultation/case';
import type { AppError } from '../../../shared/domain/errors';
import type { CaseView } from '../../ports/caseView';
import { DueTime } from '../../ui/Clock';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { AnswerForm } from './AnswerForm';

type Props = { readonly view: CaseView; readonly item: FollowUp };

/** One follow-up from planned to reviewed. */
export function FollowUpCard({ view, item }: Props): ReactElement {
  const { t } = useTranslation(['followUp', 'caseTerms']);
  const { localDate } = useTimeFormat();
  const { available } = view.detail;
  const [isOpen, setOpen] = useState(false);
  const mayAnswer = item.status === 'planned' && available.includes('answerFollowUp');
  return (
    <article className="follow-card" data-status={item.status}>
      <header>
        <b>{item.label}</b>
        <span>{localDate(item.dueOn)}</span>
        <span>{t(`caseTerms:followUpStatus.${item.status}`)}</span>
        {/* the day ends at midnight in China, 16:00 UTC */}
        {item.status === 'planned' && <DueTime at={`${item.dueOn}T16:00:00.000Z`} />}
      </header>
      {item.status === 'planned' && !isOpen && (
        <ul>
          {item.questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      )}
      {mayAnswer && !isOpen && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('followUp:card.answer')}
        </Button>
      )}
      {mayAnswer && isOpen && <AnswerForm view={view} item={item} />}
      {item.answer && <Answer item={item} answer={item.answer} view={view} />}
      {item.review && (
        <p className="follow-review">
          <b>{t('followUp:card.review', { name: nameOf(view, item.review.by) })}</b>{' '}
          {item.review.note}
        </p>
      )}
      {item.status === 'answered' && available.includes('reviewFollowUp') && (
        <ReviewForm view={view} item={item} />
      )}
    </article>
  );
}

const nameOf = ({ detail }: CaseView, userId: string): string =>
  detail.people.find((person) => person.userId === userId)?.name ?? '';

type AnswerProps = Props & { readonly answer: NonNullable<FollowUp['answer']> };

function Answer({ view, item, answer }: AnswerProps): ReactElement {
  const { t } = useTranslation(['followUp', 'caseTerms']);
  const { instant } = useTimeFormat();
  return (
    <dl className="follow-answers">
      <div>
        <dt>{t('followUp:answer.condition')}</dt>
        <dd data-worse={answer.condition === 'worse'}>
          {t(`caseTerms:condition.${answer.condition}`)} ·{' '}
          {t('followUp:card.efficacy', { value: answer.efficacy })}
          {answer.scales.map(({ name, value }) => ` · ${name} ${String(value)}`)}
        </dd>
      </div>
      {item.questions.map((question, index) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>{answer.answers[index] ?? ''}</dd>
        </div>
      ))}
      <div>
        <dd className="follow-muted">
          {nameOf(view, answer.by)} · {instant(answer.at)}
        </dd>
      </div>
    </dl>
  );
}

function ReviewForm({ view, item }: Props): ReactElement {
  const { t } = useTranslation('followUp');
  const [note, setNote] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const send = async () => {
    const result = await view.run({ type: 'reviewFollowUp', id: item.id, note: note.trim() });
    setError(result.ok ? null : result.error);
  };
  return (
    <div className="follow-field">
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
        aria-label={t('review.note')}
        placeholder={t('review.note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {error && <ErrorNotice error={error} />}
      <Button
        size="small"
        type="primary"
        disabled={note.trim() === ''}
        loading={view.running === 'reviewFollowUp'}
        onClick={() => void send()}
      >
        {t('review.send')}
      </Button>
    </div>
  );
}
