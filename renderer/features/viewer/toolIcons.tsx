import Icon from '@ant-design/icons';
import type { ReactElement, ReactNode } from 'react';
import { sizeOf, type Layout } from '../../../shared/domain/imaging/layout';

const frame = {
  width: '1em',
  height: '1em',
  viewBox: '0 0 16 16',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.4,
};

const drawn = (content: ReactNode): ReactElement => (
  <Icon component={() => <svg {...frame}>{content}</svg>} />
);

export const AngleIcon = (): ReactElement =>
  drawn(<path d="M13 3 3 13h11M7 9a5.5 5.5 0 0 1 1.8 4" />);

export const BidirectionalIcon = (): ReactElement => drawn(<path d="M2 14 14 2M5.5 5.5l5 5" />);

export const CobbIcon = (): ReactElement =>
  drawn(<path d="M2 6l8-4M3 11l10 3M6 4.5c2 2 2.5 5 2 7.5" />);

export const EllipseIcon = (): ReactElement => drawn(<ellipse cx="8" cy="8" rx="6.3" ry="4.3" />);

export const FreehandIcon = (): ReactElement =>
  drawn(<path d="M4 4c3-3 8-1 9 2s-3 3-3 5-4 4-6 1 0-2-1-4 0-3 1-4z" />);

export const CrosshairIcon = (): ReactElement => drawn(<path d="M8 1v5M8 10v5M1 8h5M10 8h5" />);

export const WindowBoxIcon = (): ReactElement =>
  drawn(
    <>
      <rect x="2" y="2" width="12" height="12" strokeDasharray="2 1.6" />
      <circle cx="8" cy="8" r="3" />
      <path d="M8 5a3 3 0 0 1 0 6z" fill="currentColor" />
    </>,
  );

export const ZoomBoxIcon = (): ReactElement =>
  drawn(
    <>
      <rect x="2" y="2" width="9" height="9" strokeDasharray="2 1.6" />
      <path d="M14 10v4h-4M14 14l-4-4" />
    </>,
  );

export const ContrastIcon = (): ReactElement =>
  drawn(
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" />
    </>,
  );

export const MprIcon = (): ReactElement =>
  drawn(<path d="M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5L8 8l5.5-3M8 8v6" />);

/** A ball with its equator and a meridian. */
export const SolidIcon = (): ReactElement =>
  drawn(
    <path d="M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2.2 8c3 2.4 8.6 2.4 11.6 0M8 2c-3 3.4-3 8.6 0 12" />,
  );

/** Rows and columns of picture areas. */
export function LayoutIcon({ layout }: { readonly layout: Layout }): ReactElement {
  const { rows, columns } = sizeOf(layout);
  const down = Array.from(
    { length: columns - 1 },
    (_, i) => `M${2 + (12 * (i + 1)) / columns} 3v10`,
  );
  const across = Array.from({ length: rows - 1 }, (_, i) => `M2 ${3 + (10 * (i + 1)) / rows}h12`);
  return drawn(
    <>
      <rect x="2" y="3" width="12" height="10" rx="1" />
      <path d={[...down, ...across].join('')} />
    </>,
  );
}
