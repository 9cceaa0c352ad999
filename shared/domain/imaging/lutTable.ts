import {
  itemsOf,
  numbersOf,
  TAG,
  textOf,
  type DicomElement,
  type DicomJson,
  type Tag,
} from './dicomJson';

/** A lookup table as a file describes it (PS3.3 C.11.1.1.1); its entries may have to be fetched. */
export type LutDescription = {
  readonly element: DicomElement;
  readonly entries: number;
  /** Value that the first entry is for. */
  readonly first: number;
  /** Of an entry: its greatest value is 2 ^ bits - 1. */
  readonly bits: number;
  readonly explanation: string | null;
};

export type LutTable = {
  readonly first: number;
  readonly bits: number;
  readonly entries: ArrayLike<number>;
};

/** The tables of a sequence; one without data or descriptor is left out. */
export function lutsOf(
  holder: DicomJson,
  sequence: Tag,
  isSigned: boolean,
): readonly LutDescription[] {
  return itemsOf(holder, sequence).flatMap((item) => {
    const [count, first, bits] = numbersOf(item, TAG.LUTDescriptor);
    const element = item[TAG.LUTData];
    if (!element || count === undefined || first === undefined || bits === undefined) return [];
    return [
      {
        element,
        // zero stands for 65,536, which does not fit its 16 bits
        entries: count === 0 ? 65_536 : count,
        // the descriptor's VR is lost in implicit files, so a negative start may arrive as its unsigned twin
        first: isSigned && first > 32_767 ? first - 65_536 : first,
        bits,
        explanation: textOf(item, TAG.LUTExplanation),
      },
    ];
  });
}

/** Entry for a value; below and above the table its first and last entries hold. */
export function lookUp({ first, entries }: LutTable, value: number): number {
  const at = Math.min(entries.length - 1, Math.max(0, Math.round(value) - first));
  return entries[at] ?? 0;
}

export const greatestOf = ({ bits }: LutTable): number => 2 ** bits - 1;
