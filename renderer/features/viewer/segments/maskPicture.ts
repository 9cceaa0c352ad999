import type { Rgb } from '../../../../shared/domain/imaging/segments/colour';
import { maskEdges } from '../../../../shared/domain/imaging/segments/maskEdges';
import { coverageOf } from '../../../../shared/domain/imaging/segments/segmentSamples';
import type { LoadedOverlay } from './loadOverlay';

/** One segment on one frame, ready to be drawn: the area as a picture, its outline in pixels of the segmentation. */
export type MaskPicture = {
  readonly area: HTMLCanvasElement;
  /** Upper left corner of the area, in corners of pixels. */
  readonly left: number;
  readonly top: number;
  readonly outline: Path2D;
};

type Masks = NonNullable<LoadedOverlay['masks']>;

/** Of each object as many as a few pictures need, so that scrolling to and fro does not make them again. */
const KEPT = 96;
const made = new WeakMap<Masks, Map<string, MaskPicture | null>>();

export function maskPictureOf(
  masks: Masks,
  frame: number,
  { number, colour }: { readonly number: number; readonly colour: Rgb },
): MaskPicture | null {
  const known = made.get(masks) ?? new Map<string, MaskPicture | null>();
  made.set(masks, known);
  const key = `${frame} ${number}`;
  const there = known.get(key);
  if (there !== undefined) return there;
  const picture = paint(masks, frame, number, colour);
  known.set(key, picture);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return picture;
}

function paint(
  { segmentation, samples }: Masks,
  frame: number,
  part: number,
  [red, green, blue]: Rgb,
): MaskPicture | null {
  const { columns, rows } = segmentation;
  const coverage = coverageOf(segmentation, samples, frame, part);
  const box = boxOf(coverage, columns, rows);
  if (box === null) return null;
  const { left, top, width, height } = box;
  const area = document.createElement('canvas');
  area.width = width;
  area.height = height;
  const context = area.getContext('2d');
  if (context === null) return null;
  const image = context.createImageData(width, height);
  const within = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = coverage[(top + y) * columns + left + x] ?? 0;
      const at = y * width + x;
      within[at] = value;
      image.data.set([red, green, blue, value], at * 4);
    }
  }
  context.putImageData(image, 0, 0);
  const outline = new Path2D();
  for (const [x1, y1, x2, y2] of maskEdges(within, width, height)) {
    outline.moveTo(left + x1, top + y1);
    outline.lineTo(left + x2, top + y2);
  }
  return { area, left, top, outline };
}

function boxOf(coverage: Uint8ClampedArray, columns: number, rows: number) {
  let [left, top, right, bottom] = [columns, rows, -1, -1];
  for (let i = 0; i < coverage.length; i++) {
    if (coverage[i] === 0) continue;
    const x = i % columns;
    const y = (i - x) / columns;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    bottom = y;
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
