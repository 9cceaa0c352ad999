import type { DicomElement, DicomJson } from '../../../shared/domain/imaging/dicomJson';
import { writePart10, type DicomItem, type WriteElement } from './part10';

/**
 * Writes a data set of our own making as a DICOM file (PS3.10), see `writePart10`.
 *
 * @param dataSet - DICOM JSON model (PS3.18 F) with SOP class, SOP instance and `ISO_IR 192` in it.
 * @throws Error for a value its VR cannot hold: that is a fault of the writer, not of any input.
 */
export const part10File = (dataSet: DicomJson): Buffer =>
  writePart10({
    sopClassUid: uidOf(dataSet, '00080016'),
    sopInstanceUid: uidOf(dataSet, '00080018'),
    elements: itemOf(dataSet),
  });

function uidOf(dataSet: DicomJson, tag: string): string {
  const uid = dataSet[tag]?.Value?.[0];
  if (typeof uid !== 'string' || uid === '') throw new Error(`a file needs ${tag}`);
  return uid;
}

const itemOf = (dataSet: DicomJson): DicomItem =>
  Object.entries(dataSet).map(([tag, element]) => ({
    tag,
    vr: element.vr,
    value: valueOf(tag, element),
  }));

const NUMBERS = new Set('FD FL SL SS UL US'.split(' '));
const TEXTS = new Set('AE AS CS DA DS DT IS LO LT SH ST TM UC UI UR UT'.split(' '));

function valueOf(
  tag: string,
  { vr, Value = [], InlineBinary }: DicomElement,
): WriteElement['value'] {
  if (InlineBinary !== undefined) return Buffer.from(InlineBinary, 'base64');
  if (vr === 'SQ') return Value.map((item) => itemOf(item as DicomJson));
  if (vr === 'PN') return Value.map(nameText);
  if (NUMBERS.has(vr)) return Value.map((value) => finite(tag, value));
  if (!TEXTS.has(vr)) throw new Error(`${tag} has a VR this writer does not know: ${vr}`);
  return Value.map(String);
}

function finite(tag: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${tag} is no number`);
  return value;
}

/** The component groups of a name, `alphabetic=ideographic=phonetic` (PS3.5 6.2.1). */
function nameText(value: unknown): string {
  const {
    Alphabetic = '',
    Ideographic = '',
    Phonetic = '',
  } = (value ?? {}) as Record<string, string>;
  return [Alphabetic, Ideographic, Phonetic].join('=').replace(/=+$/, '');
}
