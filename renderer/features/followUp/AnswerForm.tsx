import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Radio, Slider } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CONDITIONS, type FollowUp } from '../../../shared/domain/consultation/case';
import type { AppError } from '../../../shared/domain/errors';
import type { CaseView } from '../../ports/caseView';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { readScales, usualScales, type TypedScale } from './scales';

type Condition = (typeof CONDITIONS)[number];
type Props = { readonly view: CaseView; readonly item: FollowUp };

const MOST_SCALES = 10;
const NO_SCALE: TypedScale = { name: '', value: '' };

export function AnswerForm({ view, item }: Props): ReactElement {
  const { t } = useTranslation(['followUp', 'caseTerms']);
  const [answers, setAnswers] = useState<readonly string[]>(item.questions.map(() => ''));
  const [condition, setCondition] = useState<Condition | null>(null);
  const [efficacy, setEfficacy] = useState<number | null>(null);
  const [typed, setTyped] = useState<readonly TypedScale[]>([NO_SCALE]);
  const [error, setError] = useState<AppError | null>(null);
  const listId = useId();
  const scales = readScales(typed);
  const isReady =
    condition !== null && efficacy !== null && scales !== null && answers.every((a) => a.trim());

  const send = async () => {
    if (condition === null || efficacy === null || scales === null) return;
    const result = await view.run({
      type: 'answerFollowUp',
      id: item.id,
      answers: answers.map((answer) => answer.trim()),
      condition,
      efficacy,
      scales: [...scales],
    });
    setError(result.ok ? null : result.error);
  };
  const setScale = (index: number, part: Partial<TypedScale>) =>
    setTyped(typed.map((scale, i) => (i === index ? { ...scale, ...part } : scale)));

  return (
    <div className="follow-answer">
      {item.questions.map((question, index) => (
        <label className="follow-field" key={question}>
          <span>{question}</span>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={2000}
            value={answers[index] ?? ''}
            onChange={(event) => setAnswers(answers.with(index, event.target.value))}
          />
        </label>
      ))}
      <div className="follow-field" role="group" aria-label={t('followUp:answer.condition')}>
        <span>{t('followUp:answer.condition')}</span>
        <Radio.Group
          value={condition}
          options={CONDITIONS.map((value) => ({ value, label: t(`caseTerms:condition.${value}`) }))}
          onChange={(event) => setCondition(event.target.value as Condition)}
        />
      </div>
      <label className="follow-field">
        <span>
          {t('followUp:answer.efficacy')}{' '}
          <b>{efficacy === null ? t('followUp:answer.notYet') : efficacy}</b>
        </span>
        <Slider
          min={0}
          max={10}
          marks={{ 0: t('followUp:answer.noEffect'), 10: t('followUp:answer.recovered') }}
          value={efficacy ?? 0}
          onChange={setEfficacy}
        />
      </label>
      <div className="follow-field" role="group" aria-label={t('followUp:answer.scales')}>
        <span>{t('followUp:answer.scales')}</span>
        <datalist id={listId}>
          {usualScales(view.detail.case.form.wishes.profile).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {typed.map((scale, index) => (
          <div className="follow-scale" key={index}>
            <input
              className="follow-input"
              list={listId}
              maxLength={40}
              aria-label={t('followUp:answer.scaleName', { number: index + 1 })}
              placeholder={t('followUp:answer.scaleName', { number: index + 1 })}
              value={scale.name}
              onChange={(event) => setScale(index, { name: event.target.value })}
            />
            <input
              className="follow-input"
              inputMode="decimal"
              aria-label={t('followUp:answer.scaleValue', { number: index + 1 })}
              value={scale.value}
              onChange={(event) => setScale(index, { value: event.target.value })}
            />
          </div>
        ))}
        {typed.length < MOST_SCALES && (
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => setTyped([...typed, NO_SCALE])}
          >
            {t('followUp:answer.addScale')}
          </Button>
        )}
        {scales === null && <small role="alert">{t('followUp:answer.scaleIncomplete')}</small>}
      </div>
      {error && <ErrorNotice error={error} />}
      <Button
        type="primary"
        disabled={!isReady}
        loading={view.running === 'answerFollowUp'}
        onClick={() => void send()}
      >
        {t('followUp:answer.send')}
      </Button>
    </div>
  );
}
