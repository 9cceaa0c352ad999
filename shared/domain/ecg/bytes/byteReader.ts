/** A file that contradicts itself; becomes `ecg.damaged` where the parser is entered. */
export class DamagedEcg extends Error {
  override readonly name = 'DamagedEcg';
}

/** A sound file of a kind the parser does not read; becomes `ecg.unsupported`. */
export class UnsupportedEcg extends Error {
  override readonly name = 'UnsupportedEcg';
}

/** Little-endian reads that refuse to leave the file. */
export type ByteReader = {
  readonly length: number;
  u8(offset: number): number;
  i8(offset: number): number;
  u16(offset: number): number;
  i16(offset: number): number;
  u32(offset: number): number;
  i32(offset: number): number;
  /** The bytes themselves, without copying where that is possible. */
  bytes(offset: number, length: number): Uint8Array;
  /** Bytes as Latin-1; enough for codes, numbers and tags in every character set a file may be in. */
  text(offset: number, length: number): string;
};

export function readBytes(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (offset: number, size: number): number => {
    if (!(offset >= 0 && size >= 0 && offset + size <= view.byteLength)) {
      throw new DamagedEcg(`needs byte ${offset + size} of ${view.byteLength}`);
    }
    return offset;
  };
  return {
    length: view.byteLength,
    u8: (offset) => view.getUint8(at(offset, 1)),
    i8: (offset) => view.getInt8(at(offset, 1)),
    u16: (offset) => view.getUint16(at(offset, 2), true),
    i16: (offset) => view.getInt16(at(offset, 2), true),
    u32: (offset) => view.getUint32(at(offset, 4), true),
    i32: (offset) => view.getInt32(at(offset, 4), true),
    bytes: (offset, length) => bytes.subarray(at(offset, length), offset + length),
    text: (offset, length) => latin1(bytes.subarray(at(offset, length), offset + length)),
  };
}

/** In pieces: a spread of a long file would overflow the stack. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}
