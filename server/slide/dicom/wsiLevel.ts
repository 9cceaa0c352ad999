import { numberOf, textOf, type DicomDataSet } from '../../dicom/parse/dicomJson';
import { itemOf, itemsOf, type WsiInstance, type WsiObject } from './wsiInstance';

/** Which frame of which object shows a tile; frames count from 1. */
export type FrameOfTile = { readonly object: WsiObject; readonly frame: number };

export type WsiLevel = {
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly first: WsiInstance;
  /** `null` where a sparse level has no frame, or a concatenation lacks the part that holds it. */
  frameOf(x: number, y: number): FrameOfTile | null;
};

/**
 * Puts the instances of one level together: one object, or the parts of a concatenation.
 *
 * @returns `null` when frames do not lie on a grid of tiles.
 */
export function wsiLevel(parts: readonly WsiInstance[]): WsiLevel | null {
  const sorted = parts.toSorted((a, b) => a.frameOffset - b.frameOffset);
  const [first] = sorted;
  if (!first) return null;
  const columns = Math.ceil(first.totalColumns / first.tileColumns);
  const size = {
    width: first.totalColumns,
    height: first.totalRows,
    tileWidth: first.tileColumns,
    tileHeight: first.tileRows,
    first,
  };
  if (!first.isSparse) {
    return { ...size, frameOf: (x, y) => partOf(sorted, y * columns + x) };
  }
  const placed = sparsePlaces(sorted, columns);
  return placed && { ...size, frameOf: (x, y) => placed.get(y * columns + x) ?? null };
}

/** Frames of TILED_FULL run along the rows of the first focal plane and optical path before anything else. */
function partOf(parts: readonly WsiInstance[], index: number): FrameOfTile | null {
  const part = parts.findLast(({ frameOffset }) => frameOffset <= index);
  const frame = part ? index - part.frameOffset + 1 : 0;
  return part && frame <= part.frames ? { object: part.object, frame } : null;
}

function sparsePlaces(
  parts: readonly WsiInstance[],
  columns: number,
): Map<number, FrameOfTile> | null {
  const places = new Map<number, FrameOfTile>();
  let shown: string | null = null;
  for (const part of parts) {
    const groups = itemsOf(part.object.dataSet, '52009230');
    for (const [index, group] of groups.entries()) {
      const place = placeOf(group);
      if (!place) return null;
      shown ??= place.layer;
      if (place.layer !== shown) continue;
      const x = (place.column - 1) / part.tileColumns;
      const y = (place.row - 1) / part.tileRows;
      if (!Number.isInteger(x) || !Number.isInteger(y) || x < 0 || y < 0) return null;
      places.set(y * columns + x, { object: part.object, frame: index + 1 });
    }
  }
  return places.size > 0 ? places : null;
}

/** Plane Position (Slide): where the frame's first pixel lies in the total matrix, counted from 1. */
function placeOf(group: DicomDataSet): { column: number; row: number; layer: string } | null {
  const position = itemOf(group, '0048021A');
  const column = position && numberOf(position, '0048021E');
  const row = position && numberOf(position, '0048021F');
  if (!position || column === null || row === null) return null;
  const path = itemOf(group, '00480207');
  const depth = numberOf(position, '0040074A') ?? 0;
  return { column, row, layer: `${path ? (textOf(path, '00480106') ?? '') : ''} ${depth}` };
}
