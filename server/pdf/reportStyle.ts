import type { CustomTableLayout, StyleDictionary } from 'pdfmake/interfaces';

/** A4 with 18 mm side margins; points. */
export const PAGE = { width: 595.28, side: 51, top: 56, bottom: 62 } as const;
export const CONTENT_WIDTH = PAGE.width - 2 * PAGE.side;

export const INK = '#1b2733';
export const ACCENT = '#174a7c';
export const FAINT = '#5b6875';
const RULE = '#c3ccd6';
const LABEL_FILL = '#f2f5f9';

export const STYLES: StyleDictionary = {
  institution: { fontSize: 13, bold: true, alignment: 'center' },
  institutionLabel: { fontSize: 8.5, color: FAINT, alignment: 'center' },
  title: { fontSize: 21, bold: true, alignment: 'center', color: ACCENT },
  sectionTitle: { fontSize: 11.5, bold: true, color: ACCENT },
  label: { fontSize: 9, color: FAINT },
  value: { fontSize: 10 },
  small: { fontSize: 8, color: FAINT },
  figure: { fontSize: 8.5, color: INK, lineHeight: 1.25 },
};

/** Hairlines all round, labels (even columns) on a faint ground. */
export const gridLayout: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => RULE,
  vLineColor: () => RULE,
  fillColor: (_row, _node, column) => (column % 2 === 0 ? LABEL_FILL : null),
  paddingTop: () => 2.5,
  paddingBottom: () => 3,
  paddingLeft: () => 6,
  paddingRight: () => 6,
};

/** Head row on a faint ground, rules between rows only. */
export const listLayout: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => RULE,
  fillColor: (row) => (row === 0 ? LABEL_FILL : null),
  paddingTop: () => 2.5,
  paddingBottom: () => 3,
  paddingLeft: () => 6,
  paddingRight: () => 6,
};

const boxed = (edge: string, fill: string): CustomTableLayout => ({
  hLineWidth: () => 0.7,
  vLineWidth: (column) => (column === 0 ? 3 : 0.7),
  hLineColor: () => edge,
  vLineColor: () => edge,
  fillColor: () => fill,
  paddingTop: () => 4,
  paddingBottom: () => 5,
  paddingLeft: () => 9,
  paddingRight: () => 9,
});

export const bannerLayout = boxed('#b4690e', '#fff6e5');
export const dissentLayout = boxed('#7a6a9b', '#f7f5fb');

export const rule = (width = CONTENT_WIDTH, lineWidth = 0.7, lineColor = ACCENT) => ({
  canvas: [{ type: 'line' as const, x1: 0, y1: 0, x2: width, y2: 0, lineWidth, lineColor }],
});
