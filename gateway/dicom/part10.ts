import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION } from './wire/associate';

/**
 * Preamble and file meta information (PS3.10 7.1) for a received data set. It depends on nothing but the object:
 * the same object from another device, or tomorrow, has to be the same file.
 */
export function fileHeader(object: {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntax: string;
}): Buffer {
  const meta = Buffer.concat([
    element(0x0001, 'OB', Buffer.from([0, 1])),
    element(0x0002, 'UI', Buffer.from(object.sopClassUid, 'latin1')),
    element(0x0003, 'UI', Buffer.from(object.sopInstanceUid, 'latin1')),
    element(0x0010, 'UI', Buffer.from(object.transferSyntax, 'latin1')),
    element(0x0012, 'UI', Buffer.from(IMPLEMENTATION_CLASS_UID, 'latin1')),
    element(0x0013, 'SH', Buffer.from(IMPLEMENTATION_VERSION.padEnd(10), 'latin1')),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM', 'latin1'),
    element(0x0000, 'UL', length),
    meta,
  ]);
}

function element(number: number, vr: string, value: Buffer): Buffer {
  const padded = value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
  const isLong = vr === 'OB';
  const head = Buffer.alloc(isLong ? 12 : 8);
  head.writeUInt16LE(0x0002, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (isLong) head.writeUInt32LE(padded.length, 8);
  else head.writeUInt16LE(padded.length, 6);
  return Buffer.concat([head, padded]);
}

export type FileMeta = {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntax: string;
  /** Of preamble and meta information: where the data set begins. */
  readonly length: number;
};

/** Reads a header written by `fileHeader`; null for any other bytes. */
export function readFileMeta(file: Buffer): FileMeta | null {
  if (file.length < 144 || file.toString('latin1', 128, 132) !== 'DICM') return null;
  const length = 144 + file.readUInt32LE(140);
  if (length > file.length) return null;
  const values = new Map<number, string>();
  for (let at = 144; at + 8 <= length;) {
    const isLong = file.toString('latin1', at + 4, at + 6) === 'OB';
    const size = isLong ? file.readUInt32LE(at + 8) : file.readUInt16LE(at + 6);
    const start = at + (isLong ? 12 : 8);
    const text = file.toString('latin1', start, start + size).replace(/[\0 ]+$/u, '');
    values.set(file.readUInt16LE(at + 2), text);
    at = start + size;
  }
  const [sopClassUid, sopInstanceUid] = [values.get(0x0002), values.get(0x0003)];
  const transferSyntax = values.get(0x0010);
  if (sopClassUid === undefined || sopInstanceUid === undefined || transferSyntax === undefined)
    return null;
  return { sopClassUid, sopInstanceUid, transferSyntax, length };
}
