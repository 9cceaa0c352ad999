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
  /** Bytes as Latin-1; enough for codes, numbers and tags in every character set a file may be in. */
  text(offset: number, length: number): string;
};

export function readBytes(buffer: ArrayBuffer): ByteReader {
  const view = new DataView(buffer);
  const at = (offset: number, size: number): number => {
    if (offset < 0 || offset + size > view.byteLength) {
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
    text: (offset, length) => {
      at(offset, length);
      let text = '';
      // In pieces: a spread of a long file would overflow the stack.
      for (let start = 0; start < length; start += 8192) {
        const size = Math.min(8192, length - start);
        text += String.fromCharCode(...new Uint8Array(buffer, offset + start, size));
      }
      return text;
    },
  };
}
