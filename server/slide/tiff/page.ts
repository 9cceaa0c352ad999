import {
  bytesOf,
  numberAt,
  numbersOf,
  TAG,
  TiffDamage,
  type TiffDirectory,
  type TiffField,
  type TiffReader,
} from './tiffFile';

/**
 * One image of a TIFF file as a grid of blocks: tiles, or strips, which are tiles as wide as the image.
 */
export type TiffPage = {
  readonly width: number;
  readonly height: number;
  readonly isTiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly columns: number;
  readonly rows: number;
  readonly compression: number;
  readonly photometric: number;
  readonly samplesPerPixel: number;
  readonly bitsPerSample: number;
  readonly isPlanar: boolean;
  readonly predictor: number;
  /** Bit field of NewSubfileType: 1 reduced resolution. */
  readonly subfileType: number;
  readonly description: string;
  readonly offsets: TiffField;
  readonly byteCounts: TiffField;
  /** Quantisation and Huffman tables all JPEG blocks of the page share; `null` when each has its own. */
  readonly jpegTables: Buffer | null;
  readonly directory: TiffDirectory;
};

const MAX_SIDE = 10_000_000;
const MAX_BLOCKS = 40_000_000;
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
const MAX_TABLE_BYTES = 64 * 1024;

/** @throws TiffDamage when the page's numbers contradict each other or announce what no slide has. */
export async function readPage(reader: TiffReader, directory: TiffDirectory): Promise<TiffPage> {
  const { fields } = directory;
  const one = async (tag: number, otherwise: number): Promise<number> => {
    const field = fields.get(tag);
    return field ? numberAt(reader, field, 0) : otherwise;
  };
  const width = checkedSide(await one(TAG.imageWidth, 0));
  const height = checkedSide(await one(TAG.imageLength, 0));
  const isTiled = fields.has(TAG.tileWidth);
  const blockWidth = isTiled ? await one(TAG.tileWidth, 0) : width;
  const blockHeight = isTiled
    ? await one(TAG.tileLength, 0)
    : Math.min(await one(TAG.rowsPerStrip, height), height);
  const { columns, rows } = grid({ width, height, blockWidth, blockHeight, isTiled });
  const offsets = fields.get(isTiled ? TAG.tileOffsets : TAG.stripOffsets);
  const byteCounts = fields.get(isTiled ? TAG.tileByteCounts : TAG.stripByteCounts);
  const bits = fields.get(TAG.bitsPerSample);
  const samplesPerPixel = await one(TAG.samplesPerPixel, 1);
  const isPlanar = (await one(TAG.planarConfiguration, 1)) === 2;
  const blocks = columns * rows * (isPlanar ? samplesPerPixel : 1);
  if (!offsets || !byteCounts || offsets.count < blocks || byteCounts.count < blocks)
    throw new TiffDamage('blockCount');
  return {
    width,
    height,
    isTiled,
    blockWidth,
    blockHeight,
    columns,
    rows,
    compression: await one(TAG.compression, 1),
    photometric: await one(TAG.photometric, 1),
    samplesPerPixel,
    bitsPerSample: bits ? Math.max(...(await numbersOf(reader, bits))) : 1,
    isPlanar,
    predictor: await one(TAG.predictor, 1),
    subfileType: await one(TAG.newSubfileType, 0),
    description: await textOf(reader, fields.get(TAG.imageDescription)),
    offsets,
    byteCounts,
    jpegTables: await tablesOf(reader, fields.get(TAG.jpegTables)),
    directory,
  };
}

function checkedSide(side: number): number {
  if (!Number.isInteger(side) || side < 1 || side > MAX_SIDE) throw new TiffDamage('dimensions');
  return side;
}

type Grid = {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly isTiled: boolean;
};

function grid({ width, height, blockWidth, blockHeight, isTiled }: Grid) {
  const isSound = (side: number) => Number.isInteger(side) && side >= 1;
  if (!isSound(blockWidth) || !isSound(blockHeight)) throw new TiffDamage('blockSize');
  if (isTiled && (blockWidth < 8 || blockHeight < 8)) throw new TiffDamage('blockSize');
  const [columns, rows] = [Math.ceil(width / blockWidth), Math.ceil(height / blockHeight)];
  if (columns * rows > MAX_BLOCKS) throw new TiffDamage('blockCount');
  return { columns, rows };
}

export async function textOf(reader: TiffReader, field: TiffField | undefined): Promise<string> {
  if (!field || field.count === 0 || (field.type !== 2 && field.type !== 1 && field.type !== 7))
    return '';
  if (field.count > MAX_TEXT_BYTES) throw new TiffDamage('count');
  const text = (await bytesOf(reader, field, MAX_TEXT_BYTES)).toString('utf8');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

async function tablesOf(reader: TiffReader, field: TiffField | undefined): Promise<Buffer | null> {
  return field ? bytesOf(reader, field, MAX_TABLE_BYTES) : null;
}
