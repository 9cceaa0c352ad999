export type PixelSize = {
  /** Device pixels the element covers exactly. */
  readonly width: number;
  readonly height: number;
  readonly pixelsPerCssPixel: number;
};

/** An emulated screen reports boxes in other pixels than its ratio says; a real one differs by rounding only. */
const believed = (exact: number | undefined, reckoned: number): number =>
  exact !== undefined && Math.abs(exact - reckoned) < 2 ? exact : Math.round(reckoned);

/**
 * Watches how many device pixels an element covers, also when the window moves to another screen or the page is zoomed.
 * A canvas with any other number of pixels would be resampled, and its sharp lines with it.
 */
export function watchPixelSize(
  element: HTMLElement,
  onChange: (size: PixelSize) => void,
): () => void {
  const observer = new ResizeObserver(([entry]) => {
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const ratio = globalThis.devicePixelRatio || 1;
    const box = element.getBoundingClientRect();
    onChange({
      width: believed(exact?.inlineSize, box.width * ratio),
      height: believed(exact?.blockSize, box.height * ratio),
      pixelsPerCssPixel: ratio,
    });
  });
  try {
    observer.observe(element, { box: 'device-pixel-content-box' });
  } catch {
    // browsers without that box throw; rounding is right there except at fractional scaling
    observer.observe(element);
  }
  return () => observer.disconnect();
}
