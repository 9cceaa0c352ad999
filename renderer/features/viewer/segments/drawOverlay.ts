import type { OverlayPart } from '../../../../shared/domain/imaging/segments/overlayObject';
import type {
  Affine,
  PlacedSegment,
} from '../../../../shared/domain/imaging/segments/placeSegments';
import type { PlacedContour } from '../../../../shared/domain/imaging/segments/placeContours';
import type { ToScreen } from '../../../../shared/domain/imaging/screenPlace';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { LoadedOverlay } from './loadOverlay';
import { maskPictureOf } from './maskPicture';

/** An object, and which of its parts are to be seen. */
export type OverlayLayer = {
  readonly loaded: LoadedOverlay;
  readonly isVisible: (part: number) => boolean;
};

type Pen = {
  readonly context: CanvasRenderingContext2D;
  readonly toScreen: ToScreen;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly opacity: number;
};

const LINE_PX = 1.5;
const CROSS_PX = 5;

/** Draws what lies on one picture; the middle of the canvas is the middle of the picture area. */
export function drawOverlays(pen: Pen, layers: readonly OverlayLayer[], index: number): void {
  const { context, ratio } = pen;
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  for (const { loaded, isVisible } of layers) {
    const pieces = loaded.at.get(index) ?? [];
    for (const part of loaded.parts) {
      if (!isVisible(part.number)) continue;
      context.setTransform(ratio, 0, 0, ratio, width / 2, height / 2);
      const own = pieces.filter((piece) => piece.part === part.number);
      drawContours(
        pen,
        part,
        own.filter((piece) => piece.kind === 'contour'),
      );
      for (const piece of own) if (piece.kind === 'mask') drawMask(pen, loaded, part, piece);
    }
  }
}

const cssOf = ([red, green, blue]: OverlayPart['colour']): string => `rgb(${red} ${green} ${blue})`;

function drawMask(
  { context, toScreen, opacity }: Pen,
  { masks }: LoadedOverlay,
  part: OverlayPart,
  { frame, toPicture }: PlacedSegment,
): void {
  const picture = masks && maskPictureOf(masks, frame, part);
  if (!picture) return;
  context.save();
  const [a, b, c, d, e, f] = chained(toPicture, toScreen);
  context.transform(a, b, c, d, e, f);
  // pixel (0, 0) has its middle there, its corner half a pixel before
  context.translate(-0.5, -0.5);
  context.imageSmoothingEnabled = false;
  context.globalAlpha = opacity;
  context.drawImage(picture.area, picture.left, picture.top);
  context.globalAlpha = 1;
  context.strokeStyle = cssOf(part.colour);
  context.lineWidth = LINE_PX / Math.max(1e-6, Math.sqrt(Math.abs(a * d - b * c)));
  context.stroke(picture.outline);
  context.restore();
}

/** From pixels of the segmentation to the screen. */
function chained([a, b, c, d, e, f]: Affine, toScreen: ToScreen): Affine {
  const at = (x: number, y: number): PixelPoint => toScreen([a * x + c * y + e, b * x + d * y + f]);
  const [ox, oy] = at(0, 0);
  const [xx, xy] = at(1, 0);
  const [yx, yy] = at(0, 1);
  return [xx - ox, xy - oy, yx - ox, yy - oy, ox, oy];
}

function drawContours(
  { context, toScreen, opacity }: Pen,
  { colour }: OverlayPart,
  contours: readonly PlacedContour[],
): void {
  if (contours.length === 0) return;
  context.strokeStyle = cssOf(colour);
  context.fillStyle = cssOf(colour);
  context.lineWidth = LINE_PX;
  const areas = new Path2D();
  const lines = new Path2D();
  for (const { type, points } of contours) {
    if (type === 'points') for (const point of points) cross(lines, toScreen(point));
    else {
      const path = type === 'open' ? lines : areas;
      points
        .map(toScreen)
        .forEach(([x, y], at) => (at === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
      if (type !== 'open') path.closePath();
    }
  }
  context.globalAlpha = opacity;
  context.fill(areas, 'evenodd');
  context.globalAlpha = 1;
  context.stroke(areas);
  context.stroke(lines);
}

function cross(path: Path2D, [x, y]: PixelPoint): void {
  path.moveTo(x - CROSS_PX, y);
  path.lineTo(x + CROSS_PX, y);
  path.moveTo(x, y - CROSS_PX);
  path.lineTo(x, y + CROSS_PX);
}
