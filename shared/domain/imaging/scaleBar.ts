const STEPS = [1, 2, 5];

/**
 * Longest bar of a round length (1, 2, 5 times a power of ten, mm) that fits.
 *
 * @param pixelsPerMm Screen pixels of one mm, > 0.
 * @param room Screen pixels there are for the bar.
 */
export function scaleBar(
  pixelsPerMm: number,
  room: number,
): { readonly mm: number; readonly pixels: number } {
  const most = room / pixelsPerMm;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = STEPS.filter((candidate) => candidate * power <= most).at(-1) ?? 1;
  return { mm: step * power, pixels: step * power * pixelsPerMm };
}
