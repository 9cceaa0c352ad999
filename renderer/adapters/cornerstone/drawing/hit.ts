import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { Outline } from './outline';

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** A drawing as it stands on screen. */
export type Placed = {
  readonly id: string;
  readonly outline: Outline;
  readonly text: Box | null;
};

export type Hit = {
  readonly id: string;
  readonly part:
    { readonly kind: 'handle'; readonly index: number } | { readonly kind: 'text' | 'line' };
};

const HANDLE_PX = 8;
const LINE_PX = 6;

/** What of the drawings is under the pointer: a point of one before its text, its text before its line; later drawn first. */
export function hitAt(placed: readonly Placed[], at: PixelPoint): Hit | null {
  const topmost = placed.toReversed();
  for (const { id, outline } of topmost) {
    const index = outline.handles.findIndex((handle) => distance(handle, at) <= HANDLE_PX);
    if (index >= 0) return { id, part: { kind: 'handle', index } };
  }
  const text = topmost.find(({ text: box }) => box && isIn(box, at));
  if (text) return { id: text.id, part: { kind: 'text' } };
  const line = topmost.find(({ outline }) => isNear(outline, at));
  return line ? { id: line.id, part: { kind: 'line' } } : null;
}

const distance = (a: PixelPoint, b: PixelPoint): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

const isIn = ({ left, top, width, height }: Box, [x, y]: PixelPoint): boolean =>
  x >= left && x <= left + width && y >= top && y <= top + height;

function isNear({ lines, isClosed }: Outline, at: PixelPoint): boolean {
  return lines.some((line) =>
    line.some((from, i) => {
      const to = line[i + 1] ?? (isClosed ? line[0] : undefined);
      return to !== undefined && distanceToSegment(at, from, to) <= LINE_PX;
    }),
  );
}

export function distanceToSegment(at: PixelPoint, from: PixelPoint, to: PixelPoint): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const size = dx * dx + dy * dy;
  const share =
    size === 0
      ? 0
      : Math.min(1, Math.max(0, ((at[0] - from[0]) * dx + (at[1] - from[1]) * dy) / size));
  return distance(at, [from[0] + dx * share, from[1] + dy * share]);
}
