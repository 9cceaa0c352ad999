/** Browsers refuse canvases beyond this and leave them empty; a scanned A0 sheet at 400 % would get there. */
const MAX_CANVAS_PIXELS = 32_000_000;

/**
 * Largest drawing scale up to `wanted` whose canvas a browser still draws.
 *
 * @param width - Page width in PDF units at scale 1.
 */
export function canvasScale(wanted: number, width: number, height: number): number {
  const pixels = width * height * wanted * wanted;
  return pixels <= MAX_CANVAS_PIXELS ? wanted : wanted * Math.sqrt(MAX_CANVAS_PIXELS / pixels);
}
