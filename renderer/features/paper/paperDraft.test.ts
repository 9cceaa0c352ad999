import { describe, expect, it } from 'vitest';
import { NO_STEPS } from '../../../shared/domain/paper/paper';
import { appError } from '../../../shared/domain/errors';
import type { PaperLook } from '../../ports/paperImaging';
import {
  changedPage,
  documentOf,
  EMPTY_DRAFT,
  movedBy,
  movedTo,
  seen,
  selectedBy,
  selectedPage,
  tagged,
  turnedPage,
  usablePages,
  withoutPage,
  withPages,
  withProposal,
  withSteps,
  type PaperDraft,
} from './paperDraft';

const page = (recordId: string) => ({
  recordId,
  page: 0,
  tag: 'chart' as const,
  title: recordId,
  size: { width: 2000, height: 3000 },
});
const three = withPages(EMPTY_DRAFT, ['a', 'b', 'c'].map(page));
const order = ({ pages }: PaperDraft) => pages.map(({ recordId }) => recordId).join('');
const LOOK: PaperLook = {
  skewDegrees: 3.2,
  edges: { x: 0.1, y: 0.1, width: 0.8, height: 0.8 },
  hints: [],
};
const first = () => three.pages[0]!;

describe('pages of a document', () => {
  it('are moved by keys and by hand, and never beyond the ends', () => {
    expect(order(movedBy(three, 1, 1))).toBe('bac');
    expect(order(movedBy(three, 1, -1))).toBe('abc');
    expect(order(movedBy(three, 3, 1))).toBe('abc');
    expect(order(movedTo(three, 3, 0))).toBe('cab');
    expect(order(movedTo(three, 1, 9))).toBe('bca');
  });

  it('leave the next one in front when one is left out', () => {
    const rest = withoutPage({ ...three, selected: 2 }, 2);
    expect([order(rest), selectedPage(rest)?.recordId]).toEqual(['ac', 'c']);
    expect(withoutPage(withoutPage(rest, 1), 3)).toMatchObject({ pages: [], selected: null });
  });

  it('are looked through one by one', () => {
    expect(selectedBy(three, 1).selected).toBe(2);
    expect(selectedBy(three, -1).selected).toBe(1);
    expect(selectedBy({ ...three, selected: 3 }, 1).selected).toBe(3);
  });

  it('are tagged alone or together with all below', () => {
    const tags = (draft: PaperDraft) => draft.pages.map(({ tag }) => tag);
    expect(tags(tagged(three, 2, 'labSlip'))).toEqual(['chart', 'labSlip', 'chart']);
    expect(tags(tagged(three, 2, 'labSlip', true))).toEqual(['chart', 'labSlip', 'labSlip']);
  });
});

describe('the steps of a page', () => {
  it('follow what is seen until somebody sets them by hand', () => {
    const looked = seen(first(), new Blob(), LOOK);
    expect(looked.steps).toEqual({ ...NO_STEPS, skewDegrees: 3.2 });
    const byHand = withSteps(looked, { skewDegrees: 1 });
    expect(seen(byHand, new Blob(), LOOK).steps.skewDegrees).toBe(1);
  });

  it('are not changed for a lean nobody can see', () => {
    expect(seen(first(), new Blob(), { ...LOOK, skewDegrees: 0.1 }).steps.skewDegrees).toBe(0);
    expect(seen(first(), new Blob(), { ...LOOK, skewDegrees: null }).steps.skewDegrees).toBe(0);
  });

  it('never cut anything away unasked', () => {
    const looked = seen(first(), new Blob(), LOOK);
    expect(looked.steps.crop).toEqual(NO_STEPS.crop);
    expect(withProposal(looked).steps.crop).toEqual(LOOK.edges);
    expect(withProposal(first())).toBe(first());
  });

  it('keep the crop on what it frames when the page is turned', () => {
    const cropped = withSteps(first(), { crop: { x: 0, y: 0, width: 0.5, height: 0.25 } });
    expect(turnedPage(cropped, 1).steps).toMatchObject({
      quarterTurns: 1,
      crop: { x: 0.75, y: 0, width: 0.25, height: 0.5 },
    });
  });
});

it('a page that cannot be read stays in the list and out of the document', () => {
  const error = appError('integrity', 'paper.pageUnreadable');
  const draft = changedPage(three, 2, (one) => ({ ...one, state: { status: 'broken', error } }));
  expect(draft.pages).toHaveLength(3);
  expect(usablePages(draft).map(({ recordId }) => recordId)).toEqual(['a', 'c']);
  expect(documentOf(draft, { title: ' 病历 ', datedOn: null })).toMatchObject({
    title: '病历',
    pages: [{ recordId: 'a' }, { recordId: 'c' }],
  });
});
