/** How values become colour and density when a block is drawn as a solid. */
export const VOLUME_PRESETS = ['bone', 'vessel', 'lung', 'softTissue', 'mr'] as const;
export type VolumePreset = (typeof VOLUME_PRESETS)[number];

/** Colours and densities from 0 to 1 at values that grow; between them both are interpolated. */
export type Transfer = {
  readonly colours: readonly {
    readonly value: number;
    readonly rgb: readonly [number, number, number];
  }[];
  /** Density of one millimetre. */
  readonly opacities: readonly { readonly value: number; readonly opacity: number }[];
};

type Points = readonly (readonly [
  value: number,
  r: number,
  g: number,
  b: number,
  opacity: number,
])[];

/** CT in HU; MR, which has no unit, in shares of the block's range. */
const POINTS: Readonly<Record<VolumePreset, Points>> = {
  bone: [
    [140, 0.55, 0.3, 0.2, 0],
    [230, 0.8, 0.6, 0.42, 0.12],
    [450, 0.93, 0.84, 0.7, 0.55],
    [1200, 1, 0.98, 0.94, 0.85],
    [3000, 1, 1, 1, 0.9],
  ],
  vessel: [
    [110, 0.45, 0.05, 0.04, 0],
    [180, 0.75, 0.16, 0.1, 0.25],
    [320, 0.92, 0.42, 0.26, 0.6],
    [600, 0.97, 0.86, 0.7, 0.75],
    [2000, 1, 1, 1, 0.85],
  ],
  lung: [
    [-960, 0.3, 0.42, 0.62, 0],
    [-880, 0.45, 0.6, 0.8, 0.004],
    [-700, 0.75, 0.85, 0.95, 0.03],
    [-450, 0.96, 0.9, 0.85, 0.12],
    [-250, 0.95, 0.72, 0.62, 0.03],
    [-150, 0.9, 0.6, 0.5, 0],
  ],
  softTissue: [
    [-250, 0.75, 0.52, 0.38, 0],
    [-150, 0.88, 0.68, 0.5, 0.15],
    [20, 0.86, 0.5, 0.4, 0.35],
    [120, 0.8, 0.34, 0.28, 0.5],
    [350, 0.96, 0.9, 0.78, 0.8],
    [2000, 1, 1, 1, 0.9],
  ],
  mr: [
    [0.08, 0.2, 0.2, 0.2, 0],
    [0.16, 0.45, 0.42, 0.4, 0.08],
    [0.35, 0.75, 0.72, 0.68, 0.3],
    [0.7, 0.95, 0.93, 0.9, 0.6],
    [1, 1, 1, 1, 0.8],
  ],
};

/** Presets that make sense of a modality, the usual one first; none where values say nothing about tissue. */
export function volumePresetsOf(modality: string): readonly VolumePreset[] {
  if (modality === 'CT') return ['bone', 'vessel', 'lung', 'softTissue'];
  return modality === 'MR' ? ['mr'] : [];
}

/**
 * @param range Smallest and largest value of the block.
 * @param shift Share of the range by which everything is moved; positive makes less of it visible.
 */
export function transferOf(
  preset: VolumePreset,
  range: { readonly min: number; readonly max: number },
  shift: number,
): Transfer {
  const width = Math.max(1, range.max - range.min);
  const isRelative = preset === 'mr';
  const points = POINTS[preset].map(([value, r, g, b, opacity]) => ({
    value: (isRelative ? range.min + value * width : value) + shift * shiftWidth(preset, width),
    rgb: [r, g, b] as const,
    opacity,
  }));
  return {
    colours: points.map(({ value, rgb }) => ({ value, rgb })),
    opacities: points.map(({ value, opacity }) => ({ value, opacity })),
  };
}

/** Values that the whole way across is worth: HU for CT, whatever metal there is in the block. */
const CT_WIDTH = 2000;
export const shiftWidth = (preset: VolumePreset, rangeWidth: number): number =>
  preset === 'mr' ? rangeWidth : CT_WIDTH;
