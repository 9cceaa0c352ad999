const EXIF_POINTER = 0x8769;
const DATE_ORIGINAL = 0x9003;
const DATE_CHANGED = 0x0132;
const ASCII = 2;

/**
 * Date of an EXIF block (`Exif\0\0` + TIFF), the one the shutter was pressed at before any other.
 *
 * @returns `YYYY:MM:DD HH:MM:SS`, or `null`.
 */
export function exifDate(exif: Buffer): string | null {
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return null;
  const isBig = order === 'MM';
  const main = readDirectory(tiff, u32(tiff, 4, isBig), isBig);
  const pointer = main.get(EXIF_POINTER);
  const detail = pointer === undefined ? null : readDirectory(tiff, pointer.value, isBig);
  return textOf(tiff, detail?.get(DATE_ORIGINAL)) ?? textOf(tiff, main.get(DATE_CHANGED));
}

type Field = { readonly type: number; readonly count: number; readonly value: number };

function readDirectory(tiff: Buffer, at: number, isBig: boolean): Map<number, Field> {
  const fields = new Map<number, Field>();
  if (at + 2 > tiff.length) return fields;
  const count = u16(tiff, at, isBig);
  for (let n = 0; n < count; n++) {
    const entry = at + 2 + n * 12;
    if (entry + 12 > tiff.length) break;
    fields.set(u16(tiff, entry, isBig), {
      type: u16(tiff, entry + 2, isBig),
      count: u32(tiff, entry + 4, isBig),
      value: u32(tiff, entry + 8, isBig),
    });
  }
  return fields;
}

function textOf(tiff: Buffer, field: Field | undefined): string | null {
  if (field?.type !== ASCII || field.count < 19 || field.count > 64) return null;
  const text = tiff.toString('latin1', field.value, field.value + 19);
  return /^\d{4}:\d{2}:\d{2} \d{2}:\d{2}:\d{2}$/.test(text) ? text : null;
}

const u16 = (bytes: Buffer, at: number, isBig: boolean): number =>
  isBig ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
const u32 = (bytes: Buffer, at: number, isBig: boolean): number =>
  isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
