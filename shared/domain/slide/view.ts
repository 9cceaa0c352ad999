import type { SlideManifest } from './manifest';
import type { SlideRect } from './tiles';

export type Point = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };

/** Which part of a slide is on screen. */
export type SlideView = {
  /** Pixel of the finest level in the middle of the screen. */
  readonly centre: Point;
  /** CSS pixels per pixel of the finest level. */
  readonly zoom: number;
  /** Degrees clockwise, 0 to 360. */
  readonly rotation: number;
};

/** At most this many CSS pixels for one pixel of the slide: beyond it there is nothing more to see. */
const MOST_ZOOM = 8;

/** The whole slide in the middle, with a little room around it. */
export function fitView(slide: Size, box: Size, rotation = 0): SlideView {
  const turned = turnedSize(slide, rotation);
  const zoom = Math.min(box.width / turned.width, box.height / turned.height) * 0.96;
  const centre = { x: slide.width / 2, y: slide.height / 2 };
  return { centre, zoom: Number.isFinite(zoom) && zoom > 0 ? zoom : 1, rotation };
}

function turnedSize({ width, height }: Size, rotation: number): Size {
  const { sin, cos } = turn(rotation);
  return {
    width: Math.abs(width * cos) + Math.abs(height * sin),
    height: Math.abs(width * sin) + Math.abs(height * cos),
  };
}

const turn = (degrees: number) => {
  const radians = (degrees * Math.PI) / 180;
  return { sin: Math.sin(radians), cos: Math.cos(radians) };
};

export function toScreen(view: SlideView, box: Size, { x, y }: Point): Point {
  const { sin, cos } = turn(view.rotation);
  const dx = (x - view.centre.x) * view.zoom;
  const dy = (y - view.centre.y) * view.zoom;
  return { x: box.width / 2 + dx * cos - dy * sin, y: box.height / 2 + dx * sin + dy * cos };
}

export function toSlide(view: SlideView, box: Size, { x, y }: Point): Point {
  const { sin, cos } = turn(view.rotation);
  const dx = x - box.width / 2;
  const dy = y - box.height / 2;
  return {
    x: view.centre.x + (dx * cos + dy * sin) / view.zoom,
    y: view.centre.y + (dy * cos - dx * sin) / view.zoom,
  };
}

/** Smallest upright part of the slide that holds everything on screen. */
export function visibleRect(view: SlideView, box: Size): SlideRect {
  const corners = [
    { x: 0, y: 0 },
    { x: box.width, y: 0 },
    { x: box.width, y: box.height },
    { x: 0, y: box.height },
  ].map((corner) => toSlide(view, box, corner));
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Keeps at least the middle of the screen on the slide, and the zoom between a small overview and plain enlargement. */
export function clampView(view: SlideView, slide: Size, box: Size): SlideView {
  const least = Math.min(fitView(slide, box, view.rotation).zoom / 2, MOST_ZOOM);
  return {
    centre: {
      x: Math.min(slide.width, Math.max(0, view.centre.x)),
      y: Math.min(slide.height, Math.max(0, view.centre.y)),
    },
    zoom: Math.min(MOST_ZOOM, Math.max(least, view.zoom)),
    rotation: ((view.rotation % 360) + 360) % 360,
  };
}

/** Zooms about a place on screen, which stays where it is. */
export function zoomAt(view: SlideView, box: Size, factor: number, anchor: Point): SlideView {
  const fixed = toSlide(view, box, anchor);
  const zoom = view.zoom * factor;
  const moved = toSlide({ ...view, zoom }, box, anchor);
  const centre = {
    x: view.centre.x + fixed.x - moved.x,
    y: view.centre.y + fixed.y - moved.y,
  };
  return { ...view, zoom, centre };
}

/** Moves what is on screen by so many CSS pixels. */
export function panBy(view: SlideView, { x, y }: Point): SlideView {
  const { sin, cos } = turn(view.rotation);
  return {
    ...view,
    centre: {
      x: view.centre.x - (x * cos + y * sin) / view.zoom,
      y: view.centre.y - (y * cos - x * sin) / view.zoom,
    },
  };
}

type Scaled = Pick<SlideManifest, 'micronsPerPixel'>;

/**
 * Where a second slide goes when the first one moved, both having been brought into agreement before: the same way in
 * micrometres and the same change of zoom. Slides without a scale move pixel by pixel.
 */
export function followView(
  leader: { readonly before: SlideView; readonly now: SlideView; readonly slide: Scaled },
  follower: { readonly before: SlideView; readonly slide: Scaled },
): SlideView {
  const leaderScale = leader.slide.micronsPerPixel;
  const followerScale = follower.slide.micronsPerPixel;
  const ratio = leaderScale && followerScale ? leaderScale.x / followerScale.x : 1;
  const { sin, cos } = turn(follower.before.rotation - leader.before.rotation);
  const dx = (leader.now.centre.x - leader.before.centre.x) * ratio;
  const dy = (leader.now.centre.y - leader.before.centre.y) * ratio;
  const turned = leader.now.rotation - leader.before.rotation;
  return {
    // a slide that lies turned against the other one moves along its own axes
    centre: {
      x: follower.before.centre.x + dx * cos + dy * sin,
      y: follower.before.centre.y + dy * cos - dx * sin,
    },
    zoom: follower.before.zoom * (leader.now.zoom / leader.before.zoom),
    rotation: (((follower.before.rotation + turned) % 360) + 360) % 360,
  };
}
