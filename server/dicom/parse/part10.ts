import type { ByteSource } from './byteSource';
import { createWindow } from './byteSource';
import { DicomDamage, truncated } from './damage';

export type FileMeta = {
  readonly transferSyntaxUid: string;
  readonly mediaStorageSopInstanceUid: string | null;
  /** Position of the first byte after the File Meta Information. */
  readonly dataSetOffset: number;
};

const PREAMBLE_BYTES = 132;
const LONG_FORM = new Set(['OB', 'OW', 'UN', 'UT', 'SQ', 'UC', 'UR']);
const TRANSFER_SYNTAX = 0x0010;
const MEDIA_STORAGE_SOP_INSTANCE = 0x0003;

/**
 * Reads preamble and File Meta Information (PS3.10 7.1), always Explicit VR Little Endian. Its group length is not
 * trusted, since senders omit or miscount it: the group ends where the next tag is not in group 0002.
 *
 * @throws DicomDamage `dicom.notDicom`, `dicom.truncated`, or `dicom.transferSyntax` when none is named.
 */
export async function readFileMeta(source: ByteSource): Promise<FileMeta> {
  const window = createWindow(source);
  const preamble = await window.load(0, PREAMBLE_BYTES);
  if (preamble.toString('latin1', 128, 132) !== 'DICM') {
    throw new DicomDamage('dicom.notDicom', { sizeBytes: source.sizeBytes });
  }
  const values = new Map<number, string>();
  let position = PREAMBLE_BYTES;
  while (position + 8 <= source.sizeBytes) {
    const wanted = Math.min(12, source.sizeBytes - position);
    const header = window.peek(position, wanted) ?? (await window.load(position, wanted));
    if (header.readUInt16LE(0) !== 2) break;
    const isLong = LONG_FORM.has(header.toString('latin1', 4, 6));
    if (isLong && header.length < 12) throw truncated(position, 12 - header.length);
    const length = isLong ? header.readUInt32LE(8) : header.readUInt16LE(6);
    const valueAt = position + (isLong ? 12 : 8);
    const end = valueAt + length;
    if (end > source.sizeBytes) throw truncated(valueAt, end - source.sizeBytes);
    const element = header.readUInt16LE(2);
    if (element === TRANSFER_SYNTAX || element === MEDIA_STORAGE_SOP_INSTANCE) {
      const bytes = window.peek(valueAt, length) ?? (await window.load(valueAt, length));
      values.set(element, trimUid(bytes));
    }
    position = end;
  }
  const transferSyntaxUid = values.get(TRANSFER_SYNTAX);
  if (!transferSyntaxUid) throw new DicomDamage('dicom.transferSyntax', { uid: '' });
  return {
    transferSyntaxUid,
    mediaStorageSopInstanceUid: values.get(MEDIA_STORAGE_SOP_INSTANCE) ?? null,
    dataSetOffset: position,
  };
}

/** UIDs are padded with one NUL (PS3.5 9.1); many writers use a space. */
export const trimUid = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trim();
