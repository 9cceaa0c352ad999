import type { DicomIndex } from '../parse/indexDicom';
import { nameOf, numberOf, textOf, type DicomDataSet } from '../parse/dicomJson';
import type { DicomPatient } from './patientMatch';

/** Study- and patient-level attributes that QIDO-RS answers (PS3.18 Table 10.6.3-3, and what viewers list). */
const STUDY_TAGS = [
  '00080005',
  '00080020',
  '00080030',
  '00080050',
  '00080080',
  '00080090',
  '00080201',
  '00081030',
  '00100010',
  '00100020',
  '00100021',
  '00100030',
  '00100040',
  '00101010',
  '00101020',
  '00101030',
  '0020000D',
  '00200010',
];
/** Table 10.6.3-4, and what viewers list. */
const SERIES_TAGS = [
  '00080005',
  '00080021',
  '00080031',
  '00080060',
  '00080070',
  '0008103E',
  '00081090',
  '00180015',
  '00185100',
  '0020000E',
  '00200011',
  '00200052',
  '00200060',
  '00400244',
  '00400245',
  '00400275',
];

const INT4_MAX = 2_147_483_647;

/** Patient identity in a data set, as intake compares it with the case. */
export const patientOf = (dataSet: DicomDataSet): DicomPatient => ({
  name: nameOf(dataSet, '00100010'),
  patientId: textOf(dataSet, '00100020'),
  birthDate: textOf(dataSet, '00100030'),
  sex: textOf(dataSet, '00100040'),
});

export function studyRow({ dataSet, studyInstanceUid }: DicomIndex, receivedAt: string) {
  const patient = patientOf(dataSet);
  return {
    study_instance_uid: studyInstanceUid,
    study_date: textOf(dataSet, '00080020'),
    study_time: textOf(dataSet, '00080030'),
    accession_number: textOf(dataSet, '00080050'),
    study_id: textOf(dataSet, '00200010'),
    study_description: textOf(dataSet, '00081030'),
    referring_physician: nameText(dataSet, '00080090'),
    patient_name_alphabetic: patient.name?.Alphabetic ?? null,
    patient_name_ideographic: patient.name?.Ideographic ?? null,
    patient_name_phonetic: patient.name?.Phonetic ?? null,
    patient_id: patient.patientId,
    patient_birth_date: patient.birthDate,
    patient_sex: patient.sex,
    attributes: toJson(pick(dataSet, STUDY_TAGS)),
    received_at: receivedAt,
  };
}

export function seriesRow(
  { dataSet, studyInstanceUid, seriesInstanceUid }: DicomIndex,
  receivedAt: string,
) {
  return {
    series_instance_uid: seriesInstanceUid,
    study_instance_uid: studyInstanceUid,
    modality: textOf(dataSet, '00080060'),
    series_number: int4(dataSet, '00200011'),
    series_description: textOf(dataSet, '0008103E'),
    body_part: textOf(dataSet, '00180015'),
    attributes: toJson(pick(dataSet, SERIES_TAGS)),
    received_at: receivedAt,
  };
}

export function instanceRow(index: DicomIndex) {
  const { dataSet, pixels } = index;
  return {
    sop_instance_uid: index.sopInstanceUid,
    series_instance_uid: index.seriesInstanceUid,
    study_instance_uid: index.studyInstanceUid,
    sop_class_uid: index.sopClassUid,
    transfer_syntax_uid: index.transferSyntaxUid,
    instance_number: int4(dataSet, '00200013'),
    rows: int4(dataSet, '00280010'),
    columns: int4(dataSet, '00280011'),
    number_of_frames: pixels ? pixels.image.frames : null,
    decodable: index.isDecodable,
    issues: toJson(index.issues),
    pixels: pixels ? toJson(pixels) : null,
    metadata: JSON.stringify(dataSet),
  };
}

/** PostgreSQL's jsonb has no NUL character; in DICOM text it can only be padding gone astray. */
export const toJson = (value: unknown): string => JSON.stringify(value).replaceAll('\\u0000', '');

const pick = (dataSet: DicomDataSet, tags: readonly string[]): DicomDataSet =>
  Object.fromEntries(tags.flatMap((tag) => (dataSet[tag] ? [[tag, dataSet[tag]]] : [])));

function int4(dataSet: DicomDataSet, tag: string): number | null {
  const number = numberOf(dataSet, tag);
  return number !== null && Number.isInteger(number) && Math.abs(number) <= INT4_MAX
    ? number
    : null;
}

function nameText(dataSet: DicomDataSet, tag: string): string | null {
  const name = nameOf(dataSet, tag);
  return name ? [name.Alphabetic, name.Ideographic].filter(Boolean).join('=') : null;
}
