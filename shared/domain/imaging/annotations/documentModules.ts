import type { DicomElement, DicomJson } from '../dicomJson';
import { AS_VR, lo, sequence } from './elements';
import { T } from './tags';

/** What an image is to the documents that point at it. */
export type ImageFacts = {
  readonly sopClassUid: string;
  readonly seriesInstanceUid: string;
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
  readonly isColour: boolean;
  /** MONOCHROME1: low values are white. */
  readonly isInverse: boolean;
  /** mm between rows and columns, or their ratio where they are only shapes; see `spacingIsMm`. */
  readonly spacing: { readonly row: number; readonly column: number };
  readonly spacingIsMm: boolean;
  /** Elements of its modality transform; `null` where it is a table that is not at hand. */
  readonly modality: DicomJson | null;
};

/** Everything a document needs that is not in what its author drew. */
export type DocumentContext = {
  /** Any instance of the study; patient and study are taken over from it unchanged. */
  readonly reference: DicomJson;
  /** The study's images by SOP Instance UID, at least those drawn on. */
  readonly images: ReadonlyMap<string, ImageFacts>;
  readonly author: { readonly name: string; readonly organisation: string };
  /** When the content was last changed, ISO 8601 UTC. */
  readonly at: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly instanceNumber: number;
  /** Of this product. */
  readonly softwareVersion: string;
};

/** Local date and time of an instant as DICOM writes it; China has one zone and no summer time. */
export function dicomTime(instant: string): { date: string; time: string; dateTime: string } {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  const date = local.slice(0, 10).replaceAll('-', '');
  const time = `${local.slice(11, 19).replaceAll(':', '')}.${local.slice(20, 23)}000`;
  return { date, time, dateTime: `${date}${time}+0800` };
}

/** The instant such a DT names; `null` for one without a zone or that cannot be read. */
export function instantOfDateTime(text: string | null): string | null {
  const parts =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{1,6}))?([+-])(\d{2})(\d{2})$/.exec(
      text ?? '',
    );
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, fraction = '', sign, zoneHour, zoneMinute] =
    parts;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const date = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${sign}${zoneHour}:${zoneMinute}`,
  );
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Type 2 attributes of the patient and general study modules with the VR they have when they are empty. */
const PATIENT_AND_STUDY: Readonly<Record<string, string>> = {
  '00080020': 'DA',
  '00080030': 'TM',
  '00080050': 'SH',
  '00080090': 'PN',
  '00100010': 'PN',
  '00100020': 'LO',
  '00100030': 'DA',
  '00100040': 'CS',
  '00200010': 'SH',
};
/** … and those that are only taken over. */
const OPTIONAL = ['00081030', '00100021', '0020000D'];

function patientAndStudy(reference: DicomJson): DicomJson {
  const taken = [...Object.keys(PATIENT_AND_STUDY), ...OPTIONAL].flatMap(
    (tag): [string, DicomElement][] => {
      const value = reference[tag];
      const vr = PATIENT_AND_STUDY[tag];
      if (value?.Value !== undefined) return [[tag, { vr: value.vr, Value: value.Value }]];
      return vr === undefined ? [] : [[tag, { vr }]];
    },
  );
  return Object.fromEntries(taken);
}

type Series = { readonly modality: string; readonly number: number; readonly description: string };

/** Patient, study, series, equipment and SOP common modules: the same in every document of ours. */
export function documentHead(
  context: DocumentContext,
  sopClassUid: string,
  series: Series,
): DicomJson {
  const { date, time } = dicomTime(context.at);
  return {
    ...patientAndStudy(context.reference),
    [T.SpecificCharacterSet]: AS_VR.CS('ISO_IR 192'),
    [T.InstanceCreationDate]: AS_VR.DA(date),
    [T.InstanceCreationTime]: AS_VR.TM(time),
    [T.SOPClassUID]: AS_VR.UI(sopClassUid),
    [T.SOPInstanceUID]: AS_VR.UI(context.sopInstanceUid),
    [T.TimezoneOffsetFromUTC]: AS_VR.SH('+0800'),
    [T.Modality]: AS_VR.CS(series.modality),
    [T.SeriesInstanceUID]: AS_VR.UI(context.seriesInstanceUid),
    [T.SeriesNumber]: AS_VR.IS(series.number),
    [T.SeriesDescription]: lo(series.description),
    [T.InstanceNumber]: AS_VR.IS(context.instanceNumber),
    [T.Manufacturer]: AS_VR.LO('Huizhen'),
    [T.ManufacturerModelName]: AS_VR.LO('Huizhen consultation workstation'),
    [T.SoftwareVersions]: AS_VR.LO(context.softwareVersion),
  };
}

export type ImageRef = { readonly sopInstanceUid: string; readonly frameNumber: number };

/** A reference to an image (PS3.3 Table 10-3); a frame is named only where there is more than one. */
export function imageReference(
  images: DocumentContext['images'],
  { sopInstanceUid, frameNumber }: ImageRef,
): DicomJson {
  const image = images.get(sopInstanceUid);
  return {
    [T.ReferencedSOPClassUID]: AS_VR.UI(image?.sopClassUid ?? ''),
    [T.ReferencedSOPInstanceUID]: AS_VR.UI(sopInstanceUid),
    ...((image?.frames ?? 1) > 1 && { [T.ReferencedFrameNumber]: AS_VR.IS(frameNumber) }),
  };
}

export type Instance = {
  readonly seriesInstanceUid: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
};

/** The instances a document speaks of, by study and series (PS3.3 Table C.17-3). */
export function evidence(studyInstanceUid: string, instances: readonly Instance[]): DicomElement {
  const series = new Map<string, Map<string, DicomJson>>();
  for (const { seriesInstanceUid, sopClassUid, sopInstanceUid } of instances) {
    const known = series.get(seriesInstanceUid) ?? new Map<string, DicomJson>();
    series.set(seriesInstanceUid, known);
    known.set(sopInstanceUid, {
      [T.ReferencedSOPClassUID]: AS_VR.UI(sopClassUid),
      [T.ReferencedSOPInstanceUID]: AS_VR.UI(sopInstanceUid),
    });
  }
  if (series.size === 0) return sequence();
  return sequence({
    [T.StudyInstanceUID]: AS_VR.UI(studyInstanceUid),
    [T.ReferencedSeriesSequence]: sequence(
      ...[...series].map(([uid, references]) => ({
        [T.SeriesInstanceUID]: AS_VR.UI(uid),
        [T.ReferencedSOPSequence]: sequence(...references.values()),
      })),
    ),
  });
}

/** The images as evidence. */
export const evidenceOfImages = (
  context: DocumentContext,
  refs: readonly ImageRef[],
): readonly Instance[] =>
  refs.flatMap(({ sopInstanceUid }) => {
    const image = context.images.get(sopInstanceUid);
    return image
      ? [
          {
            seriesInstanceUid: image.seriesInstanceUid,
            sopClassUid: image.sopClassUid,
            sopInstanceUid,
          },
        ]
      : [];
  });

/** Study Instance UID of the context's study. */
export const studyOf = ({ reference }: DocumentContext): string => {
  const uid = reference[T.StudyInstanceUID]?.Value?.[0];
  return typeof uid === 'string' ? uid : '';
};
