/** Rows × columns of picture areas. */
export const LAYOUTS = [
  '1x1',
  '1x2',
  '2x1',
  '1x3',
  '2x2',
  '2x3',
  '3x2',
  '2x4',
  '3x3',
  '3x4',
  '4x4',
] as const;
export type Layout = (typeof LAYOUTS)[number];

export const MOST_SLOTS = 16;

export function sizeOf(layout: Layout): {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
} {
  const [rows = 1, columns = 1] = layout.split('x').map(Number);
  return { rows, columns, count: rows * columns };
}

/** The same areas in a place higher than wide: rows and columns change places where there is such a layout. */
export function turned(layout: Layout): Layout {
  const { rows, columns } = sizeOf(layout);
  return LAYOUTS.find((one) => one === `${columns}x${rows}`) ?? layout;
}

/** The customary layout of so many areas: wider than high, as screens are. */
export function layoutFor(count: number): Layout {
  return LAYOUTS.find((layout) => sizeOf(layout).count >= count) ?? '4x4';
}
