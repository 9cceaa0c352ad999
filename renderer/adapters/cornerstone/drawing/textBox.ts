import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { Box } from './hit';
import { svg } from './svgParts';

export const TEXT_FONT = '13px "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';
const LINE_PX = 17;
const PADDING_PX = 4;
/** Between a drawing and its text. */
const GAP_PX = 10;

let measuring: CanvasRenderingContext2D | null = null;

function widthOf(line: string): number {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (!measuring) return line.length * 8;
  measuring.font = TEXT_FONT;
  return measuring.measureText(line).width;
}

/** Box of the lines with its top left at `at`. */
export function textBoxAt(lines: readonly string[], [left, top]: PixelPoint): Box {
  const width = Math.max(...lines.map(widthOf)) + 2 * PADDING_PX;
  return { left, top, width, height: lines.length * LINE_PX + 2 * PADDING_PX };
}

/** Beside the drawing on its right, turned to its left where the screen ends, always within the screen. */
export function placeBeside(
  lines: readonly string[],
  points: readonly PixelPoint[],
  screen: { readonly width: number; readonly height: number },
): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const { width, height } = textBoxAt(lines, [0, 0]);
  const middle = (Math.min(...ys) + Math.max(...ys)) / 2 - height / 2;
  const right = Math.max(...xs) + GAP_PX;
  const left = right + width <= screen.width ? right : Math.min(...xs) - GAP_PX - width;
  const held = (value: number, room: number) => Math.max(0, Math.min(value, room));
  const isOnScreen = xs.some((x) => x >= 0 && x <= screen.width);
  return {
    left: isOnScreen ? held(left, screen.width - width) : left,
    top: isOnScreen ? held(middle, screen.height - height) : middle,
    width,
    height,
  };
}

export function drawText(lines: readonly string[], box: Box): SVGGElement {
  const group = svg('g', {});
  group.append(
    svg('rect', {
      x: box.left,
      y: box.top,
      width: box.width,
      height: box.height,
      rx: 2,
      fill: 'rgba(0, 0, 0, 0.55)',
    }),
  );
  lines.forEach((line, i) => {
    const text = svg('text', {
      x: box.left + PADDING_PX,
      y: box.top + PADDING_PX + 13 + i * LINE_PX,
      fill: 'rgb(240, 240, 240)',
      style: `font: ${TEXT_FONT}`,
    });
    text.textContent = line;
    group.append(text);
  });
  return group;
}
