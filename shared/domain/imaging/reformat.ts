import { appError, type AppError } from '../errors';
import { err, type Result } from '../../lib/result';
import { numberOf, TAG, textOf, type DicomJson, type Tag } from './dicomJson';
import type { DisplaySet, FrameRef } from './displaySet';
import type { ImagePlane } from './imagePlane';
import { sizedPlaneOf } from './linking';
import { paddingOf } from './padding';
import { pixelUnitOf } from './pixelUnit';
import { normalOf } from './planeRelations';
import { cutsThrough, ORIENTATIONS, type CutPlane, type Orientation, type Slab } from './reslice';
import { add, dot, rotated, scale, subtract, type Vector3 } from './vector';
import { fileVoiOf, rescaleOf } from './voi';
import { volumeOf, type VolumeGrid, type VolumeRefusal } from './volume';

/** Directions in which columns and rows of a picture grow. */
export type Axes = Pick<ImagePlane, 'right' | 'down'>;

/** Why a set is no block, beyond what its planes tell: colour has no single value, other objects no picture. */
export type BlockRefusal = VolumeRefusal | 'notGrey' | 'notStored';

/** The block the pictures of a set make up. Error `viewer.notABlock` with the reason as `params.reason`. */
export function blockGridOf(set: DisplaySet): Result<VolumeGrid, AppError> {
  const reason = (why: BlockRefusal) =>
    err(appError('unsupported', 'viewer.notABlock', { params: { reason: why } }));
  if (set.derived) return reason('notStored');
  if (set.kind !== 'image' || set.frames.some(({ instance }) => !isGrey(instance)))
    return reason('notGrey');
  const grid = volumeOf(set.frames.map(sizedPlaneOf));
  return grid.ok ? grid : reason(grid.error);
}

const isGrey = (instance: DicomJson): boolean =>
  (numberOf(instance, TAG.SamplesPerPixel) ?? 1) === 1 &&
  textOf(instance, TAG.PhotometricInterpretation) !== 'PALETTE COLOR';

/** Bytes of a block whose values take two bytes each. */
export const blockBytes = ({ columns, rows, slices }: VolumeGrid): number =>
  columns * rows * slices * 2;

/** The block with half as many columns and rows; each voxel is the mean of four. */
export function halved(grid: VolumeGrid): VolumeGrid {
  const { column, row, origin, columns, rows } = grid;
  return {
    ...grid,
    columns: Math.floor(columns / 2),
    rows: Math.floor(rows / 2),
    origin: add(origin, scale(add(column, row), 0.5)),
    column: scale(column, 2),
    row: scale(row, 2),
  };
}

export const STANDARD_VIEWS: Readonly<Record<Orientation, Axes>> = {
  axial: { right: [1, 0, 0], down: [0, 1, 0] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1] },
};

export type Views = Readonly<Record<Orientation, Axes>>;

/**
 * Turns the two other views about the normal of one, as their lines on it are turned; itself it stays as it is.
 *
 * @param radians From the columns towards the rows of the view, as seen on its picture.
 */
export function turnOthers(views: Views, on: Orientation, radians: number): Views {
  const axis = normalOf(planeWith(views[on]));
  const turned = ORIENTATIONS.map((view): [Orientation, Axes] => {
    const { right, down } = views[view];
    return view === on
      ? [view, views[view]]
      : [view, { right: rotated(right, axis, radians), down: rotated(down, axis, radians) }];
  });
  return Object.fromEntries(turned) as Views;
}

export const planeWith = (axes: Axes, origin: Vector3 = [0, 0, 0]): ImagePlane => ({
  ...axes,
  origin,
  spacing: { row: 1, column: 1 },
  placed: true,
});

/** Which standard orientation the axes are, to a hundredth of a degree. */
export function viewOf(axes: Axes): Orientation | 'oblique' {
  const standard = ORIENTATIONS.find((view) => {
    const { right, down } = STANDARD_VIEWS[view];
    return dot(right, axes.right) > 1 - 1e-8 && dot(down, axes.down) > 1 - 1e-8;
  });
  return standard ?? 'oblique';
}

/** Value of places outside the block: lower than any of a picture, and said to be padding. */
export type OutsideValue = number;

const PREFIX = 'reformatted:';
/** A stored object has a UID of digits and dots; pictures made here never do. */
export const isReformatted = (sopInstanceUid: string): boolean => sopInstanceUid.startsWith(PREFIX);

export type Reformat = { readonly axes: Axes; readonly slab: Slab | null };

/** The cuts of a reformat, in the order of its pictures. */
export const cutsOf = (grid: VolumeGrid, { axes }: Reformat): readonly CutPlane[] =>
  cutsThrough(grid, axes);

/**
 * A set of pictures to be cut from a block when they are looked at. Patient, space, units and window are those of its
 * source; the same axes and slab always give the same ids, so that drawings find their picture again.
 */
export function reformattedSet(
  source: DisplaySet,
  cuts: readonly CutPlane[],
  reformat: Reformat,
  outside: OutsideValue,
): DisplaySet {
  const first = source.frames[0];
  if (!first) return { ...source, frames: [] };
  const key = keyOf(reformat);
  const base = baseOf(first, reformat, outside);
  const frames = cuts.map(({ plane, columns, rows }, i): FrameRef => {
    const sopInstanceUid = `${PREFIX}${source.id}/${key}/${i + 1}`;
    // what all pictures have in common is not copied hundreds of times at every step of a turn
    const instance = Object.assign(Object.create(base) as DicomJson, {
      [TAG.SOPInstanceUID]: { vr: 'UI', Value: [sopInstanceUid] },
      [TAG.InstanceNumber]: { vr: 'IS', Value: [i + 1] },
      [TAG.ImagePositionPatient]: { vr: 'DS', Value: [...plane.origin] },
      [TAG.PixelSpacing]: { vr: 'DS', Value: [plane.spacing.row, plane.spacing.column] },
      [TAG.Columns]: { vr: 'US', Value: [columns] },
      [TAG.Rows]: { vr: 'US', Value: [rows] },
    });
    return { instance, sopInstanceUid, frame: 1 };
  });
  return {
    ...source,
    id: `${PREFIX}${source.id}/${key}`,
    frames,
    frameRate: null,
    derived: { sourceId: source.id, view: viewOf(reformat.axes), slab: reformat.slab },
  };
}

function keyOf({ axes, slab }: Reformat): string {
  const numbers = [...axes.right, ...axes.down].map((n) => (n + 0).toFixed(5));
  return `${numbers.join(',')}${slab ? `/${slab.mode}${slab.thicknessMm}` : ''}`;
}

/** Attributes that describe stored pixels, or where the source's own pictures lay. */
const DROPPED: readonly Tag[] = [
  TAG.PerFrameFunctionalGroupsSequence,
  TAG.SharedFunctionalGroupsSequence,
  TAG.NumberOfFrames,
  TAG.ModalityLUTSequence,
  TAG.ImagerPixelSpacing,
  TAG.PixelPaddingRangeLimit,
  TAG.ShutterShape,
  TAG.AvailableTransferSyntaxUID,
  TAG.VOILUTSequence,
  TAG.RescaleType,
  TAG.RescaleIntercept,
  TAG.RescaleSlope,
];

function baseOf(
  { instance, frame }: FrameRef,
  { axes, slab }: Reformat,
  outside: number,
): DicomJson {
  const kept = Object.entries(instance).filter(
    ([tag]) => !(DROPPED as readonly string[]).includes(tag) && !/^60/.test(tag),
  );
  const unit = pixelUnitOf(instance);
  const [named] = fileVoiOf(instance, frame).windows;
  const isPet = textOf(instance, TAG.Modality) === 'PT';
  return {
    ...Object.fromEntries(kept),
    [TAG.ImageType]: { vr: 'CS', Value: ['DERIVED', 'SECONDARY', 'REFORMATTED'] },
    [TAG.ImageOrientationPatient]: { vr: 'DS', Value: [...axes.right, ...axes.down] },
    [TAG.SliceThickness]: slab ? { vr: 'DS', Value: [slab.thicknessMm] } : { vr: 'DS' },
    [TAG.PixelRepresentation]: { vr: 'US', Value: [1] },
    [TAG.PixelPaddingValue]: { vr: 'SS', Value: [outside] },
    // values are after rescale already; what they are called must survive
    ...(unit !== null && !isPet && { [TAG.RescaleType]: { vr: 'LO', Value: [unit] } }),
    ...(named && {
      [TAG.WindowCenter]: { vr: 'DS', Value: [named.window.centre] },
      [TAG.WindowWidth]: { vr: 'DS', Value: [named.window.width] },
    }),
  };
}

/** Padding of the source, in values: it is none of the picture in a cut either. */
export const sourcePadding = ({ instance, frame }: FrameRef) =>
  paddingOf(instance, rescaleOf(instance, frame));

/** Index of the cut nearest to a point. */
export function cutAt(cuts: readonly CutPlane[], world: Vector3): number {
  const [first, second] = cuts;
  if (!first || !second) return 0;
  const normal = normalOf(first.plane);
  const step = dot(subtract(second.plane.origin, first.plane.origin), normal);
  const at = dot(subtract(world, first.plane.origin), normal) / step;
  return Math.min(cuts.length - 1, Math.max(0, Math.round(at)));
}
