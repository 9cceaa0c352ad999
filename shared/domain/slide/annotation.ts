import { z } from 'zod';
import { instantSchema, userIdSchema } from '../identity/actor';
import type { SlideManifest } from './manifest';

export const ANNOTATION_KINDS = ['point', 'line', 'rectangle', 'polygon', 'text'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

const point = z.tuple([z.number().finite(), z.number().finite()]);
export type SlidePoint = z.infer<typeof point>;

/** How many points a kind has; a polygon has at least three. */
const POINTS: Record<AnnotationKind, readonly [least: number, most: number]> = {
  point: [1, 1],
  line: [2, 2],
  rectangle: [2, 2],
  polygon: [3, 2000],
  text: [1, 1],
};

/**
 * What somebody drew on a slide, in pixels of the finest level, so that it means the same at every zoom. Points: line two
 * ends, rectangle two opposite corners, polygon its corners without repeating the first.
 */
export const slideShapeSchema = z
  .object({
    kind: z.enum(ANNOTATION_KINDS),
    points: z.array(point).min(1).max(2000),
    /** What is written beside it; a text annotation must have one. */
    text: z.string().trim().max(500),
  })
  .refine(
    ({ kind, points }) => points.length >= POINTS[kind][0] && points.length <= POINTS[kind][1],
    { path: ['points'] },
  )
  .refine(({ kind, text }) => kind !== 'text' || text !== '', { path: ['text'] });
export type SlideShape = z.infer<typeof slideShapeSchema>;

export const slideAnnotationSchema = z
  .object({
    id: z.uuid(),
    slideId: z.string(),
    version: z.int().positive(),
    authorId: userIdSchema,
    authorName: z.string(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    shape: slideShapeSchema,
  })
  .meta({ id: 'SlideAnnotation' });
export type SlideAnnotation = z.infer<typeof slideAnnotationSchema>;

export type ShapeMeasure =
  | { readonly kind: 'length'; readonly microns: number }
  | { readonly kind: 'area'; readonly squareMicrons: number; readonly perimeterMicrons: number };

/**
 * What a drawing measures.
 *
 * @returns `null` for kinds that measure nothing and for slides without resolution.
 */
export function measureShape(
  shape: Pick<SlideShape, 'kind' | 'points'>,
  { micronsPerPixel }: Pick<SlideManifest, 'micronsPerPixel'>,
): ShapeMeasure | null {
  if (!micronsPerPixel) return null;
  const points = cornersOf(shape).map(
    ([x, y]) => [x * micronsPerPixel.x, y * micronsPerPixel.y] as const,
  );
  switch (shape.kind) {
    case 'line':
      return { kind: 'length', microns: pathLength(points, false) };
    case 'rectangle':
    case 'polygon':
      return {
        kind: 'area',
        squareMicrons: shoelace(points),
        perimeterMicrons: pathLength(points, true),
      };
    case 'point':
    case 'text':
      return null;
  }
}

/** The outline's points; a rectangle's four corners from its two. */
export function cornersOf({ kind, points }: Pick<SlideShape, 'kind' | 'points'>): SlidePoint[] {
  const [a, b] = points;
  if (kind !== 'rectangle' || !a || !b) return points;
  return [a, [b[0], a[1]], b, [a[0], b[1]]];
}

type Point = readonly [number, number];

function pathLength(points: readonly Point[], isClosed: boolean): number {
  const ends = isClosed ? [...points.slice(1), points[0]] : points.slice(1);
  return ends.reduce((sum, end, index) => {
    const start = points[index];
    return start && end ? sum + Math.hypot(end[0] - start[0], end[1] - start[1]) : sum;
  }, 0);
}

/** Area of a polygon; parts traversed the other way round count against it. */
function shoelace(points: readonly Point[]): number {
  const twice = points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}
