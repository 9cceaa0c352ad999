import { add, cross, dot, length, scale, subtract, type Vector3 } from '../vector';
import type { Contour } from './readStructureSet';
import { gapsOf } from './stackPlaces';

/** Positions closer than this are one plane, mm. */
const SAME_PLANE_MM = 0.05;

/**
 * Volume of a region, mL: areas times the distance of their planes. `null` when it cannot be known: contours that are open, not
 * flat, not parallel, in one plane only, unevenly spaced, or one inside another without saying what that means.
 */
export function contourVolumeOf(contours: readonly Contour[]): number | null {
  const first = contours[0];
  const normal = first && normalOfPolygon(first.points);
  if (!first || !normal) return null;
  const planes = new Map<number, Contour[]>();
  for (const contour of contours) {
    const at = positionOf(contour, normal);
    if (at === null) return null;
    const key = [...planes.keys()].find((known) => Math.abs(known - at) < SAME_PLANE_MM) ?? at;
    planes.set(key, [...(planes.get(key) ?? []), contour]);
  }
  const gaps = gapsOf([...planes.keys()].sort((a, b) => a - b));
  const [gap] = gaps;
  if (gap === undefined || gaps.some((one) => Math.abs(one - gap) > 0.01 * gap)) return null;
  let area = 0;
  for (const together of planes.values()) {
    const sum = areaOfPlane(together, normal);
    if (sum === null) return null;
    area += sum;
  }
  return (area * gap) / 1000;
}

function positionOf({ type, points }: Contour, normal: Vector3): number | null {
  if (type !== 'closed' && type !== 'closedXor') return null;
  const [first] = points;
  if (first === undefined || points.length < 3) return null;
  const at = dot(first, normal);
  return points.every((point) => Math.abs(dot(point, normal) - at) < SAME_PLANE_MM) ? at : null;
}

function areaOfPlane(contours: readonly Contour[], normal: Vector3): number | null {
  let sum = 0;
  for (const contour of contours) {
    const [point] = contour.points;
    const around = contours.filter(
      (other) => other !== contour && point && isInside(point, other.points, normal),
    ).length;
    if (around > 0 && contour.type !== 'closedXor') return null;
    sum += (around % 2 === 0 ? 1 : -1) * Math.abs(dot(areaVector(contour.points), normal));
  }
  return sum;
}

/** Half the sum of the cross products of neighbouring corners: its length is the area, its direction the normal. */
function areaVector(points: readonly Vector3[]): Vector3 {
  const [origin = [0, 0, 0] as Vector3] = points;
  let sum: Vector3 = [0, 0, 0];
  for (let i = 1; i + 1 < points.length; i++) {
    const [a, b] = [points[i] ?? origin, points[i + 1] ?? origin];
    sum = add(sum, cross(subtract(a, origin), subtract(b, origin)));
  }
  return scale(sum, 0.5);
}

function normalOfPolygon(points: readonly Vector3[]): Vector3 | null {
  const area = areaVector(points);
  const size = length(area);
  return size > 0 ? scale(area, 1 / size) : null;
}

function isInside(point: Vector3, polygon: readonly Vector3[], normal: Vector3): boolean {
  const right = acrossOf(normal);
  const down = cross(normal, right);
  const flat = polygon.map((one) => [dot(one, right), dot(one, down)] as const);
  const [x, y] = [dot(point, right), dot(point, down)];
  let inside = false;
  for (let i = 0, j = flat.length - 1; i < flat.length; j = i++) {
    const [xi, yi] = flat[i] ?? [0, 0];
    const [xj, yj] = flat[j] ?? [0, 0];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function acrossOf(normal: Vector3): Vector3 {
  const axis: Vector3 = Math.abs(normal[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const across = cross(axis, normal);
  return scale(across, 1 / length(across));
}
