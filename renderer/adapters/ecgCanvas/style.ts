/** Colours and sizes of the paper, in millimetres where they are lengths; screen and print share them. */
export const PAPER = '#fffdfc';
export const FINE_GRID = '#f6dcda';
export const HEAVY_GRID = '#e8aaa6';
export const INK = '#101418';
/** Traces without a millivolt scale do not look like those that have one. */
export const UNSCALED_INK = '#3f5f8a';
/** An earlier recording under the present one. */
export const PRIOR_INK = '#2f6fd0';
export const QUIET_INK = '#b4bac4';
export const POINT = '#8a5a00';
export const LEAD_CHANGE = '#6b7686';
export const CALIPER = '#1a56c4';
export const CALIPER_QUIET = '#5f86cf';
export const CALIPER_FILL = 'rgba(26, 86, 196, 0.08)';

export const TRACE_MM = 0.25;
/** Thinner than this a line on a screen turns grey. */
export const LEAST_TRACE_PX = 1.15;
/** Thicker than this it hides what it shows. */
export const MOST_TRACE_PX = 2.2;
/** Smaller print on a screen cannot be read, however small the sheet. */
export const LEAST_TEXT_PX = 10.5;
/** Larger print says no more, and covers the curve. */
export const MOST_TEXT_PX = 18;
export const LABEL_MM = 3.4;
export const REMARK_MM = 2.4;
export const FOOTER_MM = 2.8;
export const FONT = "'Noto Sans SC','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
