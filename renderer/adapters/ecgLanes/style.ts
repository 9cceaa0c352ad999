/** Colours of the long recording; curves are dark on light, as on paper. */
export const GROUND = '#fffdfc';
export const TIME_LINE = '#f0d9d6';
export const TIME_STRONG = '#dcb3ae';
export const ZERO_LINE = '#eee3e1';
export const TEXT = '#3a4250';
export const LABEL = '#101418';
export const FONT = "'Noto Sans SC','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
/** As [red, green, blue], 0 to 255. */
export const INK = [16, 20, 24] as const;
/** Whole beats under one pixel: a day of black bars would hide the one that stands out. */
export const ENVELOPE_INK = [92, 104, 124] as const;
/** Data coarser than a pixel, until the finer are here. */
export const COARSE_INK = [150, 160, 175] as const;
/** What the file says itself looks like the recorder's words elsewhere. */
export const NOTE = '#5a6678';
export const BEAT = '#5a6678';
export const OTHER_BEAT = '#9a5b00';

export const MARKS = {
  event: 'rgba(240, 180, 91, 0.16)',
  gap: 'rgba(120, 128, 140, 0.16)',
  coarse: 'rgba(120, 128, 140, 0.35)',
  chosen: 'rgba(26, 86, 196, 0.10)',
} as const;

/** Height of the time axis at the upper edge, CSS pixels; lanes begin below it. */
export const AXIS_PX = 18;
