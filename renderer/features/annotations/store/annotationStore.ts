import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  fileAnnotations,
  getAnnotations,
  saveAnnotations,
  savePlaylist,
  type AnnotationSet,
  type CaseAnnotations,
  type Playlist,
} from '../../../../shared/api/annotations';
import type { AppError } from '../../../../shared/domain/errors';
import type { CaseId, UserId } from '../../../../shared/domain/identity/actor';
import {
  emptyContent,
  type AnnotationContent,
} from '../../../../shared/domain/imaging/annotations/annotationSet';
import { mergeContent, sameContent } from '../../../../shared/domain/imaging/annotations/merge';
import type { ApiClient } from '../../../platform/api';

export type SaveStatus =
  | { readonly status: 'saved'; readonly at: string | null }
  | { readonly status: 'unsaved' | 'saving' }
  /** Kept here; another try follows by itself unless `error.retry` is `never`. */
  | { readonly status: 'failed'; readonly error: AppError }
  /** This person's drawings are not kept: he only looks. */
  | { readonly status: 'local' };

export type AnnotationState = {
  readonly load:
    | { readonly status: 'loading' | 'ready' }
    /** What is on screen may be older than the server's, or nothing yet. */
    | { readonly status: 'failed'; readonly error: AppError };
  readonly mine: AnnotationContent;
  readonly version: number;
  readonly filedVersion: number;
  readonly others: readonly AnnotationSet[];
  readonly playlist: Playlist;
  readonly series: CaseAnnotations['series'];
  readonly mayWrite: boolean;
  readonly mayOrder: boolean;
  readonly save: SaveStatus;
  readonly filing:
    | { readonly status: 'idle' | 'running' }
    | { readonly status: 'failed'; readonly error: AppError };
  /** Keys of authors and documents whose drawings are not shown here. */
  readonly hidden: ReadonlySet<string>;
  readonly reload: () => Promise<void>;
  readonly edit: (change: (mine: AnnotationContent) => AnnotationContent) => void;
  /** What another window of the same person holds now; that window saves it, this one only shows it. */
  readonly mirror: (theirs: EditedContent) => void;
  /** Saves at once what is unsaved. True when the server holds what is on screen. */
  readonly flush: () => Promise<boolean>;
  /** Has what is saved written into the studies now. */
  readonly file: () => Promise<void>;
  /** Orders the case's key images; shown at once and put back if the server refuses. */
  readonly order: (entries: Playlist['entries']) => Promise<void>;
  readonly toggle: (key: string) => void;
  /** Stops timers; called when the page goes. */
  readonly dispose: () => void;
};
export type AnnotationStore = StoreApi<AnnotationState>;

export type AnnotationStoreDeps = {
  readonly api: ApiClient;
  readonly caseId: CaseId;
  readonly me: UserId;
  readonly newKey: () => string;
  /** Runs `task` after `ms`; returns how to call it off. */
  readonly later: (task: () => void, ms: number) => () => void;
  /** Told at once what was drawn here, for other windows of the same person. */
  readonly onEdited?: (mine: EditedContent) => void;
};

/** One's own content as changed in a window, and the version of the server's that the change was made on. */
export type EditedContent = { readonly content: AnnotationContent; readonly version: number };

const AUTOSAVE_MS = 1200;
const RETRY_MS = 6000;

/**
 * The annotations of one case: one's own, saved by themselves, and those of the others as they come. What was drawn never
 * leaves the screen because it could not be saved, and nothing drawn in another place is overwritten: both are merged.
 */
export function createAnnotationStore(deps: AnnotationStoreDeps): AnnotationStore {
  const { api, caseId, me, newKey, later } = deps;
  const params = { caseId };
  /** What the server held when `mine` was last the same. */
  let base = emptyContent();
  let cancelTimer = () => {};
  let inFlight: Promise<void> | null = null;
  /** A save whose answer did not come: sent again under its own key it cannot count twice. */
  let uncertain: {
    readonly key: string;
    readonly content: AnnotationContent;
    readonly version: number;
  } | null = null;

  return createStore<AnnotationState>()((set, get) => {
    const schedule = (ms: number): void => {
      cancelTimer();
      cancelTimer = later(() => void get().flush(), ms);
    };
    const isUnsaved = (): boolean => ['unsaved', 'failed', 'saving'].includes(get().save.status);

    function take(answer: CaseAnnotations): void {
      const own = answer.sets.find(({ author }) => author.userId === me);
      const theirs = own?.content ?? emptyContent();
      const version = own?.version ?? 0;
      const common = {
        load: { status: 'ready' as const },
        filedVersion: own?.filedVersion ?? 0,
        others: answer.sets.filter(({ author }) => author.userId !== me),
        playlist: answer.playlist,
        series: answer.series,
        mayWrite: answer.mayWrite,
        mayOrder: answer.mayOrder,
      };
      // an answer that was on its way while something newer was saved says nothing about one's own
      if (version < get().version) return set(common);
      const mine = isUnsaved() ? mergeContent(base, get().mine, theirs) : theirs;
      base = theirs;
      const needsSave = answer.mayWrite && !sameContent(mine, theirs);
      const save: SaveStatus = !answer.mayWrite
        ? { status: 'local' }
        : needsSave
          ? { status: 'unsaved' }
          : { status: 'saved', at: own?.updatedAt ?? null };
      // of a closed case one still sees what one drew; who never could keeps what he draws for himself
      const kept = own ? theirs : get().mine;
      set({ ...common, version, mine: answer.mayWrite ? mine : kept, save });
      if (needsSave) schedule(AUTOSAVE_MS);
    }

    async function push(): Promise<void> {
      const content = get().mine;
      const version = get().version;
      const attempt =
        uncertain?.content === content && uncertain.version === version
          ? uncertain
          : { key: newKey(), content, version };
      set({ save: { status: 'saving' } });
      const body = { content, expectedVersion: version, idempotencyKey: attempt.key };
      const result = await api(saveAnnotations, { params, body });
      uncertain = !result.ok && result.error.retry === 'unknown' ? attempt : null;
      if (result.ok) {
        base = content;
        const isCurrent = get().mine === content;
        set({
          version: result.value.version,
          save: isCurrent ? { status: 'saved', at: result.value.savedAt } : { status: 'unsaved' },
        });
        if (!isCurrent) schedule(AUTOSAVE_MS);
      } else if (result.error.code === 'annotation.staleVersion') {
        set({ save: { status: 'unsaved' } });
        await get().reload();
        if (get().load.status !== 'ready') schedule(RETRY_MS);
      } else {
        set({ save: { status: 'failed', error: result.error } });
        if (result.error.retry !== 'never') schedule(RETRY_MS);
      }
    }

    return {
      load: { status: 'loading' },
      mine: emptyContent(),
      version: 0,
      filedVersion: 0,
      others: [],
      playlist: { version: 0, entries: [] },
      series: [],
      mayWrite: false,
      mayOrder: false,
      save: { status: 'saved', at: null },
      filing: { status: 'idle' },
      hidden: new Set(),

      async reload() {
        const result = await api(getAnnotations, { params });
        if (result.ok) take(result.value);
        else set({ load: { status: 'failed', error: result.error } });
      },

      edit(change) {
        const { mine, save } = get();
        const next = change(mine);
        if (next === mine) return;
        set({ mine: next });
        deps.onEdited?.({ content: next, version: get().version });
        if (save.status === 'local') return;
        if (save.status !== 'saving') set({ save: { status: 'unsaved' } });
        schedule(AUTOSAVE_MS);
      },

      mirror({ content: theirs, version: theirVersion }) {
        const { mine, version } = get();
        // made on something older than what is here; it is merged when it is saved, and comes back then
        if (theirVersion < version) return;
        const next = isUnsaved() ? mergeContent(base, mine, theirs) : theirs;
        if (!sameContent(mine, next)) set({ mine: next });
      },

      async flush() {
        cancelTimer();
        while (inFlight) await inFlight;
        // before the first answer one's version is not known
        if (get().load.status !== 'ready' && isUnsaved()) await get().reload();
        const { status } = get().save;
        if (get().mayWrite && (status === 'unsaved' || status === 'failed')) {
          inFlight = push().finally(() => (inFlight = null));
          await inFlight;
        } else if (get().load.status === 'failed' && isUnsaved()) {
          schedule(RETRY_MS);
        }
        return get().save.status === 'saved';
      },

      async file() {
        if (get().filing.status === 'running' || !(await get().flush())) return;
        set({ filing: { status: 'running' } });
        const result = await api(fileAnnotations, { params });
        set({ filing: result.ok ? { status: 'idle' } : { status: 'failed', error: result.error } });
        await get().reload();
      },

      async order(entries) {
        const before = get().playlist;
        set({ playlist: { ...before, entries } });
        const result = await api(savePlaylist, {
          params,
          body: { entries, expectedVersion: before.version, idempotencyKey: newKey() },
        });
        if (result.ok) set({ playlist: result.value });
        else {
          set({ playlist: before, load: { status: 'failed', error: result.error } });
          await get().reload();
        }
      },

      toggle(key) {
        const hidden = new Set(get().hidden);
        if (!hidden.delete(key)) hidden.add(key);
        set({ hidden });
      },

      dispose: () => cancelTimer(),
    };
  });
}
