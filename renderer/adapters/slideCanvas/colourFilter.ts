import type { SlideAdjustment } from '../../ports/slideViewer';
import { isUnadjusted, transferValues } from './colour';

const SVG = 'http://www.w3.org/2000/svg';
let made = 0;

export type ColourFilter = {
  readonly element: SVGElement;
  /** Value for the style of what is to be shown that way. */
  set(adjustment: SlideAdjustment): string;
};

/** An SVG filter of its own per surface: CSS knows brightness and contrast, but no gamma. */
export function createColourFilter(): ColourFilter {
  const id = `slide-colour-${String((made += 1))}`;
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('width', '0');
  element.setAttribute('height', '0');
  element.setAttribute('aria-hidden', 'true');
  element.style.position = 'absolute';
  const filter = document.createElementNS(SVG, 'filter');
  filter.id = id;
  filter.setAttribute('color-interpolation-filters', 'sRGB');
  const transfer = document.createElementNS(SVG, 'feComponentTransfer');
  const channels = ['feFuncR', 'feFuncG', 'feFuncB'].map((name) => {
    const channel = document.createElementNS(SVG, name);
    channel.setAttribute('type', 'table');
    transfer.append(channel);
    return channel;
  });
  filter.append(transfer);
  element.append(filter);
  return {
    element,
    set(adjustment) {
      const values = transferValues(adjustment);
      for (const channel of channels) channel.setAttribute('tableValues', values);
      return isUnadjusted(adjustment) ? '' : `url(#${id})`;
    },
  };
}
