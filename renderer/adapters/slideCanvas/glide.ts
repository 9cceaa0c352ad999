import type { SlideView } from '../../../shared/domain/slide/view';

/** Share of the way that is left after one millisecond. */
const LEFT_PER_MS = 0.986;
/** CSS pixels and share of zoom below which a glide has arrived. */
const NEAR_PIXELS = 0.4;
const NEAR_ZOOM = 0.002;

/** One step of a movement that begins fast and ends softly; zoom moves by ratio, rotation the short way round. */
export function glide(from: SlideView, to: SlideView, ms: number): SlideView {
  const share = 1 - LEFT_PER_MS ** ms;
  const zoom = from.zoom * (to.zoom / from.zoom) ** share;
  const turn = ((to.rotation - from.rotation + 540) % 360) - 180;
  const next = {
    // at a fixed point under the pointer, the way of the centre goes with the change of 1/zoom
    centre: alongZoom(from, to, zoom, share),
    zoom,
    rotation: (from.rotation + turn * share + 360) % 360,
  };
  return isNear(next, to) ? to : next;
}

function alongZoom(from: SlideView, to: SlideView, zoom: number, share: number) {
  const span = 1 / to.zoom - 1 / from.zoom;
  const part = Math.abs(span) < 1e-9 ? share : (1 / zoom - 1 / from.zoom) / span;
  return {
    x: from.centre.x + (to.centre.x - from.centre.x) * part,
    y: from.centre.y + (to.centre.y - from.centre.y) * part,
  };
}

function isNear(a: SlideView, b: SlideView): boolean {
  const way = Math.hypot(a.centre.x - b.centre.x, a.centre.y - b.centre.y) * b.zoom;
  const turn = Math.abs(((b.rotation - a.rotation + 540) % 360) - 180);
  return way < NEAR_PIXELS && Math.abs(a.zoom / b.zoom - 1) < NEAR_ZOOM && turn < 0.1;
}
