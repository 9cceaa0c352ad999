import { err, ok, type Result } from '../../../lib/result';
import type { DisplaySet } from '../displaySet';
import { contourVolumeOf } from './contourVolume';
import type { OverlayPart, OverlayProblem } from './overlayObject';
import { placeContour, type PlacedContour } from './placeContours';
import { placeSegment, type PlacedSegment } from './placeSegments';
import { segmentFrameOf, type Segmentation, type SegmentFrame } from './readSegmentation';
import { contourOf, type Contour, type StructureSet } from './readStructureSet';
import { coverageOf, pixelsOf, type SegmentSamples } from './segmentSamples';
import { frameSpacingOf, segmentVolumeOf } from './segmentVolume';
import { stackPlacesOf, type StackPlaces } from './stackPlaces';

export type PlacedPiece = PlacedSegment | PlacedContour;

/** A part, where it is to be found, and what of it is not shown. */
export type OverlayPartFound = OverlayPart & {
  /** 0-based index of the first picture that holds some of it. */
  readonly firstIndex: number | null;
  readonly pictureCount: number;
  /** Pieces on pictures that are not here. */
  readonly missing: number;
  /** Pieces that name one picture and lie on another. */
  readonly contradictory: number;
  /** Pieces whose numbers cannot be read. */
  readonly damaged: number;
  readonly volumeMl: number | null;
};

/** An object laid over a set of pictures. */
export type Overlay = {
  readonly parts: readonly OverlayPartFound[];
  /** By 0-based index of the picture. */
  readonly at: ReadonlyMap<number, readonly PlacedPiece[]>;
};

/** Steps yield how many pieces are done; whoever runs them lets others have the thread in between. */
export type OverlaySteps = Generator<number, Result<Overlay, OverlayProblem>>;

type Tally = {
  pictures: Set<number>;
  missing: number;
  contradictory: number;
  damaged: number;
};
const newTally = (): Tally => ({
  pictures: new Set(),
  missing: 0,
  contradictory: 0,
  damaged: 0,
});

/** @returns Problem `nothingPlaced` when no frame belongs on any of the pictures. */
export function* assembleSegments(
  segmentation: Segmentation,
  samples: SegmentSamples,
  set: DisplaySet,
): OverlaySteps {
  const stack = stackPlacesOf(set);
  const numbers = segmentation.parts.map(({ number }) => number);
  const tallies = new Map(numbers.map((number) => [number, newTally()]));
  const framesOf = new Map(numbers.map((number) => [number, [] as SegmentFrame[]]));
  const counts = new Map<string, number>();
  const frames: SegmentFrame[] = [];
  const at = new Map<number, PlacedPiece[]>();
  for (let index = 0; index < segmentation.frameCount; index++) {
    const frame = segmentFrameOf(segmentation, index);
    frames.push(frame);
    for (const part of partsIn(segmentation, samples, frame, numbers)) {
      const count = pixelsOf(segmentation, samples, index, part);
      counts.set(`${index} ${part}`, count);
      framesOf.get(part)?.push(frame);
      const tally = tallies.get(part);
      // an empty frame says that nothing is there
      if (count > 0 && tally)
        settle(placeSegment(segmentation, { ...frame, part }, stack), tally, at);
    }
    yield index + 1;
  }
  if (at.size === 0) return err({ reason: 'nothingPlaced' });
  const spacingMm = frameSpacingOf(segmentation, frames, stack);
  const volumeOf = (part: number): number | null =>
    segmentVolumeOf(
      segmentation,
      framesOf.get(part) ?? [],
      ({ index }) => counts.get(`${index} ${part}`) ?? 0,
      spacingMm,
    );
  return ok({ parts: segmentation.parts.map(found(tallies, volumeOf)), at });
}

/** Segments a frame is about; a label map may hold all of them in each. */
function partsIn(
  segmentation: Segmentation,
  samples: SegmentSamples,
  { index, part }: SegmentFrame,
  numbers: readonly number[],
): readonly number[] {
  if (segmentation.form !== 'labelmap') return part === null ? [] : [part];
  return numbers.filter((number) =>
    coverageOf(segmentation, samples, index, number).some((value) => value > 0),
  );
}

/** @returns Problem `nothingPlaced` when no contour belongs on any of the pictures. */
export function* assembleContours(structures: StructureSet, set: DisplaySet): OverlaySteps {
  const stack: StackPlaces = stackPlacesOf(set);
  const tallies = new Map(structures.parts.map(({ number }) => [number, newTally()]));
  const contours = new Map<number, Contour[]>();
  const at = new Map<number, PlacedPiece[]>();
  for (const [index, written] of structures.written.entries()) {
    const contour = contourOf(written);
    const tally = tallies.get(written.part);
    if (tally && contour === null) tally.damaged += 1;
    if (tally && contour) {
      contours.set(contour.part, [...(contours.get(contour.part) ?? []), contour]);
      settle(placeContour(contour, stack), tally, at);
    }
    yield index + 1;
  }
  if (at.size === 0) return err({ reason: 'nothingPlaced' });
  const volumeOf = (part: number): number | null =>
    tallies.get(part)?.damaged === 0 ? contourVolumeOf(contours.get(part) ?? []) : null;
  return ok({ parts: structures.parts.map(found(tallies, volumeOf)), at });
}

type Placement =
  | { readonly status: 'placed'; readonly on: readonly (readonly [number, PlacedPiece])[] }
  | { readonly status: 'missing' | 'contradictory' };

function settle(placement: Placement, tally: Tally, at: Map<number, PlacedPiece[]>): void {
  if (placement.status !== 'placed') {
    tally[placement.status] += 1;
    return;
  }
  for (const [index, piece] of placement.on) {
    tally.pictures.add(index);
    const there = at.get(index);
    if (there) there.push(piece);
    else at.set(index, [piece]);
  }
}

const found =
  (tallies: ReadonlyMap<number, Tally>, volumeOf: (part: number) => number | null) =>
  (part: OverlayPart): OverlayPartFound => {
    const { pictures, missing, contradictory, damaged } = tallies.get(part.number) ?? newTally();
    return {
      ...part,
      firstIndex: pictures.size === 0 ? null : Math.min(...pictures),
      pictureCount: pictures.size,
      missing,
      contradictory,
      damaged,
      volumeMl: volumeOf(part.number),
    };
  };
