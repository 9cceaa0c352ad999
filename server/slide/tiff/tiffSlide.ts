import { appError, type AppError } from '../../../shared/domain/errors';
import type { AssociatedImage } from '../../../shared/domain/slide/manifest';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { FrameDecoder } from '../../dicom/codec/decodeFrame';
import type { ByteSource } from '../../dicom/parse/byteSource';
import { encodeTile } from '../picture';
import type { RawPixels, Slide, SlideFacts } from '../slide';
import { isPassedOn, pixelsOf, tileOf, unsupportedBlocks, type BlockDeps } from './block';
import { foreignFormat, readNotes } from './describe';
import { readPage, type TiffPage } from './page';
import { attempt, readTiff, TiffDamage, type TiffDirectory, type TiffReader } from './tiffFile';

/** Opens a file for one operation; the reader it gives is closed afterwards. */
export type WithSource = <T>(use: (source: ByteSource) => Promise<T>) => Promise<T>;

/** What a TIFF file turned out to be. */
export type TiffKind =
  | { readonly kind: 'slide'; readonly pages: SlidePages }
  /** Images side by side in one file: a scanned document, or a single picture. */
  | {
      readonly kind: 'picture';
      readonly pages: number;
      readonly width: number;
      readonly height: number;
    };

export type SlidePages = {
  readonly facts: SlideFacts;
  readonly levels: readonly TiffPage[];
  readonly associated: ReadonlyMap<AssociatedImage, TiffPage>;
};

/**
 * Reads what a TIFF file holds.
 *
 * @returns Or `slide.damaged` (params what), `slide.unsupported` (params what) for scanner formats whose pixels only look
 *   like TIFF's, and for compressions nobody here can read.
 */
export async function inspectTiff(source: ByteSource): Promise<Result<TiffKind, AppError>> {
  const read = await attempt(async () => {
    const { file, reader } = await readTiff(source);
    return inspect(reader, file.directories);
  });
  return read.ok ? read.value : read;
}

async function inspect(
  reader: TiffReader,
  directories: readonly TiffDirectory[],
): Promise<Result<TiffKind, AppError>> {
  const pages: TiffPage[] = [];
  for (const directory of directories) {
    pages.push(await readPage(reader, directory));
    for (const child of directory.children) pages.push(await readPage(reader, child));
  }
  const base = pages.filter(({ isTiled }) => isTiled).toSorted(byArea)[0];
  const [first] = pages;
  if (!first) throw new TiffDamage('noDirectory');
  if (!base || !isSlideLike(base, pages))
    return ok({
      kind: 'picture',
      pages: directories.length,
      width: first.width,
      height: first.height,
    });
  const foreign = await foreignFormat(reader, first);
  const levels = levelsOf(base, pages);
  const unsupported = foreign ?? levels.map(unsupportedBlocks).find((what) => what !== null);
  if (unsupported) return err(unsupportedSlide(unsupported));
  return ok({ kind: 'slide', pages: await describe(reader, levels, pages) });
}

export const unsupportedSlide = (what: string): AppError =>
  appError('unsupported', 'slide.unsupported', { message: `slide: ${what}`, params: { what } });

const byArea = (a: TiffPage, b: TiffPage): number => b.width * b.height - a.width * a.height;

/** Scanners tile what is too large for strips; a tiled file smaller than a screen is a picture. */
const isSlideLike = (base: TiffPage, pages: readonly TiffPage[]): boolean =>
  base.width * base.height >= 1_000_000 ||
  base.description.startsWith('Aperio') ||
  levelsOf(base, pages).length > 1;

/** Tiled pages of the same shape, each smaller than the one before. */
function levelsOf(base: TiffPage, pages: readonly TiffPage[]): TiffPage[] {
  const levels = [base];
  for (const page of pages.filter(({ isTiled }) => isTiled).toSorted(byArea)) {
    const last = levels.at(-1) ?? base;
    const isSmaller = page.width < last.width * 0.75;
    if (isSmaller && hasShapeOf(page, base)) levels.push(page);
  }
  return levels;
}

/** Reduced levels are rounded to whole pixels, some scanners cut their edge to whole blocks. */
function hasShapeOf(page: TiffPage, base: TiffPage): boolean {
  const scale = base.width / page.width;
  const tolerance = Math.max(2, page.height * 0.02);
  return Math.abs(base.height / scale - page.height) <= tolerance;
}

async function describe(
  reader: TiffReader,
  levels: readonly TiffPage[],
  pages: readonly TiffPage[],
): Promise<SlidePages> {
  const [base] = levels;
  if (!base) throw new TiffDamage('noDirectory');
  const associated = associatedOf(pages);
  const facts: SlideFacts = {
    ...(await readNotes(reader, base)),
    width: base.width,
    height: base.height,
    levels: levels.map(({ width, height, blockWidth, blockHeight }) => ({
      width,
      height,
      tileWidth: blockWidth,
      tileHeight: blockHeight,
      made: 'file',
    })),
    transcoded: !levels.every(isPassedOn),
    associated: [...associated.keys()],
    focalPlanes: 1,
    opticalPaths: 1,
  };
  return { facts, levels, associated };
}

/** Aperio names them in the description's second line; others do not name them. */
function associatedOf(pages: readonly TiffPage[]): Map<AssociatedImage, TiffPage> {
  const found = new Map<AssociatedImage, TiffPage>();
  for (const page of pages) {
    if (page.isTiled || unsupportedBlocks(page) !== null) continue;
    const name = /(?:^|\n)(label|macro)\b/.exec(page.description)?.[1];
    if (name === 'label' || name === 'macro') found.set(name, page);
  }
  return found;
}

const MAX_ASSOCIATED_PIXELS = 40_000_000;

/** A slide over a file that has been inspected. */
export function tiffSlide(
  withSource: WithSource,
  decode: FrameDecoder,
  { facts, levels, associated }: SlidePages,
): Slide {
  const use = <T>(work: (deps: BlockDeps) => Promise<T>): Promise<T> =>
    withSource(async (source) => work({ reader: await readHead(source), decode }));
  const at = (level: number, x: number, y: number): { page: TiffPage; index: number } | null => {
    const page = levels[level];
    return page && x < page.columns && y < page.rows ? { page, index: y * page.columns + x } : null;
  };
  return {
    facts,
    tile: ({ level, x, y }) => {
      const found = at(level, x, y);
      if (!found) return Promise.resolve(err(appError('notFound', 'request.notFound')));
      return attempt(() => use((deps) => tileOf(deps, found.page, found.index)));
    },
    async pixels({ level, x, y }) {
      const found = at(level, x, y);
      const read =
        found && (await attempt(() => use((deps) => pixelsOf(deps, found.page, found.index))));
      return read?.ok ? read.value : null;
    },
    async associated(kind) {
      const page = associated.get(kind);
      if (!page) return err(appError('notFound', 'request.notFound'));
      const read = await attempt(() => use((deps) => wholePage(deps, page)));
      return read.ok ? ok(await encodeTile(read.value)) : read;
    },
  };
}

/** Byte order and offset size once more: two reads of a cached block, cheaper than holding files open. */
async function readHead(source: ByteSource): Promise<TiffReader> {
  const head = await source.read(0, 4);
  const isLittleEndian = head[0] === 0x49;
  const version = isLittleEndian ? head[2] : head[3];
  return { source, isLittleEndian, isBigTiff: version === 43 };
}

/** All blocks of a small page in one picture. */
async function wholePage(deps: BlockDeps, page: TiffPage): Promise<RawPixels> {
  const { width, height, columns, rows, blockWidth, blockHeight } = page;
  if (width * height > MAX_ASSOCIATED_PIXELS || columns * rows > 100_000)
    throw new TiffDamage('dimensions');
  const bytes = Buffer.alloc(width * height * 3, 255);
  for (let index = 0; index < columns * rows; index++) {
    const block = await pixelsOf(deps, page, index);
    if (!block) continue;
    const [left, top] = [(index % columns) * blockWidth, Math.floor(index / columns) * blockHeight];
    const rowBytes = Math.min(block.width, width - left) * 3;
    for (let y = 0; y < block.height && top + y < height; y++) {
      const from = y * block.width * 3;
      block.bytes.copy(bytes, ((top + y) * width + left) * 3, from, from + rowBytes);
    }
  }
  return { bytes, width, height };
}
