import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../shared/domain/errors';
import { useApi } from '../../../platform/ApiContext';
import type { CaseView } from '../../../ports/caseView';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { createDraftStore, type OpinionDraft } from '../drafts/draftStore';
import { SaveLine } from '../drafts/SaveLine';
import { laterByTimer, useDraft } from '../drafts/useDraft';
import { nameOf } from '../people';

const SHORTEST = 4;

export function OpinionEditor({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useTranslation('report');
  const api = useApi();
  const { case: current } = view.detail;
  const given = current.opinions.find((opinion) => opinion.expertId === view.me.userId);
  const returned = current.returnedOpinions?.find((entry) => entry.expertId === view.me.userId);
  const isChief = current.chiefId === view.me.userId;
  const [store] = useState(() => {
    const blank: OpinionDraft = {
      kind: 'opinion',
      text: given?.text ?? returned?.words.at(-1)?.text ?? '',
      agreesWithChief: false,
    };
    return createDraftStore({ api, caseId: current.id, blank, later: laterByTimer });
  });
  const draft = useDraft(store);
  const [error, setError] = useState<AppError | null>(null);
  const text = draft.content.text.trim();
  const isLocked = draft.save.status === 'loading' || draft.save.status === 'unreadable';

  const submit = async (agreesWithChief: boolean) => {
    draft.dispose();
    const result = await view.run({ type: 'submitOpinion', text, agreesWithChief });
    setError(result.ok ? null : result.error);
  };

  return (
    <section className="report-opinion-editor" aria-label={t('opinion.mine')}>
      <h3>
        {t('opinion.mine')}
        {given && <span className="report-muted">{t('opinion.givenAlready')}</span>}
        {returned && <span className="report-muted">{t('opinion.returned')}</span>}
      </h3>
      <Input.TextArea
        aria-label={t('opinion.mine')}
        autoSize={{ minRows: 6, maxRows: 18 }}
        maxLength={8000}
        disabled={isLocked}
        placeholder={t('opinion.placeholder')}
        value={draft.content.text}
        onChange={(event) => draft.edit((content) => ({ ...content, text: event.target.value }))}
      />
      <SaveLine draft={draft} extract={(content) => content.text} />
      {error && <ErrorNotice error={error} />}
      <div className="report-actions">
        {!isChief && current.chiefId !== null && (
          <Button disabled={isLocked || view.running !== null} onClick={() => void submit(true)}>
            {t('opinion.agree', { name: nameOf(view.detail, current.chiefId) })}
          </Button>
        )}
        <Button
          type="primary"
          disabled={isLocked || text.length < SHORTEST || draft.save.status === 'conflict'}
          loading={view.running === 'submitOpinion'}
          onClick={() => void submit(false)}
        >
          {t(given ? 'opinion.submitAgain' : 'opinion.submit')}
        </Button>
      </div>
      {!isChief && <p className="report-muted">{t('opinion.dissentNote')}</p>}
    </section>
  );
}
