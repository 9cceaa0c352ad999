import { Button, Input, Rate } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../shared/domain/errors';
import type { CaseView } from '../../../ports/caseView';
import { ErrorNotice } from '../../../ui/ErrorNotice';

/** The county rates how useful the consultation was, an expert how good the material was. */
export function RatingForm({ view }: { readonly view: CaseView }): ReactElement | null {
  const { t } = useTranslation('report');
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  if (view.detail.case.ratings.some((rating) => rating.by === view.me.userId)) return null;
  const title = t(view.me.role === 'expert' ? 'rating.ofMaterial' : 'rating.ofConsultation');
  const send = async () => {
    const result = await view.run({ type: 'rate', score, comment: comment.trim() });
    setError(result.ok ? null : result.error);
  };
  return (
    <section className="report-form" aria-label={title}>
      <h3>{title}</h3>
      <Rate
        value={score}
        onChange={setScore}
        tooltips={[1, 2, 3, 4, 5].map((value) => t('rating.score', { score: value }))}
      />
      <Input.TextArea
        rows={2}
        maxLength={2000}
        aria-label={t('rating.comment')}
        placeholder={t('rating.comment')}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      {error && <ErrorNotice error={error} />}
      <Button
        type="primary"
        disabled={score === 0}
        loading={view.running === 'rate'}
        onClick={() => void send()}
      >
        {t('rating.send')}
      </Button>
    </section>
  );
}
