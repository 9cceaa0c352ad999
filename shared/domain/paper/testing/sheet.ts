import type { Luma } from '../luma';

export type Sheet = {
  readonly width: number;
  readonly height: number;
  /** Clockwise turn of the sheet in the picture; straightening takes the opposite. */
  readonly degrees: number;
  /** The paper's part of the picture, in shares, before it is turned. */
  readonly paper?: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly paperLevel?: number;
  readonly inkLevel?: number;
  readonly tableLevel?: number;
  /** Lines end anywhere, as a paragraph's last ones do. */
  readonly ragged?: boolean;
  /** How much darker one side is than the other, 0..1. */
  readonly shadow?: number;
  /** Height of a character in pixels. */
  readonly character?: number;
};

/** A sheet of lines of invented characters, drawn where it lies: every pixel is asked from the sheet, so the angle is exact. */
export function drawSheet(sheet: Sheet): Luma {
  const { width, height, degrees } = sheet;
  const radians = degrees * (Math.PI / 180);
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const [midX, midY] = [width / 2, height / 2];
  const values = new Uint8Array(width * height);
  const offsets = [0.25, 0.75];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (const dy of offsets) {
        for (const dx of offsets) {
          const [u, v] = [x + dx - midX, y + dy - midY];
          sum += levelAt(sheet, midX + u * cos + v * sin, midY - u * sin + v * cos);
        }
      }
      const shade = 1 - (sheet.shadow ?? 0) * (x / width);
      values[y * width + x] = (sum / 4) * shade;
    }
  }
  return { width, height, values };
}

function levelAt(sheet: Sheet, u: number, v: number): number {
  const { width, height, paper = { x: 0, y: 0, width: 1, height: 1 } } = sheet;
  const x = u - paper.x * width;
  const y = v - paper.y * height;
  const [w, h] = [paper.width * width, paper.height * height];
  const isWhole = !sheet.paper;
  if (!isWhole && (x < 0 || y < 0 || x >= w || y >= h)) return sheet.tableLevel ?? 40;
  return isInk(sheet, x, y, { w, h }) ? (sheet.inkLevel ?? 40) : (sheet.paperLevel ?? 235);
}

function isInk(
  { character = 16, ragged = false }: Sheet,
  x: number,
  y: number,
  { w, h }: { readonly w: number; readonly h: number },
): boolean {
  const margin = w * 0.1;
  const pitch = character * 1.9;
  if (x < margin || x > w - margin || y < margin || y > h - margin) return false;
  const line = Math.floor((y - margin) / pitch);
  const inLine = y - margin - line * pitch;
  if (inLine > character) return false;
  const length = ragged ? 0.35 + 0.6 * noise(line * 7919 + 3) : 1;
  const along = x - margin;
  if (along > length * (w - 2 * margin)) return false;
  const letter = Math.floor(along / (character * 1.1));
  const inLetter = along - letter * character * 1.1;
  if (inLetter > character) return false;
  // strokes on a grid of five by five, as characters have
  const cell = Math.floor((inLetter * 5) / character) + 5 * Math.floor((inLine * 5) / character);
  return noise(line * 104_729 + letter * 1_299_709 + cell * 15_485_863) < 0.45;
}

/** 0..1, the same for the same number. */
function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}
