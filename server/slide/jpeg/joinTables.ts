import { announcedSize } from '../../dicom/codec/announcedSize';
import { declareRgb } from '../../dicom/codec/jpegHeader';

const SOI = Buffer.from([0xff, 0xd8]);

const isJpeg = (bytes: Buffer): boolean =>
  bytes.length > 4 && bytes[0] === 0xff && bytes[1] === 0xd8;

/**
 * Makes an abbreviated JPEG stream complete: the tables of the page between its first marker and the rest (TIFF
 * Technical Note 2). No coefficient is touched.
 *
 * @param isRgb - The components are RGB (TIFF Photometric 2), which decoders only believe when an Adobe segment says so.
 * @returns `null` when it is no JPEG stream, or one larger than its block: it would make a browser reserve gigabytes.
 */
export function completeJpeg(
  block: Buffer,
  tables: Buffer | null,
  {
    isRgb,
    width,
    height,
  }: { readonly isRgb: boolean; readonly width: number; readonly height: number },
): Buffer | null {
  if (!isJpeg(block)) return null;
  const joined =
    tables && isJpeg(tables) ? Buffer.concat([SOI, inner(tables), block.subarray(2)]) : block;
  const size = announcedSize('jpeg8', joined);
  if (!size || size.columns > width || size.rows > height || size.columns < 1 || size.rows < 1)
    return null;
  return isRgb ? declareRgb(joined) : joined;
}

/** Without its own start and end marker. */
function inner(tables: Buffer): Buffer {
  const hasEnd = tables.at(-2) === 0xff && tables.at(-1) === 0xd9;
  return tables.subarray(2, hasEnd ? -2 : undefined);
}
