/** Steps a person recognises; the smallest fits a phone photo on a county monitor. */
const ZOOM_STEPS = [0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8] as const;

/** The next larger (`1`) or smaller (`-1`) step from any zoom, also from one between two steps. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const margin = 0.001;
  const next =
    direction === 1
      ? ZOOM_STEPS.find((step) => step > zoom + margin)
      : ZOOM_STEPS.findLast((step) => step < zoom - margin);
  return next ?? zoom;
}

export type Size = { readonly width: number; readonly height: number };

/** Zoom at which the content, turned by `rotation` degrees, is whole inside the box. */
export function fitZoom(content: Size, box: Size, rotation: number): number {
  const turned = rotation % 180 !== 0;
  const width = turned ? content.height : content.width;
  const height = turned ? content.width : content.height;
  if (width === 0 || height === 0) return 1;
  return Math.min(box.width / width, box.height / height);
}

/** Zoom at which the width fits; documents are read from top to bottom. */
export function fitWidthZoom(content: Size, box: Size, rotation: number): number {
  const width = rotation % 180 !== 0 ? content.height : content.width;
  return width === 0 ? 1 : box.width / width;
}

export const quarterTurn = (rotation: number, direction: 1 | -1): number =>
  (((rotation + direction * 90) % 360) + 360) % 360;
