import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { Box } from '../drawing/hit';
import type { Gesture } from './pointerDesk';

/** What the hand can do to the view of one picture area; points and distances in CSS pixels. */
export type ViewHand = {
  readonly scroll: (dy: number) => void;
  readonly window: (dx: number, dy: number) => void;
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (anchor: PixelPoint, factor: number) => void;
  readonly windowBox: (box: Box) => void;
  readonly zoomBox: (box: Box) => void;
  readonly lens: (at: PixelPoint | null) => void;
  readonly point: (at: PixelPoint, phase: 'move' | 'end') => void;
  /** The box under the hand, drawn until it is `null`. */
  readonly band: (box: Box | null) => void;
};

export type ViewGesture =
  'scroll' | 'window' | 'windowBox' | 'zoom' | 'zoomBox' | 'pan' | 'lens' | 'crosshair';

const nothing = () => undefined;
/** One per cent a pixel, so that a screen's height is about a thousandfold. */
const ZOOM_PER_PX = 1.01;
/** A smaller box is a click that slipped. */
const MIN_BOX_PX = 5;

export function viewGesture(tool: ViewGesture, hand: ViewHand, start: PixelPoint): Gesture {
  switch (tool) {
    case 'scroll':
      return byDelta(start, (_dx, dy) => hand.scroll(dy));
    case 'window':
      return byDelta(start, hand.window);
    case 'pan':
      return byDelta(start, hand.pan);
    case 'zoom':
      return byDelta(start, (_dx, dy) => hand.zoom(start, ZOOM_PER_PX ** dy));
    case 'windowBox':
      return boxGesture(start, hand, hand.windowBox);
    case 'zoomBox':
      return boxGesture(start, hand, hand.zoomBox);
    case 'lens':
      hand.lens(start);
      return { move: hand.lens, end: () => hand.lens(null), cancel: () => hand.lens(null) };
    case 'crosshair':
      hand.point(start, 'move');
      return {
        move: (at) => hand.point(at, 'move'),
        end: (at) => hand.point(at, 'end'),
        cancel: nothing,
      };
  }
}

function byDelta(start: PixelPoint, act: (dx: number, dy: number) => void): Gesture {
  let last = start;
  return {
    move: (at) => {
      act(at[0] - last[0], at[1] - last[1]);
      last = at;
    },
    end: nothing,
    cancel: nothing,
  };
}

function boxGesture(start: PixelPoint, hand: ViewHand, act: (box: Box) => void): Gesture {
  const boxTo = (at: PixelPoint): Box => ({
    left: Math.min(start[0], at[0]),
    top: Math.min(start[1], at[1]),
    width: Math.abs(at[0] - start[0]),
    height: Math.abs(at[1] - start[1]),
  });
  return {
    move: (at) => hand.band(boxTo(at)),
    end: (at) => {
      const box = boxTo(at);
      hand.band(null);
      if (box.width >= MIN_BOX_PX && box.height >= MIN_BOX_PX) act(box);
    },
    cancel: () => hand.band(null),
  };
}
