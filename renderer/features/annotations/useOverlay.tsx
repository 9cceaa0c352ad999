import { useCallback, useMemo, type ReactElement } from 'react';
import { useStore } from 'zustand';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type { ViewportState } from '../../ports/imageViewer';
import { itemsInSpace, type ForeignDocument } from './foreign/foreignDocument';
import { OverlayLayer } from './overlay/OverlayLayer';
import { itemsOfSet } from './overlay/overlayItem';
import { authorRows, documentRows, replacedBy, sourcesOf } from './rows';
import type { AnnotationStore } from './store/annotationStore';

type Me = { readonly userId: string; readonly name: string; readonly hospitalName: string };
export type RenderOver = (view: ViewportState, set: DisplaySet) => ReactElement | null;

/** Draws what others drew over a picture, but for those taken off the screen. */
export function useOverlay(
  store: AnnotationStore,
  documents: readonly ForeignDocument[],
  me: Me,
): RenderOver {
  const others = useStore(store, (state) => state.others);
  const mine = useStore(store, (state) => state.mine);
  const hidden = useStore(store, (state) => state.hidden);
  const sources = useMemo(() => {
    const authors = authorRows({ mine, others }, me);
    return sourcesOf(authors, documentRows(documents, authors.length));
  }, [mine, others, documents, me]);
  const shown = useMemo(() => {
    const replaced = replacedBy(documents);
    // what a later version replaced is shown only to who asks for it
    const isShown = (key: string): boolean => hidden.has(key) === replaced.has(key);
    return {
      documents: documents.filter(({ key }) => isShown(key)),
      sets: others.filter(({ author }) => !hidden.has(author.userId)),
    };
  }, [documents, others, hidden]);
  const items = useMemo(
    () => [
      ...shown.sets.flatMap(itemsOfSet),
      ...shown.documents.flatMap((document) => document.items),
    ],
    [shown],
  );
  const shutters = useMemo(() => shown.documents.flatMap((document) => document.shutters), [shown]);
  return useCallback(
    (view, set) => (
      <OverlayLayer
        items={[...items, ...itemsInSpace(shown.documents, set)]}
        sources={sources}
        shutters={shutters}
        view={view}
        set={set}
      />
    ),
    [items, shown, shutters, sources],
  );
}
