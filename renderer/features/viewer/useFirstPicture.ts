import { useCallback, useEffect, useState } from 'react';
import { sizeOf, type Layout } from '../../../shared/domain/imaging/layout';
import { firstPictureOf, type FirstPicturePath } from './serverPicture';
import type { Assignment } from './assignment';
import { setInSlot, type ViewerState } from './store';

/** How long the viewer's start waits for the pictures before it, ms. */
const PATIENCE_MS = 1_500;

export type FirstPictureTurn = {
  /** A picture for each area of the layout that shows one, drawn before the viewer does; `null` when it is the viewer's turn. */
  readonly pictures: readonly (FirstPicturePath | null)[] | null;
  readonly layout: Layout;
  /** Time to start the viewer, which keeps the page busy for a while. */
  readonly isViewerDue: boolean;
  readonly onSettled: () => void;
};

/**
 * Once for a page: from the moment it is known what it opens with until the viewer shows the same pictures, or the person
 * asks for something else.
 */
export function useFirstPicture(state: ViewerState): FirstPictureTurn {
  const { studies, slots, layout } = state;
  const [opened, setOpened] = useState<string | null>(null);
  const [pictures, setPictures] = useState<FirstPictureTurn['pictures']>(null);
  const [isOver, setOver] = useState(false);
  const [isSettled, setSettled] = useState(false);
  const onSettled = useCallback(() => setSettled(true), []);

  const places = state.assigned.slice(0, sizeOf(layout).count);
  const isHung = places.some((place) => place !== null);
  const arrangement = `${layout} ${places.map(placeKey).join(' ')}`;
  if (isHung && opened === null) {
    setOpened(arrangement);
    setPictures(picturesOf(state, places));
  }
  const isTaken = places.every((place, i) => {
    const slot = slots[i];
    return place === null || (slot !== undefined && (slot.view !== null || slot.error !== null));
  });
  const isOther = opened !== null && arrangement !== opened;
  if (((isHung && isTaken) || isOther) && !isOver) setOver(true);

  useEffect(() => {
    const timer = setTimeout(onSettled, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [onSettled]);

  const shown = isOver ? null : pictures;
  const isNothingToDraw = isHung
    ? opened !== null && shown === null
    : studies.length > 0 && studies.every(({ load }) => load.status !== 'loading');
  return { pictures: shown, layout, isViewerDue: isSettled || isNothingToDraw, onSettled };
}

const placeKey = (place: Assignment | null): string =>
  place === null ? '-' : `${place.setId}@${place.index}/${place.preset ?? ''}`;

/** All of them or none: beside a picture that is missing, another one looks like the whole. */
function picturesOf(
  state: ViewerState,
  places: readonly (Assignment | null)[],
): FirstPictureTurn['pictures'] {
  const pictures = places.map((place, slot) => {
    const set = place?.index === 0 ? setInSlot(state, slot) : null;
    return set && firstPictureOf(set, place?.preset ?? null);
  });

  return places.some((place, slot) => place !== null && pictures[slot] === null) ? null : pictures;
}
