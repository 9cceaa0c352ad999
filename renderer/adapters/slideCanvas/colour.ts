import type { SlideAdjustment } from '../../ports/slideViewer';

/** What each of the 256 values of a channel becomes: gamma first, then contrast about the middle, then brightness. */
export function colourTable({ brightness, contrast, gamma }: SlideAdjustment): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 256 }, (_, value) => {
    const curved = (value / 255) ** (1 / gamma);
    return ((curved - 0.5) * contrast + 0.5) * brightness * 255;
  });
}

export const isUnadjusted = ({ brightness, contrast, gamma }: SlideAdjustment): boolean =>
  brightness === 1 && contrast === 1 && gamma === 1;

/** Points of the table for an SVG transfer function, 0 to 1; 33 are as good as 256 to the eye. */
export function transferValues(adjustment: SlideAdjustment): string {
  const table = colourTable(adjustment);
  return Array.from({ length: 33 }, (_, n) =>
    ((table[Math.min(255, n * 8)] ?? 0) / 255).toFixed(4),
  ).join(' ');
}

export function applyTable(pixels: ImageData, table: Uint8ClampedArray): void {
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    data[at] = table[data[at] ?? 0] ?? 0;
    data[at + 1] = table[data[at + 1] ?? 0] ?? 0;
    data[at + 2] = table[data[at + 2] ?? 0] ?? 0;
  }
}
