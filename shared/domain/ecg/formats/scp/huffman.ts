import { DamagedEcg, UnsupportedEcg, type ByteReader } from '../../bytes/byteReader';

/** One code: its prefix says what it is, and what follows the prefix, if anything, is the value itself. */
export type HuffmanCode = {
  /** Bits that tell the code, sent lowest bit of `baseCode` first. */
  readonly prefixBits: number;
  /** Prefix and value together. */
  readonly codeBits: number;
  /** False: no value; the decoder goes on with table number `baseValue`, counted from 1. */
  readonly isValue: boolean;
  readonly baseValue: number;
  readonly baseCode: number;
};

const code = (
  prefixBits: number,
  codeBits: number,
  baseValue: number,
  baseCode: number,
): HuffmanCode => ({ prefixBits, codeBits, isValue: true, baseValue, baseCode });

/**
 * The default table of EN 1064: a run of ones gives the magnitude, a zero ends it, one more bit is the sign. Nine ones
 * and a zero announce an 8-bit value, ten ones a 16-bit value.
 */
const DEFAULT_TABLE: readonly HuffmanCode[] = [
  code(1, 1, 0, 0),
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((value) => {
    const ones = 2 ** value - 1;
    return [
      code(value + 2, value + 2, value, ones),
      code(value + 2, value + 2, -value, ones + 2 ** (value + 1)),
    ];
  }),
  code(10, 18, 0, 511),
  code(10, 26, 0, 1023),
];
const DEFAULT_COUNT = 19999;
/** Beyond what any writer uses; every table costs a tree. */
const MAX_TABLES = 64;

export type HuffmanTables = readonly HuffmanTree[];

/** Section 2: the tables in use, or the one every reader knows. */
export function readTables(section: ByteReader): HuffmanTables {
  const tables = section.u16(0);
  if (tables === DEFAULT_COUNT) return [treeOf(DEFAULT_TABLE)];
  if (tables === 0) throw new DamagedEcg('no Huffman table');
  if (tables > MAX_TABLES) throw new UnsupportedEcg(`${tables} Huffman tables`);
  let at = 2;
  return Array.from({ length: tables }, () => {
    const codes = section.u16(at);
    at += 2;
    if (at + 9 * codes > section.length) throw new DamagedEcg('Huffman table is too short');
    const table = Array.from({ length: codes }, (_, index) => readCode(section, at + 9 * index));
    at += 9 * codes;
    return treeOf(table);
  });
}

function readCode(section: ByteReader, at: number): HuffmanCode {
  const read: HuffmanCode = {
    prefixBits: section.u8(at),
    codeBits: section.u8(at + 1),
    isValue: section.u8(at + 2) !== 0,
    baseValue: section.i16(at + 3),
    baseCode: section.u32(at + 5),
  };
  const extra = read.codeBits - read.prefixBits;
  if (read.prefixBits < 1 || read.prefixBits > 32 || extra < 0 || extra > 32) {
    throw new DamagedEcg('Huffman code of impossible length');
  }
  return read;
}

/** Nodes in pairs: children of node n for bit 0 and 1 at 2n and 2n + 1; negative: code -(index + 1); 0: no such code. */
export type HuffmanTree = { readonly nodes: number[]; readonly codes: readonly HuffmanCode[] };

function treeOf(codes: readonly HuffmanCode[]): HuffmanTree {
  const nodes = [0, 0];
  codes.forEach(({ prefixBits, baseCode }, index) => {
    let node = 0;
    for (let bit = 0; bit < prefixBits; bit++) {
      const slot = 2 * node + ((baseCode >>> bit) & 1);
      const isLast = bit === prefixBits - 1;
      const next = nodes[slot] ?? 0;
      if (next < 0 || (isLast && next !== 0)) throw new DamagedEcg('Huffman codes are ambiguous');
      if (isLast) nodes[slot] = -(index + 1);
      else if (next === 0) {
        node = nodes.length / 2;
        nodes[slot] = node;
        nodes.push(0, 0);
      } else node = next;
    }
  });
  return { nodes, codes };
}

/**
 * Decodes the values of one lead, beginning with the first table.
 *
 * @param count - Values wanted, at most one a bit; the last byte may hold unused bits.
 */
export function decodeHuffman(bytes: Uint8Array, count: number, tables: HuffmanTables): Int32Array {
  const end = 8 * bytes.length;
  // a value takes at least one bit: what a header promises beyond that must not make us allocate
  if (count > end) throw new DamagedEcg('more samples announced than stored');
  const values = new Int32Array(count);
  let bit = 0;
  const next = (): number => {
    if (bit >= end) throw new DamagedEcg('Huffman data ends too early');
    return ((bytes[bit >> 3] ?? 0) >> (7 - (bit++ & 7))) & 1;
  };
  let table = tables[0];
  for (let index = 0; index < count;) {
    if (!table) throw new DamagedEcg('no such Huffman table');
    const found = nextCode(table, next);
    if (!found.isValue) {
      table = tables[found.baseValue - 1];
      continue;
    }
    const extra = found.codeBits - found.prefixBits;
    values[index++] = extra === 0 ? found.baseValue : found.baseValue + signed(extra, next);
  }
  return values;
}

function nextCode({ nodes, codes }: HuffmanTree, next: () => number): HuffmanCode {
  let node = 0;
  for (;;) {
    node = nodes[2 * node + next()] ?? 0;
    const found = node < 0 ? codes[-node - 1] : undefined;
    if (found) return found;
    if (node === 0) throw new DamagedEcg('bits that are no Huffman code');
  }
}

function signed(bits: number, next: () => number): number {
  let value = 0;
  for (let index = 0; index < bits; index++) value = value * 2 + next();
  return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
}
