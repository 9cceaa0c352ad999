import type { Measurement, MeasurementKind } from '../../../../shared/domain/imaging/measurement';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { Guide } from '../../../ports/imageViewer';
import type { ScreenMap } from './affine';
import { guideParts } from './guideParts';
import { distanceToSegment, type Box, type Placed } from './hit';
import { outlineOf, type Outline } from './outline';
import { pathOf, svg } from './svgParts';
import { drawText, placeBeside, textBoxAt } from './textBox';

export type Sketch = { readonly kind: MeasurementKind; readonly points: readonly PixelPoint[] };

/** Everything over the picture that is lines and words. Points are picture pixels unless said otherwise. */
export type DrawingScene = {
  readonly map: ScreenMap;
  readonly measurements: readonly Measurement[];
  readonly linesOf: (measurement: Measurement) => readonly string[];
  readonly selected: string | null;
  readonly hovered: string | null;
  /** The drawing under way. */
  readonly sketch: (Sketch & { readonly lines: readonly string[] }) | null;
  readonly guides: readonly Guide[];
  /** A box being drawn, in CSS pixels. */
  readonly band: Box | null;
};

/** White with a dark edge: seen on every grey, and no colour near a picture. */
const LINE = 'rgb(235, 235, 235)';
const ACTIVE = 'rgb(255, 255, 255)';
const EDGE = 'rgba(0, 0, 0, 0.7)';

/** Draws measurements over one picture area and remembers where they stand. */
export class DrawingLayer {
  readonly #root: SVGSVGElement;
  readonly #element: HTMLElement;
  #placed: readonly Placed[] = [];

  constructor(element: HTMLElement) {
    this.#element = element;
    this.#root = svg('svg', { class: 'hz-drawings', 'aria-hidden': 'true' });
    this.#root.style.cssText =
      'position:absolute;inset:0;width:100%;height:100%;pointer-events:none;overflow:hidden';
    element.append(this.#root);
  }

  get placed(): readonly Placed[] {
    return this.#placed;
  }

  get root(): SVGSVGElement {
    return this.#root;
  }

  clear(): void {
    this.#placed = [];
    this.#root.replaceChildren();
  }

  draw(scene: DrawingScene): void {
    const { clientWidth: width, clientHeight: height } = this.#element;
    const parts: SVGElement[] = guideParts(scene.guides, scene.map, { width, height });
    this.#placed = scene.measurements.map((measurement) => {
      const points = measurement.points.map(scene.map.toScreen);
      const outline = outlineOf({ kind: measurement.kind, points });
      const lines = scene.linesOf(measurement);
      const text = boxOf(measurement, lines, points, scene.map, { width, height });
      const isActive = measurement.id === scene.selected || measurement.id === scene.hovered;
      parts.push(...strokes(outline, isActive));
      if (text) {
        parts.push(...link(outline, text), drawText(lines, text));
        if (isActive) parts.push(frame(text));
      }
      return { id: measurement.id, outline, text };
    });
    parts.push(...this.#sketch(scene, { width, height }), ...band(scene.band));
    this.#root.replaceChildren(...parts);
  }

  #sketch(scene: DrawingScene, screen: { width: number; height: number }): SVGElement[] {
    const { sketch, map } = scene;
    if (!sketch) return [];
    const points = sketch.points.map(map.toScreen);
    const outline = outlineOf({ kind: sketch.kind, points });
    const parts = strokes(outline, true);
    if (sketch.lines.length > 0)
      parts.push(drawText(sketch.lines, placeBeside(sketch.lines, points, screen)));
    return parts;
  }

  dispose(): void {
    this.#root.remove();
  }
}

function boxOf(
  { kind, points: own, textAt }: Measurement,
  lines: readonly string[],
  points: readonly PixelPoint[],
  map: ScreenMap,
  screen: { width: number; height: number },
): Box | null {
  if (lines.length === 0) return null;
  if (textAt) return textBoxAt(lines, map.toScreen(textAt));
  const [first, second] = own;
  if (kind === 'text' && first) return textBoxAt(lines, map.toScreen(first));
  if (kind === 'arrow' && first && second) return placeAtTail(lines, points);
  return placeBeside(lines, points, screen);
}

/** On the side of the tail that the arrow does not point to. */
function placeAtTail(lines: readonly string[], points: readonly PixelPoint[]): Box {
  const [tip = [0, 0], tail = [0, 0]] = points;
  const box = textBoxAt(lines, tail);
  const isRightward = tail[0] >= tip[0];
  return {
    ...box,
    left: isRightward ? tail[0] + 4 : tail[0] - box.width - 4,
    top: tail[1] - box.height / 2,
  };
}

function strokes({ lines, isClosed, handles }: Outline, isActive: boolean): SVGElement[] {
  const d = lines.map((line) => pathOf(line, isClosed)).join('');
  if (d === '') return [];
  const common = { d, fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
  const parts: SVGElement[] = [
    svg('path', { ...common, stroke: EDGE, 'stroke-width': isActive ? 4 : 3.5 }),
    svg('path', {
      ...common,
      stroke: isActive ? ACTIVE : LINE,
      'stroke-width': isActive ? 2 : 1.5,
    }),
  ];
  if (!isActive) return parts;
  const circles = handles.map(([cx, cy]) =>
    svg('circle', {
      cx,
      cy,
      r: 4,
      fill: 'rgba(0, 0, 0, 0.5)',
      stroke: ACTIVE,
      'stroke-width': 1.5,
    }),
  );
  return [...parts, ...circles];
}

/** A thin line from a text that stands away to what it speaks of. */
function link({ lines }: Outline, { left, top, width, height }: Box): SVGElement[] {
  const points = lines.flat();
  const middle: PixelPoint = [left + width / 2, top + height / 2];
  const [first] = points;
  if (!first) return [];
  const distance = ([x, y]: PixelPoint) => Math.hypot(x - middle[0], y - middle[1]);
  const nearest = points.reduce((best, point) => (distance(point) < distance(best) ? point : best));
  const edge: PixelPoint = [
    Math.min(left + width, Math.max(left, nearest[0])),
    Math.min(top + height, Math.max(top, nearest[1])),
  ];
  if (distanceToSegment(nearest, edge, edge) < 24) return [];
  return [
    svg('path', {
      d: pathOf([edge, nearest], false),
      stroke: LINE,
      'stroke-width': 1,
      'stroke-dasharray': '2 3',
      fill: 'none',
    }),
  ];
}

const frame = ({ left, top, width, height }: Box): SVGElement =>
  svg('rect', {
    x: left,
    y: top,
    width,
    height,
    rx: 2,
    fill: 'none',
    stroke: 'rgba(255, 255, 255, 0.6)',
  });

function band(box: Box | null): SVGElement[] {
  if (!box) return [];
  const { left: x, top: y, width, height } = box;
  const common = { x, y, width, height, fill: 'rgba(255, 255, 255, 0.06)' };
  return [
    svg('rect', { ...common, stroke: EDGE, 'stroke-width': 3, fill: 'none' }),
    svg('rect', { ...common, stroke: ACTIVE, 'stroke-width': 1, 'stroke-dasharray': '4 3' }),
  ];
}
