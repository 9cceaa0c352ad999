/** Lines that tell authors apart without colour, which near a picture would say something about the picture. */
const DASHES = ['7 4', '2 4', '10 3 2 3', '4 2', '12 6', '2 2 8 2', '1 6'] as const;

/** `stroke-dasharray` of the author at that place of the list. */
export const dashOf = (style: number): string => DASHES[style % DASHES.length] ?? DASHES[0];
