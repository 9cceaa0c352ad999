import { turnedSteps, type Size } from '../../../shared/domain/paper/geometry';
import {
  NO_STEPS,
  type PaperCrop,
  type PaperDocument,
  type PaperOrigin,
  type PaperPage,
  type PaperSteps,
  type PaperTag,
} from '../../../shared/domain/paper/paper';
import type { PaperHint } from '../../../shared/domain/paper/quality';
import type { AppError } from '../../../shared/domain/errors';
import type { PaperLook } from '../../ports/paperImaging';

export type PageState =
  | { readonly status: 'waiting' }
  | { readonly status: 'broken'; readonly error: AppError }
  | {
      readonly status: 'ready';
      readonly picture: Blob;
      readonly hints: readonly PaperHint[];
      readonly edges: PaperCrop;
      readonly skewDegrees: number | null;
    };

export type DraftPage = PaperPage & {
  readonly key: number;
  /** Title of the original. */
  readonly title: string;
  /** Upright size in the original; `null` when it is drawn. */
  readonly size: Size | null;
  readonly state: PageState;
  /** Nobody has set the angle by hand: it follows what is seen. */
  readonly isAutoSkew: boolean;
};

/** A document while it is put together. */
export type PaperDraft = {
  readonly pages: readonly DraftPage[];
  readonly selected: number | null;
  readonly nextKey: number;
};

export const EMPTY_DRAFT: PaperDraft = { pages: [], selected: null, nextKey: 1 };

export type NewPage = Pick<DraftPage, 'recordId' | 'page' | 'tag' | 'title' | 'size'> & {
  /** Of a document that is done again. */
  readonly steps?: PaperSteps;
};

export function withPages(draft: PaperDraft, added: readonly NewPage[]): PaperDraft {
  const pages = added.map(({ steps, ...page }, index): DraftPage => ({
    ...page,
    steps: steps ?? NO_STEPS,
    key: draft.nextKey + index,
    state: { status: 'waiting' },
    isAutoSkew: steps === undefined,
  }));
  return {
    pages: [...draft.pages, ...pages],
    selected: draft.selected ?? pages[0]?.key ?? null,
    nextKey: draft.nextKey + added.length,
  };
}

export const selectedPage = ({ pages, selected }: PaperDraft): DraftPage | null =>
  pages.find(({ key }) => key === selected) ?? null;

export const changedPage = (
  draft: PaperDraft,
  key: number,
  change: (page: DraftPage) => DraftPage,
): PaperDraft => ({
  ...draft,
  pages: draft.pages.map((page) => (page.key === key ? change(page) : page)),
});

/** What was seen of a page; its angle is taken over unless somebody has set another one. */
export const seen = (page: DraftPage, picture: Blob, look: PaperLook): DraftPage => ({
  ...page,
  state: { status: 'ready', picture, ...look },
  steps: page.isAutoSkew
    ? { ...page.steps, skewDegrees: usefulSkew(look.skewDegrees) }
    : page.steps,
});

/** A turn nobody can see only costs sharpness. */
const LEAST_SKEW = 0.15;
const usefulSkew = (degrees: number | null): number =>
  degrees !== null && Math.abs(degrees) >= LEAST_SKEW ? degrees : 0;

export const withSteps = (page: DraftPage, change: Partial<PaperSteps>): DraftPage => ({
  ...page,
  steps: { ...page.steps, ...change },
  ...('skewDegrees' in change ? { isAutoSkew: false } : {}),
});

export const turnedPage = (page: DraftPage, direction: 1 | -1): DraftPage => ({
  ...page,
  steps: turnedSteps(page.steps, direction),
});

/** Lines level and the table cut away, as far as both are seen. */
export function withProposal(page: DraftPage): DraftPage {
  if (page.state.status !== 'ready') return page;
  const { edges, skewDegrees } = page.state;
  return {
    ...page,
    isAutoSkew: true,
    steps: { ...page.steps, skewDegrees: usefulSkew(skewDegrees), crop: edges },
  };
}

/** As it came, upright as it was turned. */
export const withoutSteps = (page: DraftPage): DraftPage => ({
  ...page,
  isAutoSkew: false,
  steps: { ...NO_STEPS, quarterTurns: page.steps.quarterTurns },
});

export function selectedBy(draft: PaperDraft, step: 1 | -1): PaperDraft {
  const at = draft.pages.findIndex(({ key }) => key === draft.selected);
  const next = draft.pages[Math.max(0, Math.min(draft.pages.length - 1, at + step))];
  return next ? { ...draft, selected: next.key } : draft;
}

/** Moves a page to a position counted without it. */
export function movedTo(draft: PaperDraft, key: number, position: number): PaperDraft {
  const page = draft.pages.find((one) => one.key === key);
  if (!page) return draft;
  const others = draft.pages.filter((one) => one.key !== key);
  const at = Math.max(0, Math.min(others.length, position));
  return { ...draft, pages: [...others.slice(0, at), page, ...others.slice(at)] };
}

export function movedBy(draft: PaperDraft, key: number, step: 1 | -1): PaperDraft {
  const at = draft.pages.findIndex((one) => one.key === key);
  return at < 0 ? draft : movedTo(draft, key, at + step);
}

/** Out of the document; the original is not touched. */
export function withoutPage(draft: PaperDraft, key: number): PaperDraft {
  const at = draft.pages.findIndex((one) => one.key === key);
  const pages = draft.pages.filter((one) => one.key !== key);
  const beside = pages[Math.min(at, pages.length - 1)] ?? null;
  const selected = draft.selected === key ? (beside?.key ?? null) : draft.selected;
  return { ...draft, pages, selected };
}

/** The tag of one page, or of it and all behind it. */
export function tagged(
  draft: PaperDraft,
  key: number,
  tag: PaperTag,
  isOnward = false,
): PaperDraft {
  const from = draft.pages.findIndex((page) => page.key === key);
  return {
    ...draft,
    pages: draft.pages.map((page, index) =>
      index === from || (isOnward && index > from) ? { ...page, tag } : page,
    ),
  };
}

export const usablePages = ({ pages }: PaperDraft): readonly DraftPage[] =>
  pages.filter(({ state }) => state.status !== 'broken');

export const documentOf = (
  draft: PaperDraft,
  facts: Pick<PaperDocument, 'title' | 'datedOn'>,
): PaperDocument => ({
  ...facts,
  title: facts.title.trim(),
  pages: usablePages(draft).map(({ recordId, page, tag, steps }) => ({
    recordId,
    page,
    tag,
    steps,
  })),
});

/** The pages of a document that is to be done again. */
export const pagesOfOrigin = ({ pages }: PaperOrigin): NewPage[] =>
  pages.map(({ recordId, page, tag, steps, title }) => ({
    recordId,
    page,
    tag,
    steps,
    title,
    size: null,
  }));
