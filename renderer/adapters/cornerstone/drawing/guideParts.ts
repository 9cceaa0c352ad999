import type { Orientation } from '../../../../shared/domain/imaging/reslice';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { Guide } from '../../../ports/imageViewer';
import type { ScreenMap } from './affine';
import { pathOf, svg } from './svgParts';
import { TEXT_FONT } from './textBox';

const LINE = 'rgba(235, 235, 235, 0.85)';
const EDGE = 'rgba(0, 0, 0, 0.6)';
/** The same as of the names of the planes, see `hz-derived`; not those of warnings. */
const PLANES: Readonly<Record<Orientation, string>> = {
  axial: '#7cb8ff',
  coronal: '#8fd19e',
  sagittal: '#d7a6ff',
};
const MARK_PX = 14;
/** The middle stays free, so that what is pointed at is seen. */
const MARK_GAP_PX = 4;
export const GRIP_PX = 5;

type Screen = { readonly width: number; readonly height: number };

/** Lines, marks and grips, under the measurements. */
export function guideParts(guides: readonly Guide[], map: ScreenMap, screen: Screen): SVGElement[] {
  return guides.flatMap((guide) => {
    switch (guide.kind) {
      case 'line':
        return cut(map.toScreen(guide.from), map.toScreen(guide.to), guide.label, screen);
      case 'axis':
        return stroke(
          pathOf([map.toScreen(guide.from), map.toScreen(guide.to)], false),
          '',
          PLANES[guide.plane],
        );
      case 'mark':
        return mark(map.toScreen(guide.at));
      case 'box':
        return box(map.toScreen(guide.min), map.toScreen(guide.max), guide.label);
      case 'grip':
        return grip(map.toScreen(guide.at));
    }
  });
}

function stroke(d: string, dashes: string, colour = LINE): SVGElement[] {
  const dash = dashes === '' ? {} : { 'stroke-dasharray': dashes };
  return [
    svg('path', { d, fill: 'none', stroke: EDGE, 'stroke-width': 2.5 }),
    svg('path', { d, fill: 'none', stroke: colour, 'stroke-width': 1, ...dash }),
  ];
}

function words(text: string, [x, y]: PixelPoint): SVGElement[] {
  if (text === '') return [];
  const element = svg('text', {
    x,
    y,
    fill: 'rgb(235, 235, 235)',
    stroke: 'rgba(0, 0, 0, 0.8)',
    'stroke-width': 3,
    'paint-order': 'stroke',
    style: `font: ${TEXT_FONT}; font-size: 12px`,
  });
  element.textContent = text;
  return [element];
}

function cut(
  from: PixelPoint,
  to: PixelPoint,
  label: string,
  { width, height }: Screen,
): SVGElement[] {
  const at: PixelPoint = [
    Math.min(width - 18, Math.max(4, from[0] + 4)),
    Math.min(height - 4, Math.max(14, from[1] - 4)),
  ];
  return [...stroke(pathOf([from, to], false), '7 4'), ...words(label, at)];
}

function mark([x, y]: PixelPoint): SVGElement[] {
  const [far, near] = [MARK_PX, MARK_GAP_PX];
  const arms = [
    `M${x - far} ${y}H${x - near}M${x + near} ${y}H${x + far}`,
    `M${x} ${y - far}V${y - near}M${x} ${y + near}V${y + far}`,
  ];
  return stroke(arms.join(''), '');
}

function box(min: PixelPoint, max: PixelPoint, label: string): SVGElement[] {
  const [left, right] = [Math.min(min[0], max[0]), Math.max(min[0], max[0])];
  const [top, bottom] = [Math.min(min[1], max[1]), Math.max(min[1], max[1])];
  return [
    ...stroke(`M${left} ${top}H${right}V${bottom}H${left}Z`, '2 4'),
    ...words(label, [left + 4, top + 14]),
  ];
}

const grip = ([cx, cy]: PixelPoint): SVGElement[] => [
  svg('circle', { cx, cy, r: GRIP_PX + 1, fill: EDGE }),
  svg('circle', { cx, cy, r: GRIP_PX, fill: 'none', stroke: LINE, 'stroke-width': 1.5 }),
];
