import { worldToPixel, type ImagePlane } from '../imagePlane';
import { cross, dot, subtract, type Vector3 } from '../vector';
import type { PlacedFigure, SpaceFigure } from './figure';

/** A frame and where it lies. */
export type PlacedFrame = {
  readonly sopInstanceUid: string;
  readonly frameNumber: number;
  readonly frameOfReferenceUid: string | null;
  readonly plane: ImagePlane;
};

/** How far from a picture's plane a point may lie and still be drawn on it, mm. */
const TOLERANCE_MM = 0.5;

/**
 * A figure given in the patient (SCOORD3D) on the image that holds all of its points: the one it was drawn on if that is
 * named, else the nearest one in the same frame of reference.
 *
 * @returns `null` when no image holds it; it is then to be named, not drawn somewhere else.
 */
export function placeFigure(
  figure: SpaceFigure,
  frames: readonly PlacedFrame[],
): PlacedFigure | null {
  const points = pointsOf(figure.data);
  if (points === null) return null;
  const candidates = frames
    .filter(
      ({ plane, frameOfReferenceUid }) =>
        plane.placed && frameOfReferenceUid === figure.frameOfReferenceUid,
    )
    .map((frame) => ({ frame, distance: distanceTo(frame.plane, points) }))
    .filter(({ distance }) => distance <= TOLERANCE_MM)
    .sort((a, b) => a.distance - b.distance);
  const isSource = ({ frame }: (typeof candidates)[number]): boolean =>
    frame.sopInstanceUid === figure.source?.sopInstanceUid &&
    (figure.source.frames.length === 0 || figure.source.frames.includes(frame.frameNumber));
  const chosen = (candidates.find(isSource) ?? candidates[0])?.frame;
  if (chosen === undefined) return null;
  return {
    sopInstanceUid: chosen.sopInstanceUid,
    frames: [chosen.frameNumber],
    // a polygon in space is a closed line on the image
    type: figure.type === 'POLYGON' ? 'POLYLINE' : figure.type,
    points: points.map((point) => worldToPixel(chosen.plane, point)),
  };
}

function pointsOf(data: readonly number[]): readonly Vector3[] | null {
  if (data.length === 0 || data.length % 3 !== 0) return null;
  return Array.from({ length: data.length / 3 }, (_, at): Vector3 => [
    data[at * 3] ?? 0,
    data[at * 3 + 1] ?? 0,
    data[at * 3 + 2] ?? 0,
  ]);
}

function distanceTo(plane: ImagePlane, points: readonly Vector3[]): number {
  const normal = cross(plane.right, plane.down);
  return Math.max(...points.map((point) => Math.abs(dot(subtract(point, plane.origin), normal))));
}
