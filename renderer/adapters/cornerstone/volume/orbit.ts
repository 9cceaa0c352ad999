import {
  cross,
  dot,
  length,
  rotated,
  scale,
  subtract,
  type Vector3,
} from '../../../../shared/domain/imaging/vector';

/** Where a solid is looked at from; `normal` points at whoever looks. Unit vectors at right angles. */
export type Look = { readonly up: Vector3; readonly normal: Vector3 };

/** From the front, the head above: LPS has +y at the back. */
export const FROM_FRONT: Look = { up: [0, 0, 1], normal: [0, -1, 0] };

export const rightOf = ({ up, normal }: Look): Vector3 => cross(up, normal);

/** Pushes the ball around the solid to the right and down, radians. */
export function orbit(look: Look, right: number, down: number): Look {
  const aroundUp = rotated(look.normal, look.up, -right);
  const axis = cross(look.up, aroundUp);
  const normal = unit(rotated(aroundUp, axis, -down));
  const up = rotated(look.up, axis, -down);
  // rounding must not add up over an hour of turning
  return { normal, up: unit(subtract(up, scale(normal, dot(up, normal)))) };
}

const unit = (vector: Vector3): Vector3 => scale(vector, 1 / length(vector));
