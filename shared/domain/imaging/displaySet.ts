import { numberOf, numbersOf, TAG, textOf, type DicomJson } from './dicomJson';
import { imagePlaneOf } from './imagePlane';
import { objectKindOf, type ObjectKind } from './objectKind';
import type { Orientation, Slab } from './reslice';
import { cross, dot } from './vector';

/** One picture of a stack: an instance and a 1-based frame. */
export type FrameRef = {
  readonly instance: DicomJson;
  readonly sopInstanceUid: string;
  readonly frame: number;
};

/**
 * What one viewport can show: the single-frame images of a series in order, or one multi-frame image; or, with
 * `kind` other than `image`, an object that can only be named. `frames` is empty exactly then.
 */
export type DisplaySet = {
  readonly id: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly kind: ObjectKind;
  readonly modality: string;
  readonly seriesNumber: number | null;
  readonly description: string | null;
  readonly frames: readonly FrameRef[];
  /** Frames a second from the file; `null` when it does not say. */
  readonly frameRate: number | null;
  /** The object itself, where it is one that lies over pictures; without its bulk data. */
  readonly object?: DicomJson;
  /** Pictures cut from those of another set; they exist on this screen only. */
  readonly derived?: Derivation;
};

export type Derivation = {
  readonly sourceId: string;
  /** `oblique`: not one of the standard orientations. */
  readonly view: Orientation | 'oblique';
  readonly slab: Slab | null;
};

/** Kinds that are shown over the pictures they name, each object by itself. */
export const OVERLAY_KINDS: ReadonlySet<ObjectKind> = new Set(['segmentation', 'structureSet']);

/** Splits one series into display sets; instances without a SOP Instance UID cannot be addressed and are left out. */
export function displaySetsOf(
  studyInstanceUid: string,
  seriesInstanceUid: string,
  instances: readonly DicomJson[],
): readonly DisplaySet[] {
  const base = { studyInstanceUid, seriesInstanceUid };
  const stack: DicomJson[] = [];
  const sets: DisplaySet[] = [];
  const named = new Set<ObjectKind>();
  for (const instance of inInstanceOrder(instances)) {
    const uid = textOf(instance, TAG.SOPInstanceUID);
    if (uid === null) continue;
    const kind = objectKindOf(instance);
    if (OVERLAY_KINDS.has(kind)) {
      sets.push({ ...displaySet(base, uid, kind, instance, []), object: instance });
    } else if (kind !== 'image') {
      if (!named.has(kind)) sets.push(displaySet(base, uid, kind, instance, []));
      named.add(kind);
    } else if (frameCount(instance) > 1) {
      sets.push(displaySet(base, uid, kind, instance, framesOf(instance, uid)));
    } else {
      stack.push(instance);
    }
  }
  const [first] = stack;
  if (first === undefined) return sets;
  const frames = spatialOrder(stack).flatMap((instance) => {
    const uid = textOf(instance, TAG.SOPInstanceUID);
    return uid === null ? [] : framesOf(instance, uid);
  });
  return [displaySet(base, 'stack', 'image', first, frames), ...sets];
}

function displaySet(
  base: { studyInstanceUid: string; seriesInstanceUid: string },
  key: string,
  kind: ObjectKind,
  instance: DicomJson,
  frames: readonly FrameRef[],
): DisplaySet {
  return {
    ...base,
    id: `${base.seriesInstanceUid}/${key}`,
    kind,
    modality: textOf(instance, TAG.Modality) ?? 'OT',
    seriesNumber: numberOf(instance, TAG.SeriesNumber),
    description: textOf(instance, TAG.SeriesDescription),
    frames,
    frameRate: frameRateOf(instance),
  };
}

const frameCount = (instance: DicomJson): number =>
  Math.max(1, numberOf(instance, TAG.NumberOfFrames) ?? 1);

function framesOf(instance: DicomJson, sopInstanceUid: string): readonly FrameRef[] {
  return Array.from({ length: frameCount(instance) }, (_, i) => ({
    instance,
    sopInstanceUid,
    frame: i + 1,
  }));
}

function inInstanceOrder(instances: readonly DicomJson[]): readonly DicomJson[] {
  const order = (instance: DicomJson): number => numberOf(instance, TAG.InstanceNumber) ?? Infinity;
  return [...instances].sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
}

/** Parallel placed images go along their normal, so a wrongly numbered series still scrolls through the body in order. */
function spatialOrder(stack: readonly DicomJson[]): readonly DicomJson[] {
  const planes = stack.map((instance) => ({ instance, plane: imagePlaneOf(instance) }));
  const [first] = planes;
  if (first === undefined) return stack;
  const normal = cross(first.plane.right, first.plane.down);
  const parallel = planes.every(
    ({ plane }) => plane.placed && Math.abs(dot(cross(plane.right, plane.down), normal)) > 0.99,
  );
  if (!parallel) return stack;
  const placed = planes.map(({ instance, plane }) => ({ instance, at: dot(plane.origin, normal) }));
  // Two images at one place are two time points or echoes: the number order is the better one.
  const distinct = new Set(placed.map(({ at }) => Math.round(at * 100))).size === placed.length;
  if (!distinct) return stack;
  const head = placed[0];
  const last = placed.at(-1);
  const direction = head && last && last.at < head.at ? -1 : 1;
  return placed.sort((a, b) => (a.at - b.at) * direction).map(({ instance }) => instance);
}

/** Rate the file asks for (PS3.3 C.7.6.5): recommended display rate, cine rate, else from the frame time in ms. */
export function frameRateOf(instance: DicomJson): number | null {
  const rates = [
    numberOf(instance, TAG.RecommendedDisplayFrameRate),
    numberOf(instance, TAG.CineRate),
    1000 / (numberOf(instance, TAG.FrameTime) ?? 0),
  ];
  return rates.find((rate) => rate !== null && Number.isFinite(rate) && rate > 0) ?? null;
}

/** Lossy compression ratios as written, largest last applied; `null` when the image was never lossily compressed. */
export function lossyRatioOf(instance: DicomJson): { readonly ratio: number | null } | null {
  if (textOf(instance, TAG.LossyImageCompression) !== '01') return null;
  return { ratio: numbersOf(instance, TAG.LossyImageCompressionRatio).at(-1) ?? null };
}
