import { uidOfUuid } from '../../../lib/uid';
import type { DicomElement, DicomJson } from '../dicomJson';
import type { Measurement } from '../measurement';
import type { PixelPoint } from '../vector';
import type { Annotation, KeyImageMark } from './annotationSet';
import { SRGB_PROFILE } from './colourProfile';
import { decimalString } from './contentItem';
import {
  dicomTime,
  documentHead,
  imageReference,
  type DocumentContext,
  type ImageFacts,
  type ImageRef,
} from './documentModules';
import { drawingText } from './drawingText';
import { AS_VR, lo, personName, sequence } from './elements';
import { graphicsOf, toGraphicData, type Graphic } from './geometry';
import type { Measure } from './measurementReport';
import { cornersOf, otherOrder } from './orientation';
import type { PresentationSlot } from './presentationPlan';
import { SOP, T } from './tags';
import { valueLines } from './valueLines';

const LAYER = 'MARKS';
const HIDDEN_LAYER = 'HIDDEN';
/** Content labels (CS) by which we know our own again. */
export const LABELS = {
  drawings: 'DRAWINGS',
  key: 'KEY IMAGES',
  plain: 'KEY IMAGES PLAIN',
} as const;

type Input = {
  readonly context: DocumentContext;
  readonly slot: PresentationSlot;
  readonly measure: Measure;
};

/**
 * One look of an author at some frames of a study as a grayscale (PS3.3 A.33.1) or, for colour images, colour softcopy
 * presentation state (A.33.2): his drawings with their words and numbers, window, part shown, turning, polarity.
 */
export function presentationState({ context, slot, measure }: Input): DicomJson {
  const { date, time } = dicomTime(context.at);
  const [mark] = slot.marks;
  const images = slot.frames.map((ref) => ({ ref, image: context.images.get(ref.sopInstanceUid) }));
  return {
    ...documentHead(
      context,
      slot.isColour ? SOP.colorPresentationState : SOP.grayscalePresentationState,
      {
        modality: 'PR',
        number: 9002,
        description: `Presentation ${context.author.name}`,
      },
    ),
    // type 2C, and checkers want it wherever they cannot know the body part
    '00200060': AS_VR.CS(),
    [T.ContentLabel]: AS_VR.CS(labelOf(mark)),
    [T.ContentDescription]: lo(context.author.name),
    [T.PresentationCreationDate]: AS_VR.DA(date),
    [T.PresentationCreationTime]: AS_VR.TM(time),
    [T.ContentCreatorName]: personName(context.author.name),
    [T.ReferencedSeriesSequence]: referencedSeries(context, slot.frames),
    [T.DisplayedAreaSelectionSequence]: sequence(
      ...images.map(({ ref, image }) => displayedArea(context, ref, image, markOf(slot, ref))),
    ),
    ...graphicModules(context, slot, measure),
    ...(mark && (mark.rotation !== 0 || mark.flipped) && turning(mark)),
    ...(slot.isColour
      ? { [T.ICCProfile]: { vr: 'OB', InlineBinary: SRGB_PROFILE } }
      : greyLook(context, slot)),
  };
}

function labelOf(mark: KeyImageMark | undefined): string {
  if (!mark) return LABELS.drawings;
  return mark.withDrawings ? LABELS.key : LABELS.plain;
}

const markOf = ({ marks }: PresentationSlot, ref: ImageRef): KeyImageMark | undefined =>
  marks.find(
    (mark) => mark.sopInstanceUid === ref.sopInstanceUid && mark.frameNumber === ref.frameNumber,
  );

function referencedSeries(context: DocumentContext, refs: readonly ImageRef[]): DicomElement {
  const series = new Map<string, Map<string, number[]>>();
  for (const { sopInstanceUid, frameNumber } of refs) {
    const image = context.images.get(sopInstanceUid);
    if (!image) continue;
    const instances = series.get(image.seriesInstanceUid) ?? new Map<string, number[]>();
    series.set(image.seriesInstanceUid, instances);
    instances.set(sopInstanceUid, [...(instances.get(sopInstanceUid) ?? []), frameNumber]);
  }
  return sequence(
    ...[...series].map(([uid, instances]) => ({
      [T.SeriesInstanceUID]: AS_VR.UI(uid),
      [T.ReferencedImageSequence]: sequence(
        ...[...instances].map(([sopInstanceUid, frames]) => ({
          ...imageReference(context.images, { sopInstanceUid, frameNumber: 1 }),
          ...((context.images.get(sopInstanceUid)?.frames ?? 1) > 1 && {
            [T.ReferencedFrameNumber]: AS_VR.IS(...frames.sort((a, b) => a - b)),
          }),
        })),
      ),
    })),
  );
}

const onImage = (context: DocumentContext, ref: ImageRef): DicomJson => ({
  [T.ReferencedImageSequence]: sequence(imageReference(context.images, ref)),
});

function displayedArea(
  context: DocumentContext,
  ref: ImageRef,
  image: ImageFacts | undefined,
  mark: KeyImageMark | undefined,
): DicomJson {
  const whole = { left: 1, top: 1, right: image?.columns ?? 1, bottom: image?.rows ?? 1 };
  const { topLeft, bottomRight } = cornersOf(
    mark?.area ?? whole,
    mark ?? { rotation: 0, flipped: false },
  );
  const { row = 1, column = 1 } = image?.spacing ?? {};
  return {
    ...onImage(context, ref),
    [T.DisplayedAreaTopLeftHandCorner]: AS_VR.SL(...topLeft),
    [T.DisplayedAreaBottomRightHandCorner]: AS_VR.SL(...bottomRight),
    [T.PresentationSizeMode]: AS_VR.CS('SCALE TO FIT'),
    ...(image?.spacingIsMm
      ? { [T.PresentationPixelSpacing]: AS_VR.DS(decimalString(row), decimalString(column)) }
      : { [T.PresentationPixelAspectRatio]: AS_VR.IS(...wholeRatio(row, column)) }),
  };
}

/** The ratio of two sizes in whole numbers, as IS wants it. */
function wholeRatio(row: number, column: number): readonly [number, number] {
  if (row === column) return [1, 1];
  return [Math.round(row * 1000) || 1, Math.round(column * 1000) || 1];
}

const turning = ({ rotation, flipped }: KeyImageMark): DicomJson => ({
  [T.ImageRotation]: AS_VR.US(otherOrder(rotation, flipped)),
  [T.ImageHorizontalFlip]: AS_VR.CS(flipped ? 'Y' : 'N'),
});

function greyLook(context: DocumentContext, { frames, marks }: PresentationSlot): DicomJson {
  const image = context.images.get(frames[0]?.sopInstanceUid ?? '');
  const isInverse = (image?.isInverse ?? false) !== (marks[0]?.inverted ?? false);
  const windows = marks.flatMap((mark) => (mark.window ? [{ mark, window: mark.window }] : []));
  return {
    ...image?.modality,
    ...(windows.length > 0 && {
      [T.SoftcopyVOILUTSequence]: sequence(
        ...windows.map(({ mark, window }) => ({
          ...onImage(context, mark),
          [T.WindowCenter]: AS_VR.DS(decimalString(window.centre)),
          [T.WindowWidth]: AS_VR.DS(decimalString(window.width)),
        })),
      ),
    }),
    [T.PresentationLUTShape]: AS_VR.CS(isInverse ? 'INVERSE' : 'IDENTITY'),
  };
}

function graphicModules(
  context: DocumentContext,
  slot: PresentationSlot,
  measure: Measure,
): DicomJson {
  const layers = [LAYER, HIDDEN_LAYER].flatMap((layer) => {
    const inLayer = slot.annotations.filter(({ visible }) => visible === (layer === LAYER));
    return inLayer.length === 0 ? [] : [{ layer, inLayer }];
  });
  if (layers.length === 0) return {};
  return {
    [T.GraphicAnnotationSequence]: sequence(
      ...layers.flatMap(({ layer, inLayer }) =>
        slot.frames.flatMap((ref) => graphicsOn(context, ref, layer, inLayer, measure)),
      ),
    ),
    [T.GraphicLayerSequence]: sequence(
      ...layers.map(({ layer }, at) => ({
        [T.GraphicLayer]: AS_VR.CS(layer),
        [T.GraphicLayerOrder]: AS_VR.IS(at + 1),
        [T.GraphicLayerDescription]: lo(
          [context.author.name, context.author.organisation].filter(Boolean).join(' '),
        ),
      })),
    ),
  };
}

function graphicsOn(
  context: DocumentContext,
  ref: ImageRef,
  layer: string,
  annotations: readonly Annotation[],
  measure: Measure,
): readonly DicomJson[] {
  const here = annotations.filter(
    ({ measurement: m }) =>
      m.sopInstanceUid === ref.sopInstanceUid && m.frameNumber === ref.frameNumber,
  );
  if (here.length === 0) return [];
  const figures = here.flatMap((annotation) =>
    figuresOf(annotation.measurement).map((graphic) => graphicObject(graphic, annotation)),
  );
  const texts = here.flatMap((annotation) => textObject(annotation, measure));
  return [
    {
      ...onImage(context, ref),
      [T.GraphicLayer]: AS_VR.CS(layer),
      ...(figures.length > 0 && { [T.GraphicObjectSequence]: sequence(...figures) }),
      ...(texts.length > 0 && { [T.TextObjectSequence]: sequence(...texts) }),
    },
  ];
}

/** Figures as drawn: an arrow has a head, a text has only its words. */
function figuresOf(measurement: Measurement): readonly Graphic[] {
  if (measurement.kind === 'text') return [];
  const figures = graphicsOf(measurement);
  return measurement.kind === 'arrow' ? [...figures, arrowHead(measurement.points)] : figures;
}

const HEAD = { length: 8, halfWidth: 3 };

function arrowHead(points: readonly PixelPoint[]): Graphic {
  const [tip = [0, 0], tail = [0, 0]] = points;
  const length = Math.hypot(tail[0] - tip[0], tail[1] - tip[1]) || 1;
  const along: PixelPoint = [(tail[0] - tip[0]) / length, (tail[1] - tip[1]) / length];
  const at = (sideways: number): PixelPoint => [
    tip[0] + along[0] * HEAD.length - along[1] * sideways,
    tip[1] + along[1] * HEAD.length + along[0] * sideways,
  ];
  return { type: 'POLYLINE', points: [at(HEAD.halfWidth), tip, at(-HEAD.halfWidth)] };
}

const tracking = (annotation: Annotation): DicomJson => ({
  [T.TrackingID]: AS_VR.UT(drawingText(annotation)),
  [T.TrackingUID]: AS_VR.UI(uidOfUuid(annotation.measurement.id)),
});

function graphicObject({ type, points }: Graphic, annotation: Annotation): DicomJson {
  const isRegion = type === 'ELLIPSE' || annotation.measurement.kind.endsWith('Roi');
  return {
    [T.GraphicAnnotationUnits]: AS_VR.CS('PIXEL'),
    [T.GraphicDimensions]: AS_VR.US(2),
    [T.NumberOfGraphicPoints]: AS_VR.US(points.length),
    [T.GraphicData]: AS_VR.FL(...toGraphicData(points)),
    [T.GraphicType]: AS_VR.CS(type),
    ...(isRegion && { [T.GraphicFilled]: AS_VR.CS('N') }),
    ...tracking(annotation),
  };
}

/** ST holds 1024 characters; the words come first. */
const LONGEST_TEXT = 1024;

function textObject(annotation: Annotation, measure: Measure): readonly DicomJson[] {
  const { measurement } = annotation;
  const lines = [
    ...(measurement.label ? [measurement.label] : []),
    ...valueLines(measure(measurement)),
  ];
  if (lines.length === 0) return [];
  return [
    {
      [T.AnchorPointAnnotationUnits]: AS_VR.CS('PIXEL'),
      [T.UnformattedTextValue]: AS_VR.ST([...lines.join('\r\n')].slice(0, LONGEST_TEXT).join('')),
      [T.AnchorPoint]: AS_VR.FL(...toGraphicData([textPlace(measurement)])),
      [T.AnchorPointVisibility]: AS_VR.CS('N'),
      ...tracking(annotation),
    },
  ];
}

/** Where the author put the words, else beside the drawing's rightmost point; the tail of an arrow. */
export function textPlace({ kind, points, textAt }: Measurement): PixelPoint {
  if (textAt) return textAt;
  const [first = [0, 0], second] = points;
  if (kind === 'arrow' && second) return second;
  return points.reduce<PixelPoint>((best, point) => (point[0] > best[0] ? point : best), first);
}
