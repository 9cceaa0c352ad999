import {
  itemsOf,
  numberOf,
  numbersOf,
  TAG,
  textOf,
  type DicomElement,
  type DicomJson,
} from './dicomJson';

/** Table from stored to modality values (PS3.3 C.11.1); `first` is the stored value of its first entry. */
export type ModalityLut = { readonly first: number; readonly table: ArrayLike<number> };

/** X-ray angiography and fluoroscopy tables linearise the detector and are not meant for display (PS3.3 C.8.7.1.1.2). */
const NOT_FOR_DISPLAY = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.12\.[12](\.1)?$/;

export type TableData = { readonly element: DicomElement; readonly entries: number };

/** Where the table's entries are and how many it should have, if the picture is to be shown through one. */
export function modalityLutData(instance: DicomJson): TableData | null {
  if (NOT_FOR_DISPLAY.test(textOf(instance, TAG.SOPClassUID) ?? '')) return null;
  const item = itemsOf(instance, TAG.ModalityLUTSequence)[0];
  const element = item?.[TAG.LUTData];
  const count = item ? numbersOf(item, TAG.LUTDescriptor)[0] : undefined;
  // Zero stands for 65,536, which does not fit its 16 bits.
  return element && count !== undefined ? { element, entries: count === 0 ? 65_536 : count } : null;
}

/** @returns `null` when there are fewer entries than the descriptor says. */
export function modalityLutOf(instance: DicomJson, entries: ArrayLike<number>): ModalityLut | null {
  const item = itemsOf(instance, TAG.ModalityLUTSequence)[0];
  const first = item ? numbersOf(item, TAG.LUTDescriptor)[1] : undefined;
  const wanted = modalityLutData(instance)?.entries ?? Infinity;
  if (first === undefined || entries.length < wanted) return null;
  // The descriptor's VR is lost in implicit files, so a negative start may arrive as its unsigned twin.
  const signed = numberOf(instance, TAG.PixelRepresentation) === 1 && first > 32_767;
  return { first: signed ? first - 65_536 : first, table: entries };
}

/** Modality values of stored ones; below and above the table its first and last entries hold. */
export function applyModalityLut(
  stored: ArrayLike<number>,
  lut: ModalityLut,
): Uint16Array<ArrayBuffer> {
  const last = lut.table.length - 1;
  const values = new Uint16Array(stored.length);
  for (let i = 0; i < stored.length; i += 1) {
    const at = Math.min(last, Math.max(0, (stored[i] ?? 0) - lut.first));
    values[i] = lut.table[at] ?? 0;
  }
  return values;
}
