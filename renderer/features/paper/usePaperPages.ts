import { useCallback, useEffect, useRef, useState } from 'react';
import type { CaseRecord } from '../../../shared/api/cases';
import { listPaperPages } from '../../../shared/api/paper';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { AppError } from '../../../shared/domain/errors';
import { tagOfCategory } from '../../../shared/domain/paper/paper';
import { appError } from '../../../shared/domain/errors';
import type { Result } from '../../../shared/lib/result';
import { useApi } from '../../platform/ApiContext';
import type { PaperImaging } from '../../ports/paperImaging';
import {
  changedPage,
  EMPTY_DRAFT,
  pagesOfOrigin,
  seen,
  withPages,
  type DraftPage,
  type PaperDraft,
} from './paperDraft';
import { paperOriginOf } from '../../../shared/domain/paper/origin';

/** The picture of one page of an original, made small enough to be worked with. */
export type LoadPage = (recordId: string, page: number) => Promise<Result<Blob, AppError>>;

type Deps = {
  readonly caseId: CaseId;
  readonly imaging: PaperImaging;
  readonly loadPage: LoadPage;
};

export type PaperPages = {
  readonly draft: PaperDraft;
  readonly change: (edit: (draft: PaperDraft) => PaperDraft) => void;
  /** Adds every page of originals, or the pages of a document that is to be done again. */
  readonly add: (records: readonly CaseRecord[]) => Promise<void>;
  /** Originals whose pages could not be listed. */
  readonly failures: readonly { readonly title: string; readonly error: AppError }[];
};

/** The draft, and its pictures coming in one after the other: on a slow line the first page is there first. */
export function usePaperPages({ caseId, imaging, loadPage }: Deps): PaperPages {
  const api = useApi();
  const [draft, setDraft] = useState<PaperDraft>(EMPTY_DRAFT);
  const [failures, setFailures] = useState<PaperPages['failures']>([]);
  const loading = useRef<number | null>(null);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  const add = useCallback(
    async (records: readonly CaseRecord[]) => {
      for (const record of records) {
        const origin = paperOriginOf(record.payload);
        if (origin) {
          setDraft((now) => withPages(now, pagesOfOrigin(origin)));
          continue;
        }
        const listed = await api(listPaperPages, { params: { caseId, recordId: record.id } });
        if (isGone.current) return;
        const { title, id: recordId, category } = record;
        if (!listed.ok) {
          setFailures((now) => [...now, { title, error: listed.error }]);
          continue;
        }
        const added = listed.value.pages.map(({ page, width, height }) => ({
          recordId,
          page,
          title,
          tag: tagOfCategory(category),
          size: width !== null && height !== null ? { width, height } : null,
        }));
        setDraft((now) => withPages(now, added));
      }
    },
    [api, caseId],
  );

  // one page at a time: the next one starts when the state of this one has changed
  useEffect(() => {
    const next = draft.pages.find(({ state }) => state.status === 'waiting');
    if (!next || loading.current === next.key) return;
    loading.current = next.key;
    void load(next, { imaging, loadPage }).then((done) => {
      if (isGone.current) return;
      loading.current = null;
      setDraft((now) => changedPage(now, next.key, done));
    });
  }, [draft.pages, imaging, loadPage]);

  return { draft, change: setDraft, add, failures };
}

type Change = (page: DraftPage) => DraftPage;

async function load(
  { recordId, page, size, steps }: DraftPage,
  { imaging, loadPage }: Pick<Deps, 'imaging' | 'loadPage'>,
): Promise<Change> {
  const broken =
    (error: AppError): Change =>
    (now) => ({ ...now, state: { status: 'broken', error } });
  const picture = await loadPage(recordId, page);
  if (!picture.ok) return broken(picture.error);
  const look = await imaging.look(picture.value, steps.quarterTurns, size);
  return look
    ? (now) => seen(now, picture.value, look)
    : broken(appError('integrity', 'file.cannotShow'));
}
