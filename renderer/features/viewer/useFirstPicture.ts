import { useCallback, useEffect, useState } from 'react';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { firstPictureOf } from './serverPicture';
import { allSets, type Assignment, type ViewerState } from './store';

/** How long the viewer's start waits for the picture before it, ms. */
const PATIENCE_MS = 1_500;

type Opening = Pick<ViewerState, 'layout'> & { readonly place: Assignment | null };

export type FirstPictureTurn = {
  /** Set whose first picture is drawn before the viewer does; `null` when it is the viewer's turn. */
  readonly set: DisplaySet | null;
  /** Time to start the viewer, which keeps the page busy for a while. */
  readonly isViewerDue: boolean;
  readonly onSettled: () => void;
};

/**
 * Once for a page: from the moment it is known what it opens with until the viewer shows the same picture, or the person
 * asks for something else.
 */
export function useFirstPicture({
  studies,
  assigned,
  slots,
  layout,
}: ViewerState): FirstPictureTurn {
  const [opened, setOpened] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const [isSettled, setSettled] = useState(false);
  const onSettled = useCallback(() => setSettled(true), []);

  const place = assigned[0] ?? null;
  const id = place?.setId ?? null;
  const slot = slots[0];
  if (id !== null && opened === null) setOpened(id);
  const isTaken = slot !== undefined && (slot.view !== null || slot.error !== null);
  const isOther = opened !== null && (id !== opened || !isWhole({ layout, place }));
  if ((isTaken || isOther) && !isOver) setOver(true);

  useEffect(() => {
    const timer = setTimeout(onSettled, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [onSettled]);

  const set = allSets(studies).find((each) => each.id === id) ?? null;
  const isDrawn = !isOver && set !== null && firstPictureOf(set) !== null;
  const isNothingToDraw =
    set === null
      ? studies.length > 0 && studies.every(({ load }) => load.status !== 'loading')
      : !isDrawn;
  return { set: isDrawn ? set : null, isViewerDue: isSettled || isNothingToDraw, onSettled };
}

/** The server draws the first picture, in the file's window, as large as the stage. */
function isWhole({ layout, place }: Opening): boolean {
  return layout === '1x1' && (place === null || (place.index === 0 && place.preset === null));
}
