import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { getReport } from '../../../shared/api/cases';
import type { AppError } from '../../../shared/domain/errors';
import type { ReportContent } from '../../../shared/domain/report/report';
import { reportFromTemplate } from '../../../shared/domain/report/templates';
import { useApi } from '../../platform/ApiContext';
import type { CaseView } from '../../ports/caseView';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { ReportEditor } from './editor/ReportEditor';
import type { FetchBlob } from './keyImages/useKeyImageUrls';
import './report.css';
import { ReportReader } from './reader/ReportReader';
import { RatingForm } from './receipt/RatingForm';
import { ReceiptForm } from './receipt/ReceiptForm';
import { ReceiptList } from './receipt/ReceiptList';
import { nameOf } from './people';
import type { ReportDesk } from './reportDesk';

export type ReportPanelProps = {
  readonly view: CaseView;
  readonly desk: ReportDesk;
  /** Stable; null when the picture cannot be had. */
  readonly fetchBlob: FetchBlob;
  readonly onOpenPdf: (version: number) => void;
  /** The server notes who has read which version: a hidden panel must not fetch a new one. */
  readonly isShown: boolean;
  /** Asks for room to write in. */
  readonly onWide: (isWide: boolean) => void;
  /** Counts presses of the page's own button while this panel is open. */
  readonly pressed: number;
};

/** The report in whatever phase it is: owed, being written, published, amended, received. */
export function ReportPanel(props: ReportPanelProps): ReactElement {
  const { view, desk, fetchBlob, onWide } = props;
  const { t } = useTranslation('report');
  const { case: current, available } = view.detail;
  const { draft, mode, present } = useStore(desk);
  const latest = current.reports.at(-1)?.version ?? 0;
  const [chosen, setChosen] = useState<number | null>(null);
  const mayPublish = available.includes('publishReport');
  const mayAmend = available.includes('amendReport');
  const amendment = useAmendment(props, latest);

  const { profile } = current.form.wishes;
  useEffect(() => {
    if (mayPublish) void desk.getState().begin('publish', reportFromTemplate(profile));
    else if (!mayAmend) desk.getState().close();
  }, [desk, mayPublish, mayAmend, profile]);
  const isWriting = draft !== null && mode !== null;
  useEffect(() => {
    onWide(isWriting);
    return () => onWide(false);
    // onWide belongs to the page and only moves borders
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isWriting]);

  if (isWriting) {
    return (
      <div className="report-panel">
        <ReportEditor
          key={mode}
          view={view}
          desk={desk}
          draftStore={draft}
          mode={mode}
          fetchBlob={fetchBlob}
          before={amendment.before}
          pressed={props.pressed}
        />
      </div>
    );
  }
  if (latest === 0) {
    const chief = current.chiefId === null ? '' : nameOf(view.detail, current.chiefId);
    return (
      <EmptyState
        title={t('panel.none')}
        text={chief === '' ? t('panel.noChief') : t('panel.waiting', { name: chief })}
      />
    );
  }
  return (
    <div className="report-panel">
      {amendment.error && <ErrorNotice error={amendment.error} />}
      {available.includes('recordReceipt') && <ReceiptForm view={view} key={latest} />}
      {available.includes('rate') && <RatingForm view={view} />}
      <ReportReader
        view={view}
        version={chosen ?? latest}
        isShown={props.isShown}
        onVersion={setChosen}
        fetchBlob={fetchBlob}
        onKeyImages={present}
        onOpenPdf={props.onOpenPdf}
        onAmend={mayAmend ? amendment.start : null}
      />
      <ReceiptList detail={view.detail} />
    </div>
  );
}

/** An amendment starts from the published words; they are fetched when it starts, not before. */
function useAmendment({ view, desk }: ReportPanelProps, latest: number) {
  const api = useApi();
  const [before, setBefore] = useState<ReportContent | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const caseId = view.detail.case.id;
  const start = useCallback(async () => {
    const result = await api(getReport, { params: { caseId, version: latest } });
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    setBefore(result.value.content);
    await desk.getState().begin('amend', result.value.content);
  }, [api, caseId, desk, latest]);
  return { before, error, start: useCallback(() => void start(), [start]) };
}
