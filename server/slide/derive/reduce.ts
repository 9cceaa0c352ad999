import type { SlideLevel } from '../../../shared/domain/slide/manifest';
import { tilesIn } from '../../../shared/domain/slide/tiles';
import type { RawPixels, Slide } from '../slide';

/** Tiles of levels we make: the size at which fewer requests and less waste meet. */
export const DERIVED_TILE = 512;
/** Nobody needs a level smaller than what fits on a phone. */
const SMALLEST = 512;

/** Sizes of the levels that are missing below the coarsest one of the file, coarsest last; none when it is small enough. */
export function missingLevels(levels: readonly SlideLevel[]): SlideLevel[] {
  const last = levels.at(-1);
  if (!last) return [];
  const made: SlideLevel[] = [];
  let [width, height] = [last.width, last.height];
  while (Math.max(width, height) > SMALLEST) {
    [width, height] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    made.push({
      width,
      height,
      tileWidth: DERIVED_TILE,
      tileHeight: DERIVED_TILE,
      made: 'derived',
    });
  }
  return made;
}

export type MadeTile = {
  /** Index into `missingLevels`. */
  readonly level: number;
  readonly x: number;
  readonly y: number;
  readonly pixels: RawPixels;
};

/**
 * Makes the missing levels, tile by tile: the coarsest tile asks for the four below it, and so on down to the file's own
 * coarsest level, which is read once. At any time it holds one tile per level, whatever the size of the slide.
 *
 * Where the file has nothing (sparse, damaged) the result is white, as glass is.
 */
export async function* makeLevels(slide: Slide): AsyncGenerator<MadeTile> {
  const missing = missingLevels(slide.facts.levels);
  const [top] = missing.slice(-1);
  if (!top) return;
  const columns = Math.ceil(top.width / DERIVED_TILE);
  const rows = Math.ceil(top.height / DERIVED_TILE);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) yield* makeTile(slide, missing, missing.length - 1, { x, y });
}

type At = { readonly x: number; readonly y: number };

async function* makeTile(
  slide: Slide,
  missing: readonly SlideLevel[],
  index: number,
  { x, y }: At,
): AsyncGenerator<MadeTile, RawPixels> {
  const level = missing[index];
  if (!level) throw new RangeError(`no level ${index}`);
  const source = whiteCanvas(DERIVED_TILE * 2, DERIVED_TILE * 2);
  if (index === 0) await drawFromFile(slide, source, { x, y });
  else {
    const below = missing[index - 1];
    for (const at of childrenOf({ x, y }, below)) {
      const child = yield* makeTile(slide, missing, index - 1, at);
      const [left, top] = [(at.x - x * 2) * DERIVED_TILE, (at.y - y * 2) * DERIVED_TILE];
      paste(child, source, left, top);
    }
  }
  const pixels = halved(source, {
    width: Math.min(DERIVED_TILE, level.width - x * DERIVED_TILE),
    height: Math.min(DERIVED_TILE, level.height - y * DERIVED_TILE),
  });
  yield { level: index, x, y, pixels };
  return pixels;
}

function childrenOf({ x, y }: At, below: SlideLevel | undefined): At[] {
  if (!below) return [];
  const columns = Math.ceil(below.width / DERIVED_TILE);
  const rows = Math.ceil(below.height / DERIVED_TILE);
  return [0, 1].flatMap((dy) =>
    [0, 1].flatMap((dx) => {
      const at = { x: x * 2 + dx, y: y * 2 + dy };
      return at.x < columns && at.y < rows ? [at] : [];
    }),
  );
}

/** The part of the file's coarsest level under one tile of the first made level. */
async function drawFromFile(slide: Slide, canvas: RawPixels, { x, y }: At): Promise<void> {
  const { levels } = slide.facts;
  const index = levels.length - 1;
  const level = levels[index];
  if (!level) return;
  const side = DERIVED_TILE * 2;
  const [left, top] = [x * side, y * side];
  const plane = { width: level.width, height: level.height, levels: [level] };
  for (const at of tilesIn(plane, 0, { x: left, y: top, width: side, height: side })) {
    const tile = await slide.pixels({ ...at, level: index });
    if (!tile) continue;
    const inside = cropped(tile, {
      width: Math.min(tile.width, level.width - at.x * level.tileWidth),
      height: Math.min(tile.height, level.height - at.y * level.tileHeight),
    });
    paste(inside, canvas, at.x * level.tileWidth - left, at.y * level.tileHeight - top);
  }
}

const whiteCanvas = (width: number, height: number): RawPixels => ({
  bytes: Buffer.alloc(width * height * 3, 255),
  width,
  height,
});

type Size = { readonly width: number; readonly height: number };

/** Same rows, but only the first columns and rows count; what scanners pad edge tiles with is not tissue. */
function cropped(tile: RawPixels, { width, height }: Size): RawPixels {
  if (width >= tile.width && height >= tile.height) return tile;
  const bytes = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row++)
    tile.bytes.copy(bytes, row * width * 3, row * tile.width * 3, (row * tile.width + width) * 3);
  return { bytes, width, height };
}

/** Copies what overlaps. */
function paste(from: RawPixels, to: RawPixels, left: number, top: number): void {
  const skip = Math.max(0, -left);
  const count = Math.min(from.width, to.width - left) - skip;
  if (count <= 0) return;
  for (let row = Math.max(0, -top); row < from.height && top + row < to.height; row++) {
    const start = (row * from.width + skip) * 3;
    from.bytes.copy(to.bytes, ((top + row) * to.width + left + skip) * 3, start, start + count * 3);
  }
}

/** Mean of each two by two pixels. */
function halved(from: RawPixels, { width, height }: Size): RawPixels {
  const bytes = Buffer.alloc(width * height * 3);
  const rowBytes = from.width * 3;
  for (let y = 0, out = 0; y < height; y++) {
    let at = y * 2 * rowBytes;
    for (let x = 0; x < width; x++, at += 6) {
      for (let c = 0; c < 3; c++, out++) {
        const below = at + rowBytes + c;
        bytes[out] =
          ((from.bytes[at + c] ?? 0) +
            (from.bytes[at + c + 3] ?? 0) +
            (from.bytes[below] ?? 0) +
            (from.bytes[below + 3] ?? 0) +
            2) >>
          2;
      }
    }
  }
  return { bytes, width, height };
}
