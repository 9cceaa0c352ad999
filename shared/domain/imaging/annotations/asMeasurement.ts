import type { MeasurementKind } from '../measurement';
import { uuidOfUid } from '../../../lib/uid';
import type { PixelPoint } from '../vector';
import {
  annotationSchema,
  snapped,
  type Annotation,
  type Code,
  type PixelStatistics,
} from './annotationSet';
import { C, OLD } from './codes';
import { isCode } from './elements';
import {
  circleByAxes,
  ellipseOfAxes,
  isClosed,
  isRectangle,
  pointsOfKind,
  type Graphic,
} from './geometry';
import type { PlacedFigure } from './figure';
import { unitOfCode } from './quantities';
import type { ImageFigure, ReadGroup, StatedNumber } from './readMeasurementReport';

export type Shape = { readonly kind: MeasurementKind; readonly points: readonly PixelPoint[] };

type NamedFigure = PlacedFigure & { readonly statedBy: Code | null };
/** Figures of a group, those found in space among them, with what its numbers are called. */
type Figures = Pick<ReadGroup, 'numbers'> & { readonly figures: readonly NamedFigure[] };

/**
 * The measurement of ours that a group of a report is, whoever wrote it; `null` when we have none like it (an open curve,
 * many points): it can still be drawn from its figures.
 */
export function shapeOf({ figures, numbers }: Figures): Shape | null {
  const unique = figures.filter(
    (figure, at) => figures.findIndex((other) => sameFigure(figure, other)) === at,
  );
  const [first, second] = unique;
  if (!first || unique.length > 2) return null;
  if (second) return twoLines(first, second, numbers);
  return oneFigure(first, numbers);
}

const sameFigure = (a: PlacedFigure, b: PlacedFigure): boolean =>
  a.type === b.type && JSON.stringify(a.points) === JSON.stringify(b.points);

const isLine = ({ type, points }: PlacedFigure): boolean =>
  type === 'POLYLINE' && points.length === 2;
const states = (numbers: readonly StatedNumber[], ...codes: readonly Code[]): boolean =>
  numbers.some(({ concept }) => isCode(concept, ...codes));

function twoLines(
  first: NamedFigure,
  second: NamedFigure,
  numbers: readonly StatedNumber[],
): Shape | null {
  if (!isLine(first) || !isLine(second)) return null;
  const points = [...first.points, ...second.points];
  if (states(numbers, C.cobbAngle, OLD.cobbAngle, C.angle)) return { kind: 'cobb', points };
  if (!states(numbers, C.longAxis, OLD.longAxis, C.shortAxis, OLD.shortAxis)) return null;
  const shortFirst = isCode(first.statedBy, C.shortAxis, OLD.shortAxis);
  return {
    kind: 'bidirectional',
    points: shortFirst ? [...second.points, ...first.points] : points,
  };
}

function oneFigure({ type, points }: PlacedFigure, numbers: readonly StatedNumber[]): Shape | null {
  const axes =
    type === 'ELLIPSE' ? ellipseOfAxes(points) : type === 'CIRCLE' ? circleByAxes(points) : null;
  if (axes) return { kind: 'ellipseRoi', points: axes };
  if (type === 'POINT') return points.length === 1 ? { kind: 'probe', points } : null;
  return type === 'POLYLINE' ? polyline({ type, points }, numbers) : null;
}

function polyline(graphic: Graphic, numbers: readonly StatedNumber[]): Shape | null {
  const { points } = graphic;
  const saysAngle = states(numbers, C.angle, C.cobbAngle, OLD.cobbAngle);
  if (isClosed(graphic)) {
    const corners = points.slice(0, -1);
    const [a, b, c, d] = corners;
    return corners.length === 4 && a && b && c && d && isRectangle(corners)
      ? { kind: 'rectangleRoi', points: [a, b, d, c] }
      : { kind: 'freehandRoi', points: corners };
  }
  if (points.length === 2) return { kind: 'length', points };
  if (points.length === 3 && saysAngle) return { kind: 'angle', points };
  if (points.length !== 4 || !saysAngle) return null;
  const [a, b, c, d] = points;
  // some write an angle as two lines that meet
  return a && b && c && d && b[0] === c[0] && b[1] === c[1]
    ? { kind: 'angle', points: [a, b, d] }
    : { kind: 'cobb', points };
}

type Place = {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUidOf: (sop: string) => string | null;
};

/** A group we wrote as the annotation it was; `null` for others' and for one whose image is not here. */
export function ownAnnotation(group: ReadGroup, place: Place): Annotation | null {
  const { drawing, trackingUid, figures, createdAt, changedAt } = group;
  const id = trackingUid === null ? null : uuidOfUid(trackingUid);
  const [first] = figures;
  if (drawing === null || id === null || first === undefined) return null;
  const graphics = figures.filter((figure, at) =>
    isFirst(figures, figure, at),
  ) as readonly Graphic[];
  const points = pointsOfKind(drawing.kind, graphics, drawing.hint);
  const parsed = annotationSchema.safeParse({
    studyInstanceUid: place.studyInstanceUid,
    seriesInstanceUid: place.seriesInstanceUidOf(first.sopInstanceUid),
    measurement: snapped({
      id,
      kind: drawing.kind,
      sopInstanceUid: first.sopInstanceUid,
      frameNumber: first.frames[0] ?? 1,
      points: (points ?? []).map(([column, row]): [number, number] => [column, row]),
      ...(group.comment !== '' && drawing.labelled && { label: group.comment }),
      ...(drawing.textAt && { textAt: [drawing.textAt[0], drawing.textAt[1]] as [number, number] }),
    }),
    finding: group.finding,
    site: group.site,
    visible: drawing.visible,
    pixels: pixelsStated(group.numbers),
    createdAt: createdAt ?? changedAt,
    changedAt: changedAt ?? createdAt,
  });
  return parsed.success ? parsed.data : null;
}

/** The lines of a Cobb angle stand under its one number, those of two axes under one each: none is written twice. */
const isFirst = (all: readonly ImageFigure[], figure: ImageFigure, at: number): boolean =>
  figure.type === 'POLYLINE' || all.findIndex((other) => sameFigure(other, figure)) === at;

function pixelsStated(numbers: readonly StatedNumber[]): PixelStatistics | null {
  const about = numbers.filter(({ concept }) => isCode(concept, C.attenuation, C.pixelValue));
  const by = (derivation: Code) => about.find((stated) => isCode(stated.derivation, derivation));
  const only = about.find(({ derivation }) => derivation === null);
  const mean = by(C.mean) ?? only;
  if (mean?.value === undefined || mean.value === null) return null;
  const { value } = mean;
  const of = (derivation: Code): number => by(derivation)?.value ?? value;
  return {
    count: only ? 1 : (numbers.find(({ concept }) => isCode(concept, C.pixelCount))?.value ?? 0),
    mean: value,
    deviation: only ? 0 : of(C.standardDeviation),
    min: of(C.minimum),
    max: of(C.maximum),
    unit: unitOfCode(mean.unit),
  };
}
