import { calibrationOf } from '../../../shared/domain/imaging/calibration';
import { numberOf, TAG } from '../../../shared/domain/imaging/dicomJson';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import {
  imagePlaneOf,
  pixelToWorld,
  worldToPixel,
} from '../../../shared/domain/imaging/imagePlane';
import {
  centreOf,
  followed,
  linkOf,
  planesOf,
  shareSpace,
  sizedPlaneOf,
  type StackLink,
} from '../../../shared/domain/imaging/linking';
import {
  distanceTo,
  nearestPlane,
  normalOf,
  referenceLine,
} from '../../../shared/domain/imaging/planeRelations';
import { add, dot, scale, subtract, type Vector3 } from '../../../shared/domain/imaging/vector';
import type { Guide, ViewField } from '../../ports/imageViewer';
import {
  allSets,
  isFrame,
  setInSlot,
  visibleSlots,
  type FramePlace,
  type ViewerState,
} from './store';

/** What a place shows now. */
export type Shown = {
  readonly slot: number;
  readonly set: DisplaySet;
  /** On screen. */
  readonly index: number;
  /** On screen soon. */
  readonly target: number;
  readonly ref: FrameRef;
};

export function shownIn(state: ViewerState, slot: number): Shown | null {
  const set = setInSlot(state, slot);
  const view = state.slots[slot]?.view;
  if (!set || !view || view.displaySetId !== set.id) return null;
  const ref = set.frames[view.index];
  return ref
    ? { slot, set, index: view.index, target: view.pendingIndex ?? view.index, ref }
    : null;
}

/** The place of a picture on the other screen: none of ours. */
const ELSEWHERE = -1;

/** A picture that the other screen names, if its set is here too. */
export function remoteShown(state: ViewerState, frame: FramePlace): Shown | null {
  const set = state.setOf(frame);
  const index = set?.frames.findIndex(isFrame(frame)) ?? -1;
  const ref = set?.frames[index];
  return set && ref ? { slot: ELSEWHERE, set, index, target: index, ref } : null;
}

export const othersThan = (state: ViewerState, slot: number): readonly Shown[] =>
  visibleSlots(state).flatMap((other) => (other === slot ? [] : (shownIn(state, other) ?? [])));

/** How stacks were joined; the place of a pair is kept from when it was first asked for. */
export class Links {
  readonly #links = new Map<string, StackLink | null>();

  /** The pictures of the others that go with the one the leader goes to. */
  follow(leader: Shown, others: readonly Shown[]): readonly { slot: number; index: number }[] {
    return others.flatMap((other) => {
      const link = this.#between(leader, other);
      const at = { set: leader.set, index: leader.target };
      const index = link && followed(link, at, other.set);
      return index === null || index === other.target ? [] : [{ slot: other.slot, index }];
    });
  }

  /** Joins all as they stand now. */
  join(all: readonly Shown[]): void {
    this.#links.clear();
    for (const a of all) for (const b of all) if (a !== b) this.#between(a, b);
  }

  #between(a: Shown, b: Shown): StackLink | null {
    const key = `${a.set.id} ${b.set.id}`;
    const known = this.#links.get(key);
    if (known !== undefined) return known;
    const link = a.set.id === b.set.id ? { kind: 'index' as const, by: 0 } : linkOf(a, b);
    this.#links.set(key, link);
    return link;
  }
}

/** Pictures of the others nearest to a point in the patient; only of stacks in the same space. */
export function pointedTo(
  from: Shown,
  world: Vector3,
  others: readonly Shown[],
): readonly { slot: number; index: number }[] {
  return others.flatMap(({ slot, set }) => {
    if (set.id === from.set.id || !shareSpace(from.set, set)) return [];
    const nearest = nearestPlane(planesOf(set), world);
    return nearest ? [{ slot, index: nearest.index }] : [];
  });
}

/** Furthest a picture may lie from a point for the point to be marked on it, mm; half the distance to the next at least. */
const NEAR_MM = 1;

/** Lines of the other pictures' planes, the point pointed at, and areas with a scale of their own. */
export function guidesFor(state: ViewerState, shown: Shown): readonly Guide[] {
  return [
    ...(state.lines ? cutsOn(state, shown) : []),
    ...markOn(state, shown),
    ...(MEASURING.has(state.tool) ? regionsOf(shown.ref) : []),
  ];
}

/** The active picture on the others; on the active one, the others. Those of the other screen as if they were here. */
function cutsOn(state: ViewerState, shown: Shown): readonly Guide[] {
  const isLed = shown.slot === state.active;
  const here = othersThan(state, shown.slot)
    .filter(({ slot }) => isLed || slot === state.active)
    .flatMap((other) => cutOn(shown, other, String(other.index + 1)));
  const elsewhere = state.remote
    .filter(({ isActive }) => isLed || isActive)
    .flatMap((frame) => {
      const other = remoteShown(state, frame);
      return other ? cutOn(shown, other, `${other.index + 1} ↗`) : [];
    });
  return [...here, ...elsewhere];
}

function cutOn(shown: Shown, other: Shown, label: string): readonly Guide[] {
  if (!shareSpace(shown.set, other.set)) return [];
  const line = referenceLine(sizedPlaneOf(shown.ref), sizedPlaneOf(other.ref));
  return line ? [{ kind: 'line', from: line[0], to: line[1], label }] : [];
}

function markOn(state: ViewerState, shown: Shown): readonly Guide[] {
  const { crosshair } = state;
  const source = crosshair && allSets(state.studies).find(({ id }) => id === crosshair.setId);
  if (!crosshair || !source || !(crosshair.isRemote || state.tool === 'crosshair')) return [];
  const plane = imagePlaneOf(shown.ref.instance, shown.ref.frame);
  if (!plane.placed || !shareSpace(source, shown.set)) return [];
  const thickness = numberOf(shown.ref.instance, TAG.SliceThickness) ?? 0;
  const isNear = Math.abs(distanceTo(plane, crosshair.world)) <= Math.max(NEAR_MM, thickness);
  return isNear ? [{ kind: 'mark', at: worldToPixel(plane, crosshair.world) }] : [];
}

const MEASURING: ReadonlySet<string> = new Set(['length', 'bidirectional', 'angle', 'cobb']);

/** Ultrasound: a length holds only within one of these. */
function regionsOf({ instance, frame }: FrameRef): readonly Guide[] {
  const calibration = calibrationOf(instance, frame);
  if (calibration.kind !== 'regions') return [];
  return calibration.regions.map(({ min, max }) => ({ kind: 'box', min, max, label: '' }));
}

/** The part of another stack's plane that shows what the leader's field shows, at the same size. */
export function fieldFor(leader: Shown, field: ViewField, other: Shown): ViewField {
  const from = sizedPlaneOf(leader.ref);
  const to = sizedPlaneOf(other.ref);
  const { height } = field;
  if (shareSpace(leader.set, other.set)) {
    const off = scale(normalOf(to.plane), distanceTo(to.plane, field.centre));
    return { centre: subtract(field.centre, off), height };
  }
  const moved = subtract(field.centre, centreOf(from));
  const across = scale(to.plane.right, dot(moved, from.plane.right));
  const down = scale(to.plane.down, dot(moved, from.plane.down));
  return { centre: add(centreOf(to), add(across, down)), height };
}

export const worldAt = ({ ref }: Shown, pixel: readonly [number, number]): Vector3 =>
  pixelToWorld(imagePlaneOf(ref.instance, ref.frame), pixel);
