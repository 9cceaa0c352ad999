import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { useErrorText } from '../../../ui/errorText';
import { Notice } from '../../../ui/Notice';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import type { DraftState, OpinionDraft, ReportDraft } from './draftStore';

type Props<D> = {
  readonly draft: DraftState<D>;
  /** A short extract that tells two drafts apart. */
  readonly extract: (content: D) => string;
};

/** Where the typed text is right now: on the server since when, only here, or beside a newer one. */
export function SaveLine<D extends OpinionDraft | ReportDraft>({
  draft,
  extract,
}: Props<D>): ReactElement {
  const { t } = useTranslation('report');
  const textOf = useErrorText();
  const { timeOfDay, instant } = useTimeFormat();
  const { save } = draft;
  switch (save.status) {
    case 'loading':
      return <p className="report-save">{t('save.loading')}</p>;
    case 'unreadable':
      return <ErrorNotice error={save.error} onRetry={() => void draft.load()} />;
    case 'saved':
      return (
        <p className="report-save" role="status">
          {save.at === null ? t('save.empty') : t('save.saved', { time: timeOfDay(save.at, true) })}
        </p>
      );
    case 'unsaved':
    case 'saving':
      return (
        <p className="report-save" role="status">
          {t(`save.${save.status}`)}
        </p>
      );
    case 'failed':
      return (
        <Notice
          tone="risk"
          actions={
            <Button size="small" onClick={() => void draft.flush()}>
              {t('save.retry')}
            </Button>
          }
        >
          {t('save.failed', { reason: textOf(save.error) })}
        </Notice>
      );
    case 'conflict':
      return (
        <Notice
          tone="risk"
          actions={
            <>
              <Button size="small" onClick={() => void draft.keepMine()}>
                {t('save.keepMine')}
              </Button>
              <Button size="small" onClick={draft.takeTheirs}>
                {t('save.takeTheirs')}
              </Button>
            </>
          }
        >
          {t('save.conflict', { at: save.savedAt === null ? '' : instant(save.savedAt) })}
          <blockquote>{extract(save.theirs)}</blockquote>
        </Notice>
      );
  }
}
