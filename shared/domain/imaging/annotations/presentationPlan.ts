import { canonicalJson } from '../../../lib/canonicalJson';
import type { Annotation, AnnotationContent, KeyImageMark } from './annotationSet';
import type { DocumentContext, ImageFacts, ImageRef } from './documentModules';

/** One presentation state to be written: a look at some frames. Turning and polarity hold for all of them. */
export type PresentationSlot = {
  /** Stays the same as long as the looks do. */
  readonly key: string;
  readonly frames: readonly ImageRef[];
  readonly isColour: boolean;
  /** Key images it shows, in the author's order; empty: it only holds drawings. */
  readonly marks: readonly KeyImageMark[];
  readonly annotations: readonly Annotation[];
};

export type PresentationPlan = {
  readonly slots: readonly PresentationSlot[];
  /** Frames no presentation state can be written for: their modality table is not at hand. */
  readonly without: readonly ImageRef[];
};

const keyOf = ({ sopInstanceUid, frameNumber }: ImageRef): string =>
  `${sopInstanceUid}#${frameNumber}`;

/**
 * Sorts what an author put on the images of one study into presentation states: one for the drawings of each kind of
 * image, and for the key images one for each way they are turned, so that every frame has one window and area in each.
 */
export function presentationPlan(
  { annotations, keyImages }: AnnotationContent,
  images: DocumentContext['images'],
): PresentationPlan {
  const without = new Map<string, ImageRef>();
  const drawn = new Map<string, { look: Look; refs: Map<string, ImageRef> }>();
  for (const { measurement } of annotations) {
    const ref = refOf(measurement);
    const look = lookOf(images.get(ref.sopInstanceUid));
    if (look === null) without.set(keyOf(ref), ref);
    else {
      const known = drawn.get(look.key) ?? { look, refs: new Map<string, ImageRef>() };
      drawn.set(look.key, known);
      known.refs.set(keyOf(ref), ref);
    }
  }
  const on = (refs: readonly ImageRef[], all: readonly Annotation[]) => {
    const wanted = new Set(refs.map(keyOf));
    return all.filter(({ measurement }) => wanted.has(keyOf(measurement)));
  };
  const drawings = [...drawn.values()].map(({ look, refs }, at): PresentationSlot => ({
    key: `drawings-${at + 1}`,
    frames: [...refs.values()],
    isColour: look.isColour,
    marks: [],
    annotations: on([...refs.values()], annotations),
  }));
  const visible = annotations.filter((annotation) => annotation.visible);
  const looks = markGroups(keyImages, images, without).map(
    ({ look, marks }, at): PresentationSlot => ({
      key: `key-${at + 1}`,
      frames: marks.map(refOf),
      isColour: look.isColour,
      marks,
      annotations: on(marks.filter(({ withDrawings }) => withDrawings).map(refOf), visible),
    }),
  );
  return { slots: [...drawings, ...looks], without: [...without.values()] };
}

const refOf = ({ sopInstanceUid, frameNumber }: ImageRef): ImageRef => ({
  sopInstanceUid,
  frameNumber,
});

type Look = { readonly key: string; readonly isColour: boolean };

function lookOf(image: ImageFacts | undefined): Look | null {
  if (!image || image.modality === null) return null;
  const { isColour, isInverse, modality } = image;
  return { key: canonicalJson(isColour ? 'colour' : [isInverse, modality]), isColour };
}

type MarkGroup = { readonly look: Look; readonly marks: KeyImageMark[] };

function markGroups(
  keyImages: readonly KeyImageMark[],
  images: DocumentContext['images'],
  without: Map<string, ImageRef>,
): readonly MarkGroup[] {
  const groups: (MarkGroup & { readonly key: string; readonly frames: Set<string> })[] = [];
  for (const mark of keyImages) {
    const look = lookOf(images.get(mark.sopInstanceUid));
    if (look === null) {
      without.set(keyOf(mark), refOf(mark));
      continue;
    }
    const key = `${look.key} ${mark.rotation} ${mark.flipped} ${!look.isColour && mark.inverted} ${mark.withDrawings}`;
    const frame = keyOf(mark);
    const open = groups.find((group) => group.key === key && !group.frames.has(frame));
    if (open) {
      open.marks.push(mark);
      open.frames.add(frame);
    } else {
      groups.push({ look, key, marks: [mark], frames: new Set([frame]) });
    }
  }
  return groups;
}
