import { partMark, writePartHeader, type StackPart } from '../imaging/stackStream';
import type { TileAddress } from './tiles';

/** How many tiles one request may ask for. */
export const MAX_TILES_PER_REQUEST = 64;

export const TILE_STREAM_MEDIA_TYPE = 'application/vnd.huizhen.tiles';

/** `3/12/7,3/13/7`: level, column and row of each tile, in the order they are wanted. */
export const tileList = (tiles: readonly TileAddress[]): string =>
  tiles.map(({ level, x, y }) => `${level}/${x}/${y}`).join(',');

/** @returns `null` when it is not such a list, empty or too long. */
export function parseTileList(text: string): TileAddress[] | null {
  const entries = text.split(',');
  if (entries.length > MAX_TILES_PER_REQUEST) return null;
  const tiles = entries.map((entry) => /^(\d{1,2})\/(\d{1,7})\/(\d{1,7})$/.exec(entry));
  if (tiles.some((match) => match === null)) return null;
  return tiles.flatMap((match) =>
    match ? [{ level: Number(match[1]), x: Number(match[2]), y: Number(match[3]) }] : [],
  );
}

/**
 * Tiles travel in the container of image stacks (`stackStream.ts`): `want` is the position in the list, the syntax field
 * carries the media type, and no bytes mean that the slide is empty there.
 */
export function tilePartHeader(
  tile: TileAddress,
  want: number,
  content: { readonly mime: string; readonly length: number } | 'failed',
): Uint8Array {
  const isFailed = content === 'failed';
  const length = isFailed ? 0 : content.length;
  return writePartHeader({
    kind: isFailed ? 'failed' : 'stored',
    want,
    mark: tileMark(tile),
    offset: 0,
    total: length,
    length,
    transferSyntaxUid: isFailed ? '' : content.mime,
  });
}

/** Whether a part is the tile it stands for. */
export const isTilePart = (part: StackPart, tile: TileAddress): boolean =>
  part.mark === tileMark(tile);

const tileMark = ({ level, x, y }: TileAddress): number => partMark(`${level}.${x}`, y);
