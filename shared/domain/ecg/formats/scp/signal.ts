import { DamagedEcg, type ByteReader } from '../../bytes/byteReader';
import { decodeHuffman, type HuffmanTables } from './huffman';

/** Section 5 or 6: how samples are coded, and the coded samples of each lead. */
export type CodedSignal = {
  readonly nanovolts: number;
  readonly intervalUs: number;
  /** 0: samples, 1 and 2: differences of that order. */
  readonly differences: number;
  /** Byte 6: in section 6, samples outside of the protected zones were decimated. */
  readonly isBimodal: boolean;
  readonly leads: readonly Uint8Array[];
};

export function readSignal(section: ByteReader, leads: number): CodedSignal {
  const intervalUs = section.u16(2);
  const differences = section.u8(4);
  if (intervalUs === 0) throw new DamagedEcg('no sample interval');
  if (differences > 2) throw new DamagedEcg(`difference order ${differences}`);
  let at = 6 + 2 * leads;
  return {
    nanovolts: section.u16(0),
    intervalUs,
    differences,
    isBimodal: section.u8(5) !== 0,
    leads: Array.from({ length: leads }, (_, index) => {
      const length = section.u16(6 + 2 * index);
      const bytes = section.bytes(at, length);
      at += length;
      return bytes;
    }),
  };
}

/** Samples of one lead as they were before differences and Huffman codes. */
export function decodeLead(
  { leads, differences }: CodedSignal,
  lead: number,
  count: number,
  tables: HuffmanTables | null,
): Int32Array {
  const bytes = leads[lead] ?? new Uint8Array();
  const stored = tables ? decodeHuffman(bytes, count, tables) : plain(bytes, count);
  return integrate(stored, differences);
}

function plain(bytes: Uint8Array, count: number): Int32Array {
  if (2 * count > bytes.length) throw new DamagedEcg('more samples announced than stored');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: count }, (_, index) => view.getInt16(2 * index, true));
}

/** Undoes first or second differences in place; the first one or two values are stored as they are. */
function integrate(values: Int32Array, order: number): Int32Array {
  for (let index = order; index < values.length && order > 0; index++) {
    const [one = 0, two = 0] = [values[index - 1], values[index - 2]];
    values[index] = (values[index] ?? 0) + (order === 1 ? one : 2 * one - two);
  }
  return values;
}
