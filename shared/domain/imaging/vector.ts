/** A point or direction in the patient coordinate system, mm: +x left, +y posterior, +z head (PS3.3 C.7.6.2.1.1). */
export type Vector3 = readonly [number, number, number];
/** Column and row of an image, continuous: (0, 0) is the centre of the top left pixel. */
export type PixelPoint = readonly [number, number];

export const add = (a: Vector3, b: Vector3): Vector3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector3, b: Vector3): Vector3 => [
  a[0] - b[0],
  a[1] - b[1],
  a[2] - b[2],
];
export const scale = (a: Vector3, by: number): Vector3 => [a[0] * by, a[1] * by, a[2] * by];
export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Vector3): number => Math.hypot(...a);
export const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Rodrigues' rotation of a vector about a unit axis, radians. */
export function rotated(vector: Vector3, axis: Vector3, radians: number): Vector3 {
  const along = scale(axis, dot(axis, vector) * (1 - Math.cos(radians)));
  const turned = add(
    scale(vector, Math.cos(radians)),
    scale(cross(axis, vector), Math.sin(radians)),
  );
  return add(turned, along);
}
