import type { CaptureSource } from '../../../shared/api/captures';
import { cornersOf, type SlideShape } from '../../../shared/domain/slide/annotation';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { lengthText, magnificationOf, slideScaleBar } from '../../../shared/domain/slide/scale';
import { toScreen, type Size, type SlideView } from '../../../shared/domain/slide/view';

export type Labelled = { readonly shape: SlideShape; readonly label: string };

type Picture = { readonly blob: Blob; readonly size: Size };
type Scene = { readonly slide: SlideManifest; readonly view: SlideView; readonly box: Size };

/**
 * The picture with what was drawn on it and its scale bar, so that it says in a report what it said on screen.
 *
 * @returns PNG, base64.
 */
export async function withOverlay(
  picture: Picture,
  scene: Scene,
  shapes: readonly Labelled[],
): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.size.width;
  canvas.height = picture.size.height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const bitmap = await createImageBitmap(picture.blob);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const ratio = picture.size.width / scene.box.width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const shape of shapes) drawShape(context, scene, shape);
  drawScale(context, scene);
  return toBase64(canvas);
}

/** Where in the slide the picture is, for whoever wants to find the place again. */
export function captureSource(scene: Scene, picture: Picture): CaptureSource {
  const { slide, view, box } = scene;
  const pixelsPerSlidePixel = view.zoom * (picture.size.width / box.width);
  const scale = slide.micronsPerPixel;
  // turned by an angle, the axes of the picture mix both resolutions; only equal ones still say something
  const isUpright = view.rotation % 180 === 0;
  const isSquare = scale !== null && Math.abs(scale.x / scale.y - 1) < 0.001;
  return {
    kind: 'slide',
    slideId: slide.slideId,
    centre: view.centre,
    micronsPerPixel:
      scale && (isUpright || isSquare)
        ? { x: scale.x / pixelsPerSlidePixel, y: scale.y / pixelsPerSlidePixel }
        : null,
    rotation: view.rotation,
    magnification: magnificationOf(slide, view.zoom),
  };
}

const FONT = '13px "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

function drawShape(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { shape, label }: Labelled,
): void {
  const corners = cornersOf(shape).map(([x, y]) => toScreen(scene.view, scene.box, { x, y }));
  const [first] = corners;
  if (!first) return;
  context.beginPath();
  if (shape.kind === 'point' || shape.kind === 'text')
    context.arc(first.x, first.y, 5, 0, 2 * Math.PI);
  else {
    for (const { x, y } of corners) context.lineTo(x, y);
    if (shape.kind !== 'line') context.closePath();
  }
  stroke(context, '#ffd400');
  const right = corners.reduce((best, corner) => (corner.x > best.x ? corner : best));
  if (label !== '') write(context, label, right.x + 9, right.y - 6, '#ffd400');
}

function stroke(context: CanvasRenderingContext2D, colour: string): void {
  context.lineWidth = 4;
  context.strokeStyle = 'rgb(0 0 0 / 60%)';
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.stroke();
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
): void {
  context.font = FONT;
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(0 0 0 / 75%)';
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawScale(context: CanvasRenderingContext2D, { slide, view, box }: Scene): void {
  const bar = slideScaleBar(slide, view.zoom, 160);
  if (!bar) return;
  const { value, unit } = lengthText(bar.microns);
  const [x, y] = [16, box.height - 18];
  context.fillStyle = 'rgb(0 0 0 / 55%)';
  context.fillRect(x - 8, y - 26, bar.pixels + 16, 36);
  context.fillStyle = '#fff';
  context.fillRect(x, y, bar.pixels, 3);
  write(context, `${value} ${unit}`, x, y - 8, '#fff');
}

async function toBase64(canvas: HTMLCanvasElement): Promise<string> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('no picture');
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(new Error('unreadable'));
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}
