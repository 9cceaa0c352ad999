import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { KeyImage, ReportContent } from '../../../shared/domain/report/report';
import type { ApiClient } from '../../platform/api';
import { createDraftStore, type DraftStore, type ReportDraft } from './drafts/draftStore';
import { laterByTimer } from './drafts/useDraft';
import { addKeyImages, withKeyImage } from './keyImages/keyImage';

/** `publish` writes version 1, `amend` the next one. */
export type DeskMode = 'publish' | 'amend';

export type DeskState = {
  /** The report being written by the chief, if this is he. */
  readonly draft: DraftStore<ReportDraft> | null;
  readonly mode: DeskMode | null;
  /** Pictures taken while nothing was being written, for the next report. */
  readonly tray: readonly KeyImage[];
  /** Pictures of the published version that is being read. */
  readonly reported: readonly KeyImage[];
  /** Opens the stored draft, or `blank` when there is none; a second call in the same mode changes nothing. */
  readonly begin: (mode: DeskMode, blank: ReportContent) => Promise<void>;
  /** The report is out or the amendment given up. */
  readonly close: () => void;
  /** Takes a picture into the report being written; without one into the tray. */
  readonly mark: (image: KeyImage) => void;
  readonly present: (images: readonly KeyImage[]) => void;
};
export type ReportDesk = StoreApi<DeskState>;

export type ReportDeskDeps = {
  readonly api: ApiClient;
  readonly caseId: CaseId;
  /** Pictures the author has marked on the images of the case; a report begun anew starts with them. */
  readonly marked?: () => Promise<readonly KeyImage[]>;
};

/** Where the report of one case is written, and where key images from the stage arrive. */
export function createReportDesk({ api, caseId, marked }: ReportDeskDeps): ReportDesk {
  return createStore<DeskState>()((set, get) => ({
    draft: null,
    mode: null,
    tray: [],
    reported: [],

    present: (reported) => set({ reported }),

    async begin(mode, content) {
      if (get().mode === mode) return;
      get().draft?.getState().dispose();
      const blank: ReportDraft = { kind: 'report', content };
      const draft = createDraftStore({ api, caseId, blank, later: laterByTimer });
      const { tray } = get();
      set({ draft, mode, tray: [] });
      await draft.getState().load();
      const { save } = draft.getState();
      // what was once saved is the author's choice already
      const isNew = save.status === 'saved' && save.at === null;
      const drawnOn = mode === 'publish' && isNew ? ((await marked?.()) ?? []) : [];
      const images = [...drawnOn, ...tray];
      if (images.length > 0 && get().draft === draft) draft.getState().edit(withImages(images));
    },

    close() {
      get().draft?.getState().dispose();
      set({ draft: null, mode: null });
    },

    mark(image) {
      const { draft, tray } = get();
      if (draft) draft.getState().edit(withImages([image]));
      else set({ tray: withKeyImage(tray, image) });
    },
  }));
}

const withImages =
  (images: readonly KeyImage[]) =>
  (draft: ReportDraft): ReportDraft => ({ ...draft, content: addKeyImages(draft.content, images) });
