import { Drawer } from 'antd';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/api/cases';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { paperOriginOf } from '../../../shared/domain/paper/origin';
import { turnedSteps } from '../../../shared/domain/paper/geometry';
import type { PaperImaging } from '../../ports/paperImaging';
import { EmptyState } from '../../ui/EmptyState';
import { keyAction } from './keys';
import { PageStrip } from './PageStrip';
import { PageView } from './PageView';
import { changedPage, seen, selectedPage, turnedPage, type DraftPage } from './paperDraft';
import './paper.css';
import { PaperPanel } from './PaperPanel';
import { SourcePicker } from './SourcePicker';
import { unfiledPhotos } from './sources';
import { usePaperPages, type LoadPage } from './usePaperPages';

export type { LoadPage } from './usePaperPages';

export type PaperBenchProps = {
  readonly caseId: CaseId;
  /** All material of the case. */
  readonly records: readonly CaseRecord[];
  /** Where to begin: an original, or a document that is to be done again; without one, all photos that are in none. */
  readonly start: CaseRecord | null;
  /** Stable. */
  readonly loadPage: LoadPage;
  /** Stable. */
  readonly createImaging: () => PaperImaging;
  /** The document is on the case under this record. */
  readonly onMade: (recordId: string) => void;
  readonly onClose: () => void;
};

/** Puts pages of scanned paper together into one document; the originals stay as they are. */
export function PaperBench(props: PaperBenchProps): ReactElement | null {
  const { t } = useTranslation('paper');
  const imaging = useImaging(props.createImaging);
  return (
    <Drawer
      open
      size="100%"
      placement="right"
      title={t('title')}
      onClose={props.onClose}
      keyboard={false}
      className="paper-drawer"
      classNames={{ body: 'paper-drawer-body' }}
    >
      {imaging && <Bench {...props} imaging={imaging} />}
    </Drawer>
  );
}

function useImaging(create: () => PaperImaging): PaperImaging | null {
  const [imaging, setImaging] = useState<PaperImaging | null>(null);
  useEffect(() => {
    const made = create();
    setImaging(made);
    return () => made.dispose();
  }, [create]);
  return imaging;
}

function Bench(props: PaperBenchProps & { readonly imaging: PaperImaging }): ReactElement {
  const { caseId, records, start, imaging, loadPage } = props;
  const { t } = useTranslation('paper');
  const pages = usePaperPages({ caseId, imaging, loadPage });
  const { draft, change, add } = pages;
  const rootRef = useRef<HTMLDivElement>(null);
  const saveRef = useRef<() => void>(() => undefined);
  const begun = useRef(false);
  useEffect(() => {
    // the drawer moves the focus to its own frame while it opens
    const timer = requestAnimationFrame(() => rootRef.current?.focus());
    if (!begun.current) void add(start ? [start] : unfiledPhotos(records));
    begun.current = true;
    return () => cancelAnimationFrame(timer);
  }, [add, start, records]);

  const page = selectedPage(draft);
  const turn = (direction: 1 | -1) => page && void turnAndLook(page, direction);
  /** Lines and paper are where they were, but what was said of the page may no longer hold. */
  const turnAndLook = async (turned: DraftPage, direction: 1 | -1) => {
    change((now) => changedPage(now, turned.key, (one) => turnedPage(one, direction)));
    if (turned.state.status !== 'ready') return;
    const { picture } = turned.state;
    const { quarterTurns } = turnedSteps(turned.steps, direction);
    const look = await imaging.look(picture, quarterTurns, turned.size);
    if (!look) return;
    change((now) =>
      changedPage(now, turned.key, (one) =>
        // another turn may have come meanwhile; its own look follows
        one.steps.quarterTurns === quarterTurns ? seen(one, picture, look) : one,
      ),
    );
  };

  return (
    <div
      ref={rootRef}
      className="paper-bench"
      tabIndex={-1}
      onKeyDown={(event) => {
        const action = keyAction(event, { page, change, turn, save: () => saveRef.current() });
        if (!action) return;
        event.preventDefault();
        action();
      }}
    >
      <PageStrip draft={draft} imaging={imaging} onChange={change}>
        <SourcePicker records={records} pages={pages} />
      </PageStrip>
      {page ? (
        <PageView page={page} imaging={imaging} onChange={change} onTurn={turn} />
      ) : (
        <div className="paper-view">
          <EmptyState title={t('empty.title')} text={t('empty.text')} />
        </div>
      )}
      <PaperPanel
        caseId={caseId}
        draft={draft}
        replaces={start && paperOriginOf(start.payload) ? start : null}
        onChange={change}
        onMade={props.onMade}
        saveRef={saveRef}
      />
    </div>
  );
}
