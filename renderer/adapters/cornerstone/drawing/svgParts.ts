import type { PixelPoint } from '../../../../shared/domain/imaging/vector';

const SVG = 'http://www.w3.org/2000/svg';

export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** `d` of a path through points. */
export function pathOf(line: readonly PixelPoint[], isClosed: boolean): string {
  const steps = line.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`);
  return steps.join('') + (isClosed ? 'Z' : '');
}
