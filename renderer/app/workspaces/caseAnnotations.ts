import { useEffect, useState } from 'react';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { KeyImageMark } from '../../../shared/domain/imaging/annotations/annotationSet';
import type { KeyImage } from '../../../shared/domain/report/report';
import { createAnnotationStore, type AnnotationStore } from '../../features/annotations';
import { useApi, useMe, useServerEvents } from '../../platform/ApiContext';
import { newIdempotencyKey } from '../../platform/idempotency';
import type { ScreenChannel } from './secondScreen/caseChannel';

const later = (task: () => void, ms: number): (() => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};
/** Several people draw at once: their news are fetched together. */
const GATHER_MS = 400;

/**
 * The annotations of a case for as long as its page is open; what is unsaved is sent when the page goes. What the same person
 * draws in another window is seen here at once, and saved there.
 */
export function useCaseAnnotations(caseId: CaseId, channel: ScreenChannel): AnnotationStore {
  const api = useApi();
  const { userId } = useMe();
  const [store] = useState(() =>
    createAnnotationStore({
      api,
      caseId,
      me: userId,
      newKey: newIdempotencyKey,
      later,
      onEdited: (edited) => channel.post({ kind: 'drawn', caseId, ...edited }),
    }),
  );
  useEffect(
    () =>
      channel.listen((said) => {
        if (said.kind === 'drawn' && said.caseId === caseId) store.getState().mirror(said);
      }),
    [channel, caseId, store],
  );
  const [gathered] = useState(() => gather(() => void store.getState().reload()));
  useEffect(() => {
    void store.getState().reload();
    const onHide = (): void => void store.getState().flush();
    window.addEventListener('pagehide', onHide);
    return () => {
      window.removeEventListener('pagehide', onHide);
      void store
        .getState()
        .flush()
        .finally(() => store.getState().dispose());
    };
  }, [store]);
  useServerEvents((event) => {
    // what one may see of the others' changes with the case: an opinion was given, the report is out
    const concerns = event.type === 'annotationsChanged' || event.type === 'caseChanged';
    if (concerns && event.caseId === caseId) gathered();
    if (event.type === 'hello') gathered();
  });
  return store;
}

function gather(task: () => void): () => void {
  let cancel = () => {};
  return () => {
    cancel();
    cancel = later(task, GATHER_MS);
  };
}

/** A key image as a report holds it. */
export const toKeyImage = ({
  studyInstanceUid,
  seriesInstanceUid,
  sopInstanceUid,
  frameNumber,
  window,
  caption,
}: KeyImageMark): KeyImage => ({
  studyInstanceUid,
  seriesInstanceUid,
  sopInstanceUid,
  frameNumber,
  window,
  caption,
});

/** One's own key images, as the server has them if it can be asked. */
export async function markedBy(store: AnnotationStore): Promise<readonly KeyImage[]> {
  if (store.getState().load.status !== 'ready') await store.getState().reload();
  return store.getState().mine.keyImages.map(toKeyImage);
}
