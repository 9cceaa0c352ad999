import type { CSSProperties } from 'react';
import { sizeOf, type Layout } from '../../../shared/domain/imaging/layout';

/** Equal areas, however large their content would like to be. */
export function layoutGrid(layout: Layout): CSSProperties {
  const { rows, columns } = sizeOf(layout);
  return {
    gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
  };
}
