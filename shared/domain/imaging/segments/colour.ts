/** Red, green and blue of sRGB, 0 to 255. */
export type Rgb = readonly [number, number, number];

/**
 * Colours for parts that name none, told apart from one another, from grey and from the light lines of drawings, also by most of
 * those who see colours differently (after Okabe and Ito).
 */
const PALETTE: readonly Rgb[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
  [0, 114, 178],
  [149, 220, 120],
];

/** @param index - From 0; goes round. */
export const paletteColour = (index: number): Rgb =>
  PALETTE[Math.max(0, index) % PALETTE.length] ?? [230, 159, 0];

/**
 * Recommended Display CIELab Value (PS3.3 C.10.7.1.1): three 16-bit numbers, L* from 0 to 100 and a*, b* from -128 to 127, with
 * the white of the profile connection space (D50).
 *
 * @returns `null` for what is no such value.
 */
export function rgbFromLab(values: readonly number[]): Rgb | null {
  const [l, a, b] = values;
  if (values.length !== 3 || l === undefined || a === undefined || b === undefined) return null;
  if (!values.every((value) => value >= 0 && value <= 0xffff)) return null;
  return rgbFromCieLab((l * 100) / 0xffff, (a * 255) / 0xffff - 128, (b * 255) / 0xffff - 128);
}

const D50 = [0.9642, 1, 0.8249] as const;
/** XYZ of D50 to linear sRGB, adapted to D65 after Bradford. */
const TO_SRGB = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;

function rgbFromCieLab(lightness: number, a: number, b: number): Rgb {
  const y = (lightness + 16) / 116;
  const [x50, y50, z50] = [y + a / 500, y, y - b / 200].map(uncurved) as [number, number, number];
  const xyz = [x50 * D50[0], y50 * D50[1], z50 * D50[2]] as const;
  return TO_SRGB.map(([x, y1, z]) =>
    encoded(x * xyz[0] + y1 * xyz[1] + z * xyz[2]),
  ) as unknown as Rgb;
}

const uncurved = (t: number): number => (t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29));

function encoded(linear: number): number {
  const value = Math.min(1, Math.max(0, linear));
  const curved = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(curved * 255);
}
