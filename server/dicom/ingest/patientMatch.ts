import type { PersonName } from '../parse/dicomJson';

/** Patient identity as a DICOM object states it; null where it states nothing. */
export type DicomPatient = {
  readonly name: PersonName | null;
  readonly patientId: string | null;
  /** DA, `YYYYMMDD`. */
  readonly birthDate: string | null;
  /** `M`, `F` or `O`. */
  readonly sex: string | null;
};

/**
 * Whether two objects of one study can be of the same patient. Patient IDs decide where both are present; otherwise
 * names, compared within the same component group, since one device may write Pinyin and another characters.
 */
export function isSamePatient(a: DicomPatient, b: DicomPatient): boolean {
  if (a.patientId && b.patientId) return a.patientId === b.patientId;
  return (['Alphabetic', 'Ideographic', 'Phonetic'] as const).every((group) => {
    const [left, right] = [plain(a.name?.[group]), plain(b.name?.[group])];
    return left === '' || right === '' || left === right;
  });
}

const plain = (text: string | undefined): string =>
  (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\^\s]+/g, ' ')
    .trim();
