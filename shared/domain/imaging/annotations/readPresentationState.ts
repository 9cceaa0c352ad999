import type { DicomJson } from '../dicomJson';
import type { PixelPoint } from '../vector';
import type { KeyImageMark, ShownArea } from './annotationSet';
import { itemsAt, numberAt, numbersAt, personAt, textAt } from './elements';
import { areaOf, otherOrder } from './orientation';
import type { Unmapped } from './readMeasurementReport';
import { readShutters, type Shutter } from './readShutters';
import { SOP, T } from './tags';

/** An image, or some frames of it (1-based; empty: all). */
export type FramesOf = { readonly sopInstanceUid: string; readonly frames: readonly number[] };

/** How one image is to be shown. */
export type Look = FramesOf & {
  readonly window: { readonly centre: number; readonly width: number } | null;
  /** `null`: the whole picture. */
  readonly area: ShownArea | null;
};

/** Points are ours: (0, 0) is the centre of the first pixel. */
export type StateFigure = {
  readonly on: readonly FramesOf[];
  readonly layer: string;
  readonly type: string;
  readonly points: readonly PixelPoint[];
  readonly filled: boolean;
  readonly trackingUid: string | null;
};

export type StateText = {
  readonly on: readonly FramesOf[];
  readonly layer: string;
  readonly text: string;
  /** Upper left corner of the box, or the anchor where there is no box. */
  readonly at: PixelPoint;
  /** What the words point at, where that is to be shown. */
  readonly anchor: PixelPoint | null;
  readonly trackingUid: string | null;
};

export type ReadPresentation = {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly label: string;
  readonly isColour: boolean;
  readonly description: string;
  readonly author: string | null;
  readonly writtenAt: string;
  readonly looks: readonly Look[];
  /** In our order: mirrored first, then turned. */
  readonly rotation: KeyImageMark['rotation'];
  readonly flipped: boolean;
  readonly inverted: boolean;
  /** In drawing order. */
  readonly layers: readonly { readonly name: string; readonly description: string }[];
  readonly figures: readonly StateFigure[];
  readonly texts: readonly StateText[];
  readonly shutters: readonly Shutter[];
  /** Figures that cannot be drawn, and parts of the look the viewer has no means for. */
  readonly unmapped: readonly Unmapped[];
};

const MOST_OBJECTS = 5000;

/** A grayscale, colour or any other softcopy presentation state (PS3.3 A.33), ours or others'. */
export function readPresentationState(document: DicomJson): ReadPresentation {
  const unmapped: Unmapped[] = [];
  const flipped = textAt(document, T.ImageHorizontalFlip) === 'Y';
  const turn = (((numberAt(document, T.ImageRotation) ?? 0) % 360) + 360) % 360;
  const isRight = turn % 90 === 0;
  if (!isRight) unmapped.push({ path: T.ImageRotation, what: `rotation ${turn}` });
  const rotation = otherOrder(isRight ? turn : 0, flipped);
  const looks = looksOf(document, unmapped);
  const drawn = { document, looks, rotation, flipped, unmapped };
  return {
    sopInstanceUid: textAt(document, T.SOPInstanceUID) ?? '',
    seriesInstanceUid: textAt(document, T.SeriesInstanceUID) ?? '',
    label: textAt(document, T.ContentLabel) ?? '',
    isColour: textAt(document, T.SOPClassUID) === SOP.colorPresentationState,
    description: textAt(document, T.ContentDescription) ?? '',
    author: personAt(document, T.ContentCreatorName),
    writtenAt: [
      textAt(document, T.PresentationCreationDate),
      textAt(document, T.PresentationCreationTime),
    ]
      .filter(Boolean)
      .join(' '),
    looks,
    rotation,
    flipped,
    inverted: textAt(document, T.PresentationLUTShape) === 'INVERSE',
    layers: layersOf(document),
    ...graphicsOf(drawn),
    shutters: readShutters(document, unmapped),
    unmapped,
  };
}

function layersOf(document: DicomJson): ReadPresentation['layers'] {
  return itemsAt(document, T.GraphicLayerSequence)
    .map((item) => ({
      name: textAt(item, T.GraphicLayer) ?? '',
      description: textAt(item, T.GraphicLayerDescription) ?? '',
      order: numberAt(item, T.GraphicLayerOrder) ?? 0,
    }))
    .sort((a, b) => a.order - b.order)
    .map(({ name, description }) => ({ name, description }));
}

const referenced = (item: DicomJson): readonly FramesOf[] =>
  itemsAt(item, T.ReferencedImageSequence).flatMap((reference) => {
    const sopInstanceUid = textAt(reference, T.ReferencedSOPInstanceUID);
    return sopInstanceUid === null
      ? []
      : [{ sopInstanceUid, frames: numbersAt(reference, T.ReferencedFrameNumber) }];
  });

/** An item without references holds for every image of the state. */
const concerns = (item: DicomJson, { sopInstanceUid, frames }: FramesOf): boolean => {
  const on = referenced(item);
  const isSame = (other: FramesOf): boolean =>
    other.sopInstanceUid === sopInstanceUid &&
    (other.frames.length === 0 ||
      frames.length === 0 ||
      frames.some((frame) => other.frames.includes(frame)));
  return on.length === 0 || on.some(isSame);
};

function looksOf(document: DicomJson, unmapped: Unmapped[]): readonly Look[] {
  const images = itemsAt(document, T.ReferencedSeriesSequence).flatMap(referenced);
  const windows = itemsAt(document, T.SoftcopyVOILUTSequence);
  const areas = itemsAt(document, T.DisplayedAreaSelectionSequence);
  if (windows.some((item) => itemsAt(item, T.VOILUTSequence).length > 0))
    unmapped.push({ path: T.VOILUTSequence, what: 'VOI LUT' });
  if (itemsAt(document, T.PresentationLUTSequence).length > 0)
    unmapped.push({ path: T.PresentationLUTSequence, what: 'Presentation LUT' });
  // every frame of a multi-frame image may have its own look
  const each = images.flatMap(({ sopInstanceUid, frames }) =>
    frames.length > 1
      ? frames.map((frame) => ({ sopInstanceUid, frames: [frame] }))
      : [{ sopInstanceUid, frames }],
  );
  return each.map((image) => ({
    ...image,
    window: windowOf(windows.find((item) => concerns(item, image))),
    area: shownOf(areas.find((item) => concerns(item, image))),
  }));
}

function windowOf(item: DicomJson | undefined): Look['window'] {
  const centre = numberAt(item, T.WindowCenter);
  const width = numberAt(item, T.WindowWidth);
  return centre !== null && width !== null && width > 0 ? { centre, width } : null;
}

function shownOf(item: DicomJson | undefined): ShownArea | null {
  const [left, top] = numbersAt(item, T.DisplayedAreaTopLeftHandCorner);
  const [right, bottom] = numbersAt(item, T.DisplayedAreaBottomRightHandCorner);
  return left === undefined || top === undefined || right === undefined || bottom === undefined
    ? null
    : areaOf([left, top], [right, bottom]);
}

type Drawn = {
  readonly document: DicomJson;
  readonly looks: readonly Look[];
  readonly rotation: KeyImageMark['rotation'];
  readonly flipped: boolean;
  readonly unmapped: Unmapped[];
};

function graphicsOf(drawn: Drawn): Pick<ReadPresentation, 'figures' | 'texts'> {
  const figures: StateFigure[] = [];
  const texts: StateText[] = [];
  itemsAt(drawn.document, T.GraphicAnnotationSequence).forEach((item, at) => {
    const layer = textAt(item, T.GraphicLayer) ?? '';
    const named = referenced(item);
    const on: readonly FramesOf[] = named.length > 0 ? named : drawn.looks;
    itemsAt(item, T.GraphicObjectSequence).forEach((object, index) => {
      const path = `${at + 1}.${index + 1}`;
      const read = figures.length < MOST_OBJECTS ? figureOf(object, on, drawn) : [];
      if (read.length === 0)
        drawn.unmapped.push({ path, what: textAt(object, T.GraphicType) ?? 'figure' });
      figures.push(...read.map((figure) => ({ ...figure, layer })));
    });
    itemsAt(item, T.TextObjectSequence).forEach((object, index) => {
      const read = texts.length < MOST_OBJECTS ? textOf(object, on, drawn) : [];
      if (read.length === 0) drawn.unmapped.push({ path: `${at + 1}.${index + 1}`, what: 'text' });
      texts.push(...read.map((text) => ({ ...text, layer })));
    });
    const compound = itemsAt(item, T.CompoundGraphicSequence).length;
    const isDrawnOtherwise = [T.GraphicObjectSequence, T.TextObjectSequence].some((tag) =>
      itemsAt(item, tag).some((object) => object[T.CompoundGraphicInstanceID] !== undefined),
    );
    if (compound > 0 && !isDrawnOtherwise)
      drawn.unmapped.push({ path: `${at + 1}`, what: 'compound graphic' });
  });
  return { figures, texts };
}

const DRAWN_TYPES = new Set(['POINT', 'POLYLINE', 'INTERPOLATED', 'CIRCLE', 'ELLIPSE']);
/** Fewest points each type makes sense with. */
const FEWEST: Readonly<Record<string, number>> = {
  POINT: 1,
  POLYLINE: 2,
  INTERPOLATED: 2,
  CIRCLE: 2,
  ELLIPSE: 4,
};

function figureOf(
  object: DicomJson,
  on: readonly FramesOf[],
  drawn: Drawn,
): readonly Omit<StateFigure, 'layer'>[] {
  const type = textAt(object, T.GraphicType) ?? '';
  const data = numbersAt(object, T.GraphicData);
  const isWhole = data.length >= 2 * (FEWEST[type] ?? 1) && data.length % 2 === 0;
  if (!DRAWN_TYPES.has(type) || !isWhole) return [];
  const pairs = Array.from({ length: data.length / 2 }, (_, at): PixelPoint => [
    data[at * 2] ?? 0,
    data[at * 2 + 1] ?? 0,
  ]);
  const units = textAt(object, T.GraphicAnnotationUnits);
  return placed(pairs, units, on, drawn).map(({ points, on: where }) => ({
    on: where,
    type,
    points,
    filled: textAt(object, T.GraphicFilled) === 'Y',
    trackingUid: textAt(object, T.TrackingUID),
  }));
}

function textOf(
  object: DicomJson,
  on: readonly FramesOf[],
  drawn: Drawn,
): readonly Omit<StateText, 'layer'>[] {
  const text = (object[T.UnformattedTextValue]?.Value ?? [])
    .filter((line): line is string => typeof line === 'string')
    .join('\n')
    .slice(0, 4000);
  const box = pairOf(numbersAt(object, T.BoundingBoxTopLeftHandCorner));
  const anchor = pairOf(numbersAt(object, T.AnchorPoint));
  const boxes = box ? placed([box], textAt(object, T.BoundingBoxAnnotationUnits), on, drawn) : [];
  const anchors = anchor
    ? placed([anchor], textAt(object, T.AnchorPointAnnotationUnits), on, drawn)
    : [];
  const isShown = textAt(object, T.AnchorPointVisibility) === 'Y' && boxes.length > 0;
  return (boxes.length > 0 ? boxes : anchors).flatMap(({ points: [at], on: where }, index) =>
    at === undefined
      ? []
      : [
          {
            on: where,
            text,
            at,
            anchor: isShown ? (anchors[index]?.points[0] ?? null) : null,
            trackingUid: textAt(object, T.TrackingUID),
          },
        ],
  );
}

const pairOf = ([x, y]: readonly number[]): PixelPoint | null =>
  x === undefined || y === undefined ? null : [x, y];

type Placed = { readonly points: readonly PixelPoint[]; readonly on: readonly FramesOf[] };

/** Points in pixels are the same on every image, shares of the displayed area are another place on each. */
function placed(
  pairs: readonly PixelPoint[],
  units: string | null,
  on: readonly FramesOf[],
  { looks, rotation, flipped }: Drawn,
): readonly Placed[] {
  if (units !== 'DISPLAY')
    return [{ on, points: pairs.map(([x, y]): PixelPoint => [x - 0.5, y - 0.5]) }];
  const shown = looks.filter((look) =>
    on.some(
      ({ sopInstanceUid, frames }) =>
        sopInstanceUid === look.sopInstanceUid &&
        (frames.length === 0 ||
          look.frames.length === 0 ||
          look.frames.some((frame) => frames.includes(frame))),
    ),
  );
  return shown.flatMap((look) => {
    const { area } = look;
    if (area === null) return [];
    return [
      { on: [look], points: pairs.map((pair) => fromDisplay(pair, area, rotation, flipped)) },
    ];
  });
}

/** A share of the displayed area, as turned and mirrored on screen, to a point of the image. */
function fromDisplay(
  [x, y]: PixelPoint,
  { left, top, right, bottom }: ShownArea,
  rotation: number,
  flipped: boolean,
): PixelPoint {
  const [across, down] = turnedBack(x - 0.5, y - 0.5, rotation);
  const share = (flipped ? -across : across) + 0.5;
  return [
    left - 1 + share * (right - left + 1) - 0.5,
    top - 1 + (down + 0.5) * (bottom - top + 1) - 0.5,
  ];
}

function turnedBack(x: number, y: number, rotation: number): PixelPoint {
  switch (rotation) {
    case 90:
      return [y, -x];
    case 180:
      return [-x, -y];
    case 270:
      return [-y, x];
    default:
      return [x, y];
  }
}
