import type { DicomDataSet } from '../parse/dicomJson';

/** Palette Color Lookup Table (PS3.3 C.7.9), reduced to eight bits. */
export type Palette = {
  /** First stored value mapped; smaller ones take the first entry. */
  readonly first: number;
  readonly red: Uint8Array;
  readonly green: Uint8Array;
  readonly blue: Uint8Array;
};

/** Null when the data set carries no complete palette inline. */
export function readPalette(dataSet: DicomDataSet): Palette | null {
  const red = table(dataSet, '00281101', '00281201');
  const green = table(dataSet, '00281102', '00281202');
  const blue = table(dataSet, '00281103', '00281203');
  if (!red || !green || !blue) return null;
  return { first: red.first, red: red.values, green: green.values, blue: blue.values };
}

function table(dataSet: DicomDataSet, descriptorTag: string, dataTag: string) {
  const descriptor = dataSet[descriptorTag]?.Value?.map(Number);
  const inline = dataSet[dataTag]?.InlineBinary;
  const [length, first, bits] = descriptor ?? [];
  if (length === undefined || first === undefined || bits === undefined || inline === undefined)
    return null;
  const bytes = Buffer.from(inline, 'base64');
  const entries = length === 0 ? 65536 : length;
  // Eight-bit entries are packed two to a word by some writers and padded to a word each by others.
  const isPacked = bits === 8 && bytes.length < entries * 2;
  const values = new Uint8Array(entries);
  for (let i = 0; i < entries; i++) {
    values[i] = bits === 8 ? (bytes[isPacked ? i : i * 2] ?? 0) : (bytes[i * 2 + 1] ?? 0);
  }
  return { first, values };
}
