import { DamagedEcg, type ByteReader } from './byteReader';

/**
 * Decodes differences stored with the default Huffman table of SCP-ECG (EN 1064, Annex C): a run of ones gives the
 * magnitude, a zero ends it, one more bit is the sign. Nine ones and a zero announce an 8-bit value, ten ones 16 bits.
 *
 * @param count - Values wanted; the last byte may hold unused bits.
 */
export function decodeDefaultHuffman(
  reader: ByteReader,
  offset: number,
  length: number,
  count: number,
): Int32Array {
  const values = new Int32Array(count);
  const end = 8 * length;
  let bit = 0;
  const next = (): number => {
    if (bit >= end) throw new DamagedEcg('Huffman data ends too early');
    const byte = reader.u8(offset + (bit >> 3));
    return (byte >> (7 - (bit++ & 7))) & 1;
  };
  const signed = (bits: number): number => {
    let value = 0;
    for (let index = 0; index < bits; index++) value = value * 2 + next();
    return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
  };
  for (let index = 0; index < count; index++) {
    let ones = 0;
    while (ones < 10 && next() === 1) ones += 1;
    if (ones === 10) values[index] = signed(16);
    else if (ones === 9) values[index] = signed(8);
    else if (ones > 0) values[index] = next() === 1 ? -ones : ones;
  }
  return values;
}
