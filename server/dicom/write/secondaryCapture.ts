import type { FilmModality } from '../../../shared/domain/film/film';
import { bytes, decimal, number, shortText, text, writePart10, type WriteElement } from './part10';

/** Secondary Capture Image Storage. */
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

export type CaptureObject = {
  readonly sopInstanceUid: string;
  readonly instanceNumber: number;
  readonly study: {
    readonly uid: string;
    /** `YYYYMMDD` and `HHMMSS`, or empty where nobody knows. */
    readonly date: string;
    readonly time: string;
    readonly description: string;
  };
  readonly series: {
    readonly uid: string;
    readonly number: number;
    readonly description: string;
    readonly modality: FilmModality;
  };
  readonly patient: {
    readonly name: string;
    readonly id: string;
    /** `YYYYMMDD` or empty. */
    readonly birthDate: string;
    readonly sex: 'M' | 'F' | 'O' | '';
  };
  readonly picture: {
    /** Little-endian samples, colour by pixel. */
    readonly bytes: Buffer;
    readonly width: number;
    readonly height: number;
    readonly samples: 1 | 3;
    readonly bits: 8 | 16;
  };
  /** Digitised film, digitised video, workstation (PS3.3 C.8.6.1). */
  readonly conversion: 'DF' | 'DV' | 'WSD';
  readonly isBurnedIn: boolean;
  readonly wasLossy: boolean;
  /** Size of a pixel in mm, down and across, and how it is known; `null` when nobody knows it. */
  readonly spacing: {
    readonly down: number;
    readonly across: number;
    readonly type: 'FIDUCIAL' | 'GEOMETRY';
    readonly description: string;
  } | null;
  /** In stored values. */
  readonly window: { readonly centre: number; readonly width: number } | null;
  /** How the picture was made of its source. */
  readonly derivation: string;
  readonly comment: string;
  readonly operator: string;
  readonly institution: string;
  /** When it was made, local date and time. */
  readonly made: { readonly date: string; readonly time: string };
};

/** One picture as a DICOM object of its own (PS3.3 A.8.1). */
export function secondaryCapture(object: CaptureObject): Buffer {
  return writePart10({
    sopClassUid: SECONDARY_CAPTURE,
    sopInstanceUid: object.sopInstanceUid,
    elements: [
      ...identification(object),
      ...patientModule(object.patient),
      ...pixelModule(object),
      ...scaleOf(object.spacing),
      ...windowOf(object.window),
    ],
  });
}

function identification(object: CaptureObject): WriteElement[] {
  const { study, series, made } = object;
  return [
    text('00080005', 'CS', 'ISO_IR 192'),
    text('00080008', 'CS', 'DERIVED', 'SECONDARY'),
    text('00080016', 'UI', SECONDARY_CAPTURE),
    text('00080018', 'UI', object.sopInstanceUid),
    text('00080020', 'DA', study.date),
    text('00080023', 'DA', made.date),
    text('00080030', 'TM', study.time),
    text('00080033', 'TM', made.time),
    text('00080050', 'SH', ''),
    text('00080060', 'CS', series.modality),
    text('00080064', 'CS', object.conversion),
    text('00080080', 'LO', shortText(object.institution, 64)),
    text('00080090', 'PN', ''),
    text('00081030', 'LO', shortText(study.description, 64)),
    text('0008103E', 'LO', shortText(series.description, 64)),
    text('00081070', 'PN', personName(object.operator)),
    text('00082111', 'ST', shortText(object.derivation, 1024)),
    text('00181012', 'DA', made.date),
    text('00181014', 'TM', made.time),
    text('00181016', 'LO', 'Huizhen'),
    text('00181018', 'LO', 'Huizhen workstation'),
    text('0020000D', 'UI', study.uid),
    text('0020000E', 'UI', series.uid),
    text('00200010', 'SH', ''),
    text('00200011', 'IS', String(series.number)),
    text('00200013', 'IS', String(object.instanceNumber)),
    text('00200020', 'CS', ''),
    text('00204000', 'LT', shortText(object.comment, 1024)),
  ];
}

const patientModule = (patient: CaptureObject['patient']): WriteElement[] => [
  text('00100010', 'PN', personName(patient.name)),
  text('00100020', 'LO', shortText(patient.id, 64)),
  text('00100030', 'DA', patient.birthDate),
  text('00100040', 'CS', patient.sex),
];

/** Chinese characters are the ideographic group of a name; the alphabetic group may be empty (PS3.5 H.3). */
function personName(name: string): string {
  const plain = shortText(name, 60).replace(/[=^]/g, ' ');
  return /\p{Script=Han}/u.test(plain) ? `=${plain}` : plain;
}

function pixelModule(object: CaptureObject): WriteElement[] {
  const { picture } = object;
  const isColour = picture.samples === 3;
  return [
    number('00280002', 'US', picture.samples),
    text('00280004', 'CS', isColour ? 'RGB' : 'MONOCHROME2'),
    ...(isColour ? [number('00280006', 'US', 0)] : []),
    number('00280010', 'US', picture.height),
    number('00280011', 'US', picture.width),
    number('00280100', 'US', picture.bits),
    number('00280101', 'US', picture.bits),
    number('00280102', 'US', picture.bits - 1),
    number('00280103', 'US', 0),
    text('00280301', 'CS', object.isBurnedIn ? 'YES' : 'NO'),
    text('00282110', 'CS', object.wasLossy ? '01' : '00'),
    bytes('7FE00010', picture.bits === 16 ? 'OW' : 'OB', picture.bytes),
  ];
}

/** Basic Pixel Spacing Calibration (PS3.3 10.7): says that it was measured, and how. */
function scaleOf(spacing: CaptureObject['spacing']): WriteElement[] {
  if (!spacing) return [];
  return [
    text('00280030', 'DS', decimal(spacing.down), decimal(spacing.across)),
    text('00280A02', 'CS', spacing.type),
    text('00280A04', 'LO', shortText(spacing.description, 64)),
  ];
}

const windowOf = (window: CaptureObject['window']): WriteElement[] =>
  window
    ? [
        text('00281050', 'DS', decimal(window.centre)),
        text('00281051', 'DS', decimal(Math.max(1, window.width))),
      ]
    : [];
