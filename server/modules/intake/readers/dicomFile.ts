import type { StatedIdentity } from '../../../../shared/domain/imaging/identityMatch';
import type { DicomPatient } from '../../../dicom/ingest/patientMatch';
import { patientOf } from '../../../dicom/ingest/rows';
import { textOf } from '../../../dicom/parse/dicomJson';
import { indexDicom } from '../../../dicom/parse/indexDicom';
import { pieces, type FileContent, type Workshop } from '../process/content';
import { headerFor, type HeaderlessSyntax } from '../recognise/headerless';

/** What has to be known of a DICOM object before it may be filed. */
export type DicomReading = {
  readonly studyInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly modality: string;
  readonly identity: StatedIdentity;
};

/** @returns `null` when it cannot be read; ingest then says why and keeps it in quarantine. */
export async function readDicom(content: FileContent): Promise<DicomReading | null> {
  const index = await indexDicom(content);
  if (!index.ok) return null;
  const { studyInstanceUid, sopInstanceUid, dataSet } = index.value;
  return {
    studyInstanceUid,
    sopInstanceUid,
    modality: textOf(dataSet, '00080060') ?? '',
    identity: toStated(patientOf(dataSet)),
  };
}

export const toStated = ({ name, patientId, birthDate, sex }: DicomPatient): StatedIdentity => ({
  names: [name?.Ideographic, name?.Alphabetic].filter((group): group is string => Boolean(group)),
  birthDate,
  sex,
  patientIds: patientId ? [patientId] : [],
});

/** Puts a header in front of a headerless data set; `null` when it lacks the UIDs a header needs. */
export async function withHeader(
  workshop: Workshop,
  content: FileContent,
  syntax: HeaderlessSyntax,
): Promise<FileContent | null> {
  const header = headerFor(await content.read(0, 8192), syntax);
  return header ? workshop.take(prefixed(header, content)) : null;
}

async function* prefixed(header: Buffer, content: FileContent): AsyncGenerator<Buffer> {
  yield header;
  yield* pieces(content);
}
