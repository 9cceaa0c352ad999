import type { RecordCategory, RecordKind } from '../consultation/completeness';

type Format = {
  /** Technical name as shown in the list of an upload. */
  readonly label: string;
  readonly kind: RecordKind;
  readonly category: RecordCategory;
  readonly mime: string;
};

/**
 * Every file format a case may hold besides DICOM. What is not here never becomes material: no format that a
 * browser could run as a document of ours (HTML, SVG, script) may ever be added.
 */
export const FORMATS = {
  pdf: { label: 'PDF', kind: 'document', category: 'other', mime: 'application/pdf' },
  jpeg: { label: 'JPEG', kind: 'image', category: 'other', mime: 'image/jpeg' },
  png: { label: 'PNG', kind: 'image', category: 'other', mime: 'image/png' },
  tiff: { label: 'TIFF', kind: 'image', category: 'other', mime: 'image/tiff' },
  bmp: { label: 'BMP', kind: 'image', category: 'other', mime: 'image/bmp' },
  webp: { label: 'WebP', kind: 'image', category: 'other', mime: 'image/webp' },
  mp4: { label: 'MP4', kind: 'video', category: 'other', mime: 'video/mp4' },
  avi: { label: 'AVI', kind: 'video', category: 'other', mime: 'video/x-msvideo' },
  webm: { label: 'WebM', kind: 'video', category: 'other', mime: 'video/webm' },
  scp: { label: 'SCP-ECG', kind: 'ecg', category: 'ecg', mime: 'application/x-scp-ecg' },
  aecg: { label: 'HL7 aECG', kind: 'ecg', category: 'ecg', mime: 'application/x-hl7-aecg+xml' },
  muse: { label: 'MUSE XML', kind: 'ecg', category: 'ecg', mime: 'application/x-muse-ecg+xml' },
  sierra: {
    label: 'Sierra XML',
    kind: 'ecg',
    category: 'ecg',
    mime: 'application/x-sierra-ecg+xml',
  },
  edf: { label: 'EDF', kind: 'ecg', category: 'ecg', mime: 'application/x-edf' },
  bdf: { label: 'BDF', kind: 'ecg', category: 'ecg', mime: 'application/x-bdf' },
  wfdb: { label: 'WFDB', kind: 'ecg', category: 'ecg', mime: 'application/x-wfdb-header' },
  hl7: { label: 'HL7 v2', kind: 'note', category: 'chart', mime: 'application/hl7-v2' },
  cda: { label: 'CDA', kind: 'note', category: 'chart', mime: 'application/hl7-cda+xml' },
  fhir: { label: 'FHIR', kind: 'document', category: 'chart', mime: 'application/fhir+json' },
} as const satisfies Record<string, Format>;
export type FormatId = keyof typeof FORMATS;

/** Formats a browser shows by itself without running anything of the file's. */
const INLINE: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
]);
const KNOWN: ReadonlySet<string> = new Set(Object.values(FORMATS).map(({ mime }) => mime));

/** How content may leave the server: `inline` in a viewer, `attachment` only as a download. */
export function dispositionOf(mime: string): 'inline' | 'attachment' {
  return INLINE.has(mime) ? 'inline' : 'attachment';
}

/** The type to answer with; anything that is not one of ours is plain bytes. */
export const safeMime = (mime: string | null): string =>
  mime !== null && KNOWN.has(mime) ? mime : 'application/octet-stream';

/** Images no browser shows, which are therefore converted for viewing. */
export const needsRendition = (mime: string | null): boolean =>
  mime === FORMATS.tiff.mime || mime === FORMATS.bmp.mime;

const LABELS: ReadonlyMap<string, string> = new Map(
  Object.values(FORMATS).map(({ mime, label }) => [mime, label]),
);

/** Technical name of a type, such as `PDF`; `null` for a type that is none of ours, and for structured material. */
export const labelOfMime = (mime: string | null): string | null =>
  mime === null ? null : (LABELS.get(mime) ?? null);
