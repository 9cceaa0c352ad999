import { useCallback, useEffect, useState, type MouseEvent, type PointerEvent } from 'react';
import type { SlidePoint, SlideShape } from '../../../shared/domain/slide/annotation';
import { toScreen, toSlide, type Point } from '../../../shared/domain/slide/view';
import type { SlideTool } from './slideTools';
import type { SurfaceState } from './useSurface';

/** CSS pixels: nearer than this, two clicks are one place. */
const NEAR = 6;

export type Drawing = {
  /** What is being drawn, its last point under the pointer. */
  readonly draft: Pick<SlideShape, 'kind' | 'points'> | null;
  /** Where a text is to be written. */
  readonly textAt: SlidePoint | null;
  readonly writeText: (text: string) => void;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<Element>) => void;
    readonly onPointerMove: (event: PointerEvent<Element>) => void;
    readonly onPointerUp: (event: PointerEvent<Element>) => void;
    readonly onDoubleClick: (event: MouseEvent<Element>) => void;
  };
};

/**
 * Turns clicks and drags into drawings: one click for a point or a text; two clicks or a drag for a line or a rectangle;
 * clicks for a polygon, ended by a double click, by Enter or at its first corner. Escape gives up.
 */
export function useDrawing(
  state: SurfaceState | null,
  tool: SlideTool,
  onFinish: (shape: SlideShape) => void,
): Drawing {
  const [fixed, setFixed] = useState<readonly SlidePoint[]>([]);
  const [hover, setHover] = useState<SlidePoint | null>(null);
  const [textAt, setTextAt] = useState<SlidePoint | null>(null);

  const clear = useCallback(() => {
    setFixed([]);
    setHover(null);
    setTextAt(null);
  }, []);
  useEffect(clear, [tool, clear]);

  const finish = useCallback(
    (kind: SlideShape['kind'], points: readonly SlidePoint[], text = '') => {
      clear();
      onFinish({ kind, points: [...points], text });
    },
    [clear, onFinish],
  );

  useEffect(() => {
    if (fixed.length === 0 && textAt === null) return;
    const press = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if (event.key === 'Escape') clear();
      else if (event.key === 'Enter' && tool === 'polygon' && fixed.length >= 3)
        finish('polygon', fixed);
      else if (event.key === 'Backspace' && tool === 'polygon' && textAt === null)
        setFixed((before) => before.slice(0, -1));
      else return;
      event.stopPropagation();
      event.preventDefault();
    };
    document.addEventListener('keydown', press, true);
    return () => document.removeEventListener('keydown', press, true);
  }, [fixed, textAt, tool, clear, finish]);

  const placeOf = (event: MouseEvent<Element>): { slide: SlidePoint; screen: Point } | null => {
    if (!state) return null;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const screen = { x: event.clientX - left, y: event.clientY - top };
    const { x, y } = toSlide(state.view, state.box, screen);
    return { slide: [x, y], screen };
  };
  const isNear = (screen: Point, point: SlidePoint | undefined): boolean => {
    if (!state || !point) return false;
    const at = toScreen(state.view, state.box, { x: point[0], y: point[1] });
    return Math.hypot(at.x - screen.x, at.y - screen.y) < NEAR;
  };

  const click = (slide: SlidePoint, screen: Point): void => {
    if (tool === 'point') finish('point', [slide]);
    else if (tool === 'text') setTextAt(slide);
    else if (tool === 'line' || tool === 'rectangle') {
      const [start] = fixed;
      if (!start) setFixed([slide]);
      else if (!isNear(screen, start)) finish(tool, [start, slide]);
    } else if (tool === 'polygon') {
      if (fixed.length >= 3 && isNear(screen, fixed[0])) finish('polygon', fixed);
      else if (!isNear(screen, fixed.at(-1))) setFixed([...fixed, slide]);
    }
  };

  return {
    draft: draftOf(tool, fixed, hover),
    textAt,
    writeText: (text) => {
      if (textAt && text.trim() !== '') finish('text', [textAt], text.trim());
      else clear();
    },
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        const place = placeOf(event);
        if (!place) return;
        event.preventDefault();
        click(place.slide, place.screen);
      },
      onPointerMove(event) {
        const place = placeOf(event);
        setHover(place && fixed.length > 0 ? place.slide : null);
      },
      onPointerUp(event) {
        // a drag ends where it is let go; a click leaves the first end and waits for the second
        const place = placeOf(event);
        const isDrag = (tool === 'line' || tool === 'rectangle') && fixed.length === 1;
        if (place && isDrag && !isNear(place.screen, fixed[0])) click(place.slide, place.screen);
      },
      onDoubleClick(event) {
        event.stopPropagation();
        if (tool === 'polygon' && fixed.length >= 3) finish('polygon', fixed);
      },
    },
  };
}

function draftOf(
  tool: SlideTool,
  fixed: readonly SlidePoint[],
  hover: SlidePoint | null,
): Drawing['draft'] {
  if (fixed.length === 0 || tool === 'pan') return null;
  return { kind: tool, points: hover ? [...fixed, hover] : [...fixed] };
}
