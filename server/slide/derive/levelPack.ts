import { z } from 'zod';
import { slideLevelSchema, type SlideLevel } from '../../../shared/domain/slide/manifest';
import type { BlobStore } from '../../blobs/blobStore';
import { decodePicture, encodeTile } from '../picture';
import type { Slide, SlideTile } from '../slide';
import { attempt, TiffDamage } from '../tiff/tiffFile';
import { DERIVED_TILE, makeLevels, missingLevels } from './reduce';

/** Where the tiles of made levels lie in their blob: per level, row by row, offset and length. */
export const levelPackSchema = z.object({
  levels: z.array(
    z.object({ level: slideLevelSchema, tiles: z.array(z.tuple([z.number(), z.number()])) }),
  ),
});
export type LevelPack = z.infer<typeof levelPackSchema>;
export type StoredPack = {
  readonly pack: LevelPack;
  readonly sha256: string;
  readonly sizeBytes: number;
};

/** Makes the levels a slide lacks and stores them as one blob of JPEG tiles. */
export async function storeMissingLevels(
  slide: Slide,
  blobs: BlobStore,
  onTile: (done: number) => void = () => undefined,
): Promise<StoredPack> {
  const missing = missingLevels(slide.facts.levels);
  const levels = missing.map((level) => ({ level, tiles: emptyIndex(level) }));
  let [offset, done] = [0, 0];
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const { level, x, y, pixels } of makeLevels(slide)) {
      const { bytes: jpeg } = await encodeTile(pixels);
      const entry = levels[level];
      if (entry) entry.tiles[y * columnsOf(entry.level) + x] = [offset, jpeg.length];
      offset += jpeg.length;
      onTile(++done);
      yield jpeg;
    }
  }
  const blob = await blobs.put(bytes());
  return { pack: { levels }, ...blob };
}

const columnsOf = ({ width }: SlideLevel): number => Math.ceil(width / DERIVED_TILE);
const emptyIndex = (level: SlideLevel): [number, number][] =>
  Array.from({ length: columnsOf(level) * Math.ceil(level.height / DERIVED_TILE) }, () => [0, 0]);

const MAX_TILE_BYTES = 8 * 1024 * 1024;

/** A slide with the levels that were made for it behind its own. */
export function withLevels(slide: Slide, stored: StoredPack, blobs: BlobStore): Slide {
  const own = slide.facts.levels.length;
  const read = async (level: number, x: number, y: number): Promise<SlideTile | null> => {
    const made = stored.pack.levels[level - own];
    const entry = made?.tiles[y * columnsOf(made.level) + x];
    if (!made || !entry || x >= columnsOf(made.level)) return null;
    const [start, length] = entry;
    if (length === 0 || length > MAX_TILE_BYTES) return null;
    const reader = await blobs.reader(stored.sha256);
    if (!reader) throw new TiffDamage('tile');
    try {
      return { mime: 'image/jpeg', bytes: await reader.read(start, length) };
    } finally {
      await reader.close();
    }
  };
  return {
    facts: {
      ...slide.facts,
      levels: [...slide.facts.levels, ...stored.pack.levels.map(({ level }) => level)],
    },
    tile: (address) =>
      address.level < own
        ? slide.tile(address)
        : attempt(() => read(address.level, address.x, address.y)),
    async pixels(address) {
      if (address.level < own) return slide.pixels(address);
      const tile = await read(address.level, address.x, address.y);
      return tile && decodePicture(tile.bytes, DERIVED_TILE * DERIVED_TILE);
    },
    associated: slide.associated,
  };
}
