import { uuidOfUid } from '../../../lib/uid';
import type { DicomJson } from '../dicomJson';
import { keyImageMarkSchema, type Code, type KeyImageMark, type ShownArea } from './annotationSet';
import { C } from './codes';
import { instantOfDateTime, type ImageFacts } from './documentModules';
import { codeAt, isCode, itemsAt, numbersAt, personAt, textAt } from './elements';
import type { Unmapped } from './readMeasurementReport';
import type { ReadPresentation } from './readPresentationState';
import { LABELS } from './presentationState';
import { T } from './tags';

export type SelectedImage = {
  readonly sopInstanceUid: string;
  /** 1-based; empty: all of them. */
  readonly frames: readonly number[];
  readonly presentationUid: string | null;
  readonly observationUid: string | null;
  readonly changedAt: string | null;
};

export type ReadSelection = {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly title: Code | null;
  readonly author: string | null;
  readonly writtenAt: string;
  readonly description: string;
  readonly images: readonly SelectedImage[];
  /** Selected things that are no images: wave forms, reports. */
  readonly unmapped: readonly Unmapped[];
};

/** A Key Object Selection, ours or anybody's (TID 2010). */
export function readKeyObjects(document: DicomJson): ReadSelection {
  const items = itemsAt(document, T.ContentSequence).map((item, at) => ({
    item,
    path: `1.${at + 1}`,
    valueType: textAt(item, T.ValueType) ?? '',
    concept: codeAt(item, T.ConceptNameCodeSequence),
  }));
  const words = items.find(({ concept }) => isCode(concept, C.keyObjectDescription));
  const observer = items.find(({ concept }) => isCode(concept, C.personObserverName));
  const unmapped: Unmapped[] = [];
  const images = items.flatMap(({ item, path, valueType }) => {
    const image = valueType === 'IMAGE' ? imageOf(item) : null;
    if (image === null && ['IMAGE', 'COMPOSITE', 'WAVEFORM'].includes(valueType))
      unmapped.push({ path, what: valueType });
    return image ?? [];
  });
  return {
    sopInstanceUid: textAt(document, T.SOPInstanceUID) ?? '',
    seriesInstanceUid: textAt(document, T.SeriesInstanceUID) ?? '',
    title: codeAt(document, T.ConceptNameCodeSequence),
    author: personAt(observer?.item, T.PersonName),
    writtenAt: [textAt(document, T.ContentDate), textAt(document, T.ContentTime)]
      .filter(Boolean)
      .join(' '),
    description: textAt(words?.item, T.TextValue) ?? '',
    images,
    unmapped,
  };
}

function imageOf(item: DicomJson): SelectedImage | null {
  const reference = itemsAt(item, T.ReferencedSOPSequence)[0];
  const sopInstanceUid = textAt(reference, T.ReferencedSOPInstanceUID);
  if (sopInstanceUid === null) return null;
  const presentation = itemsAt(reference, T.ReferencedSOPSequence)[0];
  return {
    sopInstanceUid,
    frames: numbersAt(reference, T.ReferencedFrameNumber),
    presentationUid: textAt(presentation, T.ReferencedSOPInstanceUID),
    observationUid: textAt(item, T.ObservationUID),
    changedAt: instantOfDateTime(textAt(item, T.ObservationDateTime)),
  };
}

type Place = {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUidOf: (sopInstanceUid: string) => string | null;
  /** Of an image, see `imageFactsOf`; `null` where it is not at hand. */
  readonly factsOf: (
    sopInstanceUid: string,
  ) => Pick<ImageFacts, 'rows' | 'columns' | 'isInverse'> | null;
};

/** The key images of a selection we wrote, as they were; those whose identity or image is not ours are left out. */
export function ownKeyImages(
  selection: ReadSelection,
  presentations: ReadonlyMap<string, ReadPresentation>,
  place: Place,
): readonly KeyImageMark[] {
  const captions = captionsOf(selection.description);
  return selection.images.flatMap((image, at) => {
    const id = image.observationUid === null ? null : uuidOfUid(image.observationUid);
    const look = presentations.get(image.presentationUid ?? '');
    const frameNumber = image.frames[0] ?? 1;
    const parsed = keyImageMarkSchema.safeParse({
      id,
      studyInstanceUid: place.studyInstanceUid,
      seriesInstanceUid: place.seriesInstanceUidOf(image.sopInstanceUid),
      sopInstanceUid: image.sopInstanceUid,
      frameNumber,
      caption: captions[at] ?? '',
      ...(look
        ? lookOf(look, { sopInstanceUid: image.sopInstanceUid, frameNumber }, place)
        : {
            window: null,
            rotation: 0,
            flipped: false,
            inverted: false,
            area: null,
            withDrawings: true,
          }),
      changedAt: image.changedAt,
    });
    return parsed.success ? [parsed.data] : [];
  });
}

function lookOf(
  presentation: ReadPresentation,
  { sopInstanceUid, frameNumber }: Pick<KeyImageMark, 'sopInstanceUid' | 'frameNumber'>,
  place: Place,
) {
  const look = presentation.looks.find(
    (one) =>
      one.sopInstanceUid === sopInstanceUid &&
      (one.frames.length === 0 || one.frames.includes(frameNumber)),
  );
  const { rotation, flipped, inverted } = presentation;
  const image = place.factsOf(sopInstanceUid);
  return {
    window: look?.window ?? null,
    rotation,
    flipped,
    // MONOCHROME1 is shown inverse when nobody inverted it
    inverted: !presentation.isColour && inverted !== (image?.isInverse ?? false),
    area: look?.area && !isWhole(look.area, image) ? look.area : null,
    withDrawings: presentation.label !== LABELS.plain,
  };
}

const isWhole = (
  { left, top, right, bottom }: ShownArea,
  image: Pick<ImageFacts, 'rows' | 'columns'> | null,
): boolean => left === 1 && top === 1 && right === image?.columns && bottom === image.rows;

/** Captions from numbered lines, see `keyObjectSelection`. */
function captionsOf(description: string): readonly string[] {
  const lines = description === '' ? [] : description.split(/\r\n|\r|\n/);
  return lines.map((text, at) => {
    const prefix = `${at + 1}. `;
    return `${text} `.startsWith(prefix) ? text.slice(prefix.length) : text;
  });
}
