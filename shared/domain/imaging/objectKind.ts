import { TAG, textOf, type DicomJson } from './dicomJson';

/** What an instance is when it is not a picture, named to the person instead of an empty viewport. */
export const OBJECT_KINDS = [
  'image',
  'video',
  'structuredReport',
  'keyObjectSelection',
  'presentationState',
  'document',
  'waveform',
  'segmentation',
  'structureSet',
  'radiotherapy',
  'rawData',
  'other',
] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

const STORAGE = '1.2.840.10008.5.1.4.1.1.';
/** Prefixes after the storage root of PS3.6 Annex A, most specific first. */
const BY_PREFIX: readonly (readonly [string, ObjectKind])[] = [
  ['88.59', 'keyObjectSelection'],
  ['88.', 'structuredReport'],
  ['11.', 'presentationState'],
  ['104.', 'document'],
  ['9.', 'waveform'],
  ['66.4', 'segmentation'],
  ['66.7', 'segmentation'],
  ['66', 'rawData'],
  ['481.3', 'structureSet'],
  ['481.4', 'radiotherapy'],
  ['481.5', 'radiotherapy'],
  ['481.6', 'radiotherapy'],
  ['481.7', 'radiotherapy'],
  ['481.8', 'radiotherapy'],
  ['481.9', 'radiotherapy'],
  ['77.1.1.1', 'video'],
  ['77.1.2.1', 'video'],
  ['77.1.4.1', 'video'],
];

/** MPEG-2, MPEG-4 and HEVC transfer syntaxes all lie in this range. */
const VIDEO_SYNTAX = /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/;

/** Decides by SOP class first; an unknown class with rows and columns is a picture. */
export function objectKindOf(instance: DicomJson): ObjectKind {
  const sopClass = textOf(instance, TAG.SOPClassUID) ?? '';
  const suffix = sopClass.startsWith(STORAGE) ? sopClass.slice(STORAGE.length) : '';
  const named =
    suffix === '' ? undefined : BY_PREFIX.find(([prefix]) => suffix.startsWith(prefix))?.[1];
  const syntax = textOf(instance, TAG.AvailableTransferSyntaxUID) ?? '';
  if (VIDEO_SYNTAX.test(syntax)) return 'video';
  // Video classes also hold motion JPEG, which is an ordinary multi-frame image.
  if (named !== undefined && named !== 'video') return named;
  return textOf(instance, TAG.Rows) !== null && textOf(instance, TAG.Columns) !== null
    ? 'image'
    : (named ?? 'other');
}
