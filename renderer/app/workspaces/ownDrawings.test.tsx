import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { getAnnotations } from '../../../shared/api/annotations';
import type { CaseId, UserId } from '../../../shared/domain/identity/actor';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import { createAnnotationStore } from '../../features/annotations';
import { createFakePlatform } from '../../platform/testing/fakePlatform';
import { useOwnDrawings } from './ownDrawings';

afterEach(cleanup);

const ME = '6f0c1a10-0000-4000-8000-000000000021' as UserId;
const STORED = { studyInstanceUid: '1.2', seriesInstanceUid: '1.2.3' } as DisplaySet;
const CUT: DisplaySet = {
  ...STORED,
  derived: { sourceId: 'ct', view: 'coronal', slab: null },
};
const length = (n: number, sopInstanceUid: string): Measurement => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  kind: 'length',
  sopInstanceUid,
  frameNumber: 1,
  points: [
    [1, 1],
    [5, 5],
  ],
});
const onImage = length(1, '1.2.3.4');
const onCut = length(2, 'cut/1');
const setOf = ({ sopInstanceUid }: { readonly sopInstanceUid: string }): DisplaySet =>
  sopInstanceUid.startsWith('cut') ? CUT : STORED;

async function drawings() {
  const platform = createFakePlatform();
  platform.answer(getAnnotations, {
    sets: [],
    playlist: { version: 0, entries: [] },
    series: [],
    mayWrite: true,
    mayOrder: false,
  });
  const store = createAnnotationStore({
    api: platform.api,
    caseId: '6f0c1a10-0000-4000-8000-0000000000c1' as CaseId,
    me: ME,
    newKey: () => '00000000-0000-4000-8000-000000000099',
    later: () => () => undefined,
  });
  await store.getState().reload();
  const { result } = renderHook(() => useOwnDrawings(store, ME));
  return {
    shown: () => result.current.measurements.map(({ id }) => id),
    kept: () => store.getState().mine.annotations.map(({ measurement }) => measurement.id),
    hide: () => act(() => store.getState().toggle(ME)),
    draw: (...all: readonly Measurement[]) => act(() => result.current.onChange(all, [], setOf)),
  };
}

describe('what is drawn on a cut that no archive holds', () => {
  it('is on screen, and not among what is saved', async () => {
    const mine = await drawings();
    mine.draw(onImage);
    mine.draw(onImage, onCut);
    expect(mine.shown()).toEqual([onImage.id, onCut.id]);
    expect(mine.kept()).toEqual([onImage.id]);
  });

  it('goes when it is deleted, and lets the others be', async () => {
    const mine = await drawings();
    mine.draw(onImage);
    mine.draw(onImage, onCut);
    mine.draw(onImage);
    expect(mine.shown()).toEqual([onImage.id]);
    expect(mine.kept()).toEqual([onImage.id]);
  });

  it('survives drawings on images while one’s own are out of sight', async () => {
    const mine = await drawings();
    mine.draw(onImage);
    mine.draw(onImage, onCut);
    mine.hide();
    expect(mine.shown()).toEqual([]);
    const third = length(3, '1.2.3.5');
    mine.draw(third);
    expect(mine.shown().toSorted()).toEqual([onImage.id, onCut.id, third.id]);
    expect(mine.kept().toSorted()).toEqual([onImage.id, third.id]);
  });
});
