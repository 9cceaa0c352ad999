import { hasLevels } from '../../../shared/domain/ecg/paper';
import type { CaliperMark, EcgPicture } from '../../ports/ecgViewer';
import { sheetMarks, type SheetMark } from './sheetMarks';
import { CALIPER, FINE_GRID, FONT, HEAVY_GRID } from './style';
import { svgPen } from './tracePath';

const SVG = 'http://www.w3.org/2000/svg';
type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, text?: string): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The sheet as vectors: one user unit is one millimetre, so that print cannot round anything. */
export function fillSvg(
  group: SVGGElement,
  picture: EcgPicture,
  calipers: readonly CaliperMark[],
): void {
  group.replaceChildren(
    ...gridOf(picture),
    ...sheetMarks(picture).map(drawn),
    ...calipers.flatMap(caliperOf),
  );
}

function gridOf({ sheet }: EcgPicture): SVGElement[] {
  const { widthMm, heightMm } = sheet;
  const isLevel = hasLevels(sheet);
  const path = (stepMm: number, skips: (mm: number) => boolean): string => {
    const parts: string[] = [];
    for (let x = 0; x <= widthMm + 1e-9; x += stepMm)
      if (!skips(x)) parts.push(`M${x} 0V${heightMm}`);
    for (let y = 0; isLevel && y <= heightMm + 1e-9; y += stepMm)
      if (!skips(y)) parts.push(`M0 ${y}H${widthMm}`);
    return parts.join('');
  };
  const line = { fill: 'none' };
  return [
    element('path', {
      ...line,
      d: path(1, (mm) => mm % 5 === 0),
      stroke: FINE_GRID,
      'stroke-width': 0.1,
    }),
    element('path', { ...line, d: path(5, () => false), stroke: HEAVY_GRID, 'stroke-width': 0.16 }),
  ];
}

function drawn(mark: SheetMark): SVGElement {
  if (mark.kind === 'line') {
    const pen = svgPen();
    mark.walk(pen);
    return element('path', {
      d: pen.text(),
      fill: 'none',
      stroke: mark.colour,
      'stroke-width': mark.widthMm,
      'stroke-linejoin': 'round',
      ...(mark.strip && { 'data-lead': mark.strip.trace.label }),
    });
  }
  const text = element('text', {
    x: mark.xMm,
    y: mark.yMm,
    'font-family': FONT,
    // a rim of paper, as on screen
    'paint-order': 'stroke',
    stroke: '#fff',
    'stroke-width': 0.6,
    'stroke-linejoin': 'round',
  });
  text.append(
    ...mark.runs.map((run) =>
      element(
        'tspan',
        {
          'font-size': run.sizeMm,
          fill: run.colour,
          'font-weight': run.isStrong ? 600 : 400,
          'xml:space': 'preserve',
        },
        run.text,
      ),
    ),
  );
  return text;
}

function caliperOf(mark: CaliperMark): SVGElement[] {
  const { strip, fromXMm, toXMm, levels, marchXMm } = mark;
  const top = strip.baselineMm - strip.heightMm / 2;
  const upright = (mm: number): string => `M${mm.toFixed(3)} ${top}v${strip.heightMm}`;
  const level = (mm: number): string =>
    `M${Math.min(fromXMm, toXMm) - 1.5} ${mm.toFixed(3)}H${Math.max(fromXMm, toXMm) + 1.5}`;
  const line = { fill: 'none', stroke: CALIPER, 'stroke-width': 0.2 };
  return [
    element('path', {
      ...line,
      d: [
        ...[fromXMm, toXMm].map(upright),
        ...(levels ? [levels.fromYMm, levels.toYMm].map(level) : []),
      ].join(''),
    }),
    element('path', { ...line, d: marchXMm.map(upright).join(''), 'stroke-dasharray': '1 1' }),
    element(
      'text',
      {
        x: Math.min(fromXMm, toXMm),
        y: top + 2.6,
        'font-family': FONT,
        'font-size': 2.6,
        fill: CALIPER,
      },
      mark.text,
    ),
  ];
}
