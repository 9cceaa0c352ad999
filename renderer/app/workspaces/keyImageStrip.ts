import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Me } from '../../../shared/api/sessions';
import type { UserId } from '../../../shared/domain/identity/actor';
import type {
  KeyImageMark,
  ShownArea,
} from '../../../shared/domain/imaging/annotations/annotationSet';
import { decimalString } from '../../../shared/domain/imaging/annotations/contentItem';
import {
  entriesOf,
  moved,
  playlistItems,
} from '../../../shared/domain/imaging/annotations/playlist';
import { areaOfField, withinImage } from '../../../shared/domain/imaging/annotations/shownArea';
import { numberOf, TAG, type DicomJson } from '../../../shared/domain/imaging/dicomJson';
import { imagePlaneOf } from '../../../shared/domain/imaging/imagePlane';
import type { KeyImage } from '../../../shared/domain/report/report';
import {
  withCaption,
  withMark,
  withoutMark,
  type AnnotationStore,
  type StripActions,
  type StripItem,
} from '../../features/annotations';
import {
  keyImageId,
  useKeyImageUrls,
  type FetchBlob,
  type ReportDesk,
} from '../../features/report';
import type { CapturedKeyImage, StripTools } from '../../features/viewer';
import { newIdempotencyKey } from '../../platform/idempotency';
import type { ViewField } from '../../ports/imageViewer';
import { toKeyImage } from './caseAnnotations';

type Options = {
  readonly desk: ReportDesk;
  readonly annotations: AnnotationStore;
  readonly me: Me;
  readonly fetchBlob: FetchBlob;
};

type Entry = {
  readonly author: { readonly userId: string; readonly name: string };
  readonly mark: KeyImageMark;
};

/** The key images of the case between the strip, the annotations of all authors and the report. */
export function useStrip({ desk, annotations: store, me, fetchBlob }: Options) {
  const { t } = useTranslation('annotations');
  const { mine, others, playlist, mayOrder } = useStore(store);
  const reported = useReportImages(desk);
  const isWriting = useStore(desk, (state) => state.draft !== null);

  const list: readonly Entry[] = useMemo(() => {
    const own = { author: { userId: me.userId, name: me.name }, content: mine };
    return playlistItems([own, ...others], playlist.entries);
  }, [mine, others, playlist, me]);
  const pictures = useMemo(() => {
    const known = new Set(list.map(({ mark }) => keyImageId(mark)));
    // a report may hold pictures whose mark was taken back, or that one may not see
    return {
      marks: list.map(({ mark }) => toKeyImage(mark)),
      extra: reported.filter((image) => !known.has(keyImageId(image))),
    };
  }, [list, reported]);
  const urls = useKeyImageUrls(
    useMemo(() => [...pictures.marks, ...pictures.extra], [pictures]),
    fetchBlob,
  );

  const items: readonly StripItem[] = useMemo(() => {
    const place = new Map(reported.map((image, at) => [keyImageId(image), at + 1]));
    const ofMarks = list.map(({ author, mark }) => ({
      id: mark.id,
      authorId: author.userId,
      authorName: author.name,
      isMine: author.userId === me.userId,
      caption: mark.caption,
      imageUrl: urls[keyImageId(mark)],
      inReport: place.get(keyImageId(mark)) ?? 0,
    }));
    const ofReport = pictures.extra.map((image) => ({
      id: keyImageId(image),
      authorId: '',
      authorName: t('strip.fromReport'),
      isMine: false,
      caption: image.caption,
      imageUrl: urls[keyImageId(image)],
      inReport: place.get(keyImageId(image)) ?? 0,
    }));
    return [...ofMarks, ...ofReport];
  }, [list, pictures, reported, urls, me, t]);

  const actionsFor = useCallback(
    (tools: StripTools): StripActions => {
      const { edit, order } = store.getState();
      const ownAt = (at: number): boolean => list[at]?.author.userId === me.userId;
      return {
        open: (id) => {
          const mark = list.find((entry) => entry.mark.id === id)?.mark;
          const image = pictures.extra.find((one) => keyImageId(one) === id);
          if (mark) tools.open(mark, mark);
          else if (image) tools.open(image, null);
        },
        take: isWriting
          ? (id) => {
              const mark = list.find((entry) => entry.mark.id === id)?.mark;
              if (mark) desk.getState().mark(toKeyImage(mark));
            }
          : null,
        rename: (id, caption) =>
          edit((before) => withCaption(before, id, caption, new Date().toISOString())),
        remove: (id) => edit((before) => withoutMark(before, id)),
        mayMove: (from, to) =>
          from < list.length &&
          to < list.length &&
          to >= 0 &&
          (mayOrder || (ownAt(from) && ownAt(to))),
        move: (from, to) => {
          const next = moved(list, from, to);
          if (mayOrder) {
            const entries = entriesOf(next).map(({ authorId, id }) => ({
              authorId: authorId as UserId,
              id,
            }));
            void order(entries);
          } else {
            const own = next.filter(({ author }) => author.userId === me.userId);
            edit((before) => ({ ...before, keyImages: own.map(({ mark }) => mark) }));
          }
        },
      };
    },
    [store, list, pictures, isWriting, desk, mayOrder, me],
  );

  const onKeyImage = useCallback(
    (captured: CapturedKeyImage) => {
      const mark = markOf(captured);
      store.getState().edit((before) => withMark(before, mark));
      // who writes the report marks for it; what is marked before is kept with the annotations and offered
      if (isWriting) desk.getState().mark(toKeyImage(mark));
    },
    [store, desk, isWriting],
  );
  return { items, actionsFor, onKeyImage };
}

const NONE: readonly KeyImage[] = [];
const nothingToWatch = { subscribe: () => () => undefined };

/** Key images of the report being written, else of the one being read. */
function useReportImages(desk: ReportDesk): readonly KeyImage[] {
  const draft = useStore(desk, (state) => state.draft);
  const reported = useStore(desk, (state) => state.reported);
  const [written, setWritten] = useState(NONE);
  useEffect(() => {
    const read = () => setWritten(draft?.getState().content.content.keyImages ?? NONE);
    read();
    return (draft ?? nothingToWatch).subscribe(read);
  }, [draft]);
  return draft ? written : reported;
}

function areaOn(field: ViewField, instance: DicomJson, frameNumber: number): ShownArea | null {
  const rows = numberOf(instance, TAG.Rows) ?? 0;
  const columns = numberOf(instance, TAG.Columns) ?? 0;
  return withinImage(areaOfField(field, imagePlaneOf(instance, frameNumber)), { rows, columns });
}

/** A picture as it was on screen. */
function markOf({ view, instance, window, ...place }: CapturedKeyImage): KeyImageMark {
  const { studyInstanceUid, seriesInstanceUid, sopInstanceUid, frameNumber } = place;
  const exact = (value: number): number => Number(decimalString(value));
  return {
    id: newIdempotencyKey(),
    studyInstanceUid,
    seriesInstanceUid,
    sopInstanceUid,
    frameNumber,
    caption: '',
    // as DICOM will hold it, so that it comes back the same
    window: window && { centre: exact(window.centre), width: exact(window.width) },
    rotation: ([0, 90, 180, 270] as const).find((turn) => turn === view.rotation) ?? 0,
    flipped: view.flipped,
    inverted: view.inverted,
    area: view.isFitted ? null : areaOn(view.field, instance, frameNumber),
    withDrawings: true,
    changedAt: new Date().toISOString(),
  };
}
