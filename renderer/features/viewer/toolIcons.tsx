import Icon from '@ant-design/icons';
import type { ReactElement } from 'react';

const frame = {
  width: '1em',
  height: '1em',
  viewBox: '0 0 16 16',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.4,
};

export function AngleIcon(): ReactElement {
  return (
    <Icon
      component={() => (
        <svg {...frame}>
          <path d="M13 3 3 13h11M7 9a5.5 5.5 0 0 1 1.8 4" />
        </svg>
      )}
    />
  );
}

export function EllipseIcon(): ReactElement {
  return (
    <Icon
      component={() => (
        <svg {...frame}>
          <ellipse cx="8" cy="8" rx="6.3" ry="4.3" />
        </svg>
      )}
    />
  );
}

export function ContrastIcon(): ReactElement {
  return (
    <Icon
      component={() => (
        <svg {...frame}>
          <circle cx="8" cy="8" r="5.8" />
          <path d="M8 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" />
        </svg>
      )}
    />
  );
}

/** One, two or four viewports. */
export function LayoutIcon({ layout }: { readonly layout: '1x1' | '1x2' | '2x2' }): ReactElement {
  const lines = { '1x1': '', '1x2': 'M8 3v10', '2x2': 'M8 3v10M2 8h12' }[layout];
  return (
    <Icon
      component={() => (
        <svg {...frame}>
          <rect x="2" y="3" width="12" height="10" rx="1" />
          <path d={lines} />
        </svg>
      )}
    />
  );
}
