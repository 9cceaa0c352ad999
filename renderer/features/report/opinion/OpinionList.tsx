import { Button, Input, Popconfirm } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Opinion } from '../../../../shared/domain/consultation/case';
import type { AppError } from '../../../../shared/domain/errors';
import type { CaseView } from '../../../ports/caseView';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { nameOf } from '../people';
import { opensWith, waitsForReport } from './hidden';

type Props = {
  readonly view: CaseView;
  /** What can be done with one opinion besides, for example taking it into the report. */
  readonly extra?: (opinion: Opinion) => ReactNode;
};

/** Everybody who has given an opinion, with the words where the server shows them; those still owed by name. */
export function OpinionList({ view, extra }: Props): ReactElement {
  const { t } = useTranslation('report');
  const { instant } = useTimeFormat();
  const [error, setError] = useState<AppError | null>(null);
  const { case: current, available, opinionsGiven } = view.detail;
  const owing = current.invitations.filter(
    ({ status, expertId }) =>
      status === 'accepted' &&
      expertId !== current.chiefId &&
      !opinionsGiven.some((given) => given.expertId === expertId),
  );
  const run: CaseView['run'] = async (command) => {
    const result = await view.run(command);
    setError(result.ok ? null : result.error);
    return result;
  };
  // to a reader who hears of none, one that is missing and one that is kept back look the same
  const isLate = current.state === 'reporting' && !waitsForReport(view.detail, view.me);
  const hidden = opensWith(view.detail, view.me);
  return (
    <section className="report-opinions" aria-label={t('opinion.all')}>
      {error && <ErrorNotice error={error} />}
      {opinionsGiven.map(({ expertId, at }) => {
        const opinion = current.opinions.find((entry) => entry.expertId === expertId);
        return (
          <article key={expertId}>
            <header>
              <b>{nameOf(view.detail, expertId)}</b>
              {expertId === current.chiefId && <span>{t('opinion.chief')}</span>}
              <time className="report-muted">{instant(at)}</time>
            </header>
            {opinion ? (
              <OpinionWords opinion={opinion} isChief={expertId === current.chiefId} />
            ) : (
              <p className="report-muted">{t(`opinion.hidden.${hidden}`)}</p>
            )}
            <div className="report-actions">
              {opinion && extra?.(opinion)}
              {available.includes('returnOpinion') && expertId !== view.me.userId && (
                <Popconfirm
                  title={t('opinion.returnAsk')}
                  okText={t('opinion.return')}
                  cancelText={t('cancel')}
                  onConfirm={() => run({ type: 'returnOpinion', expertId })}
                >
                  <Button size="small">{t('opinion.return')}</Button>
                </Popconfirm>
              )}
            </div>
          </article>
        );
      })}
      {isLate &&
        owing.map(({ expertId, required }) => (
          <article key={expertId} data-owing="true">
            <header>
              <b>{nameOf(view.detail, expertId)}</b>
              <span>{t(required ? 'opinion.owing' : 'opinion.optional')}</span>
            </header>
            {available.includes('waiveOpinion') && (
              <WaiveOpinion onWaive={(reason) => run({ type: 'waiveOpinion', expertId, reason })} />
            )}
          </article>
        ))}
    </section>
  );
}

function OpinionWords(props: {
  readonly opinion: Opinion;
  readonly isChief: boolean;
}): ReactElement {
  const { opinion, isChief } = props;
  const { t } = useTranslation('report');
  const { instant } = useTimeFormat();
  return (
    <>
      <p>
        {opinion.status === 'waived' && <em>{t('opinion.waived')} </em>}
        {opinion.agreesWithChief && !isChief && <em>{t('opinion.agrees')} </em>}
        {opinion.text}
      </p>
      {opinion.earlier && (
        <details className="report-earlier">
          <summary>{t('opinion.earlier', { count: opinion.earlier.length })}</summary>
          {opinion.earlier.map((before) => (
            <p key={before.at}>
              <time className="report-muted">{instant(before.at)}</time>{' '}
              {before.agreesWithChief && !isChief && <em>{t('opinion.agrees')} </em>}
              {before.text}
            </p>
          ))}
        </details>
      )}
    </>
  );
}

function WaiveOpinion(props: { readonly onWaive: (reason: string) => void }): ReactElement {
  const { t } = useTranslation('report');
  const [reason, setReason] = useState('');
  const trimmed = reason.trim();
  return (
    <div className="report-waive">
      <Input
        size="small"
        aria-label={t('opinion.waiveReason')}
        placeholder={t('opinion.waiveReason')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button size="small" disabled={trimmed.length < 4} onClick={() => props.onWaive(trimmed)}>
        {t('opinion.waive')}
      </Button>
    </div>
  );
}
