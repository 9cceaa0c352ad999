import { DamagedEcg, type ByteReader } from '../../bytes/byteReader';
import { textOf, type DataSet } from './dataSet';

/** Decimal String; `null` when absent or empty, damaged when it is no number. */
export function decimal(reader: ByteReader, item: DataSet, tag: number): number | null {
  const text = textOf(reader, item.get(tag));
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new DamagedEcg(`(${tag.toString(16)}) is no number`);
  return value;
}

export function unsigned(reader: ByteReader, item: DataSet, tag: number, size: 2 | 4): number {
  const element = item.get(tag);
  if (!element || element.length < size) throw new DamagedEcg(`(${tag.toString(16)}) is missing`);
  return size === 2 ? reader.u16(element.offset) : reader.u32(element.offset);
}
