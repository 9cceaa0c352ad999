import { EXPLICIT_LE, transferSyntaxOf, type TransferSyntax } from '../transferSyntax';
import type { MediaRange } from './accept';
import type { StoredInstance } from './repository';

const OCTETS = 'application/octet-stream';

/** Names of earlier editions of PS3.18 and of clients that kept them; answers carry today's. */
const FORMER_NAMES: Readonly<Record<string, string>> = {
  'image/x-jls': 'image/jls',
  'image/x-dicom-rle': 'image/dicom-rle',
  'image/jhc': 'image/jphc',
};

export type FrameForm = {
  readonly isMultipart: boolean;
  readonly isDecoded: boolean;
  /** Content type of one frame, with its transfer syntax. */
  readonly contentType: string;
  readonly mediaType: string;
};

/**
 * How to hand out the frames of an object (PS3.18 8.7.3.4 to 8.7.3.6): in the stored compression when the client names its
 * media type, its transfer syntax or any (`*`); otherwise uncompressed little-endian.
 *
 * @returns Null when nothing the client accepts can be made.
 */
export function frameFormFor(
  instance: StoredInstance,
  ranges: readonly MediaRange[],
): FrameForm | null {
  for (const range of ranges) {
    const form = formOf(instance, range);
    if (form) return form;
  }
  return null;
}

function formOf(instance: StoredInstance, { type, params }: MediaRange): FrameForm | null {
  const isMultipart = type === 'multipart/related' || type === '*/*';
  const named = (isMultipart ? (params['type'] ?? '*/*') : type).toLowerCase();
  const mediaType = FORMER_NAMES[named] ?? named;
  const wanted = params['transfer-syntax'] ?? null;
  const stored = transferSyntaxOf(instance.transferSyntaxUid);
  const isAny = mediaType === '*/*';
  if (mediaType === OCTETS || isAny) {
    const isStoredWanted = stored.isEncapsulated && (wanted === '*' || wanted === stored.uid);
    if (isStoredWanted)
      return form(isMultipart, false, isAny ? stored.frameMediaType : OCTETS, stored.uid);
    const isPlainWanted = wanted === null || wanted === '*' || wanted === EXPLICIT_LE;
    return isPlainWanted && instance.isDecodable
      ? form(isMultipart, true, OCTETS, EXPLICIT_LE)
      : null;
  }
  const isSyntaxFine = wanted === null || wanted === '*' || wanted === stored.uid;
  return isSyntaxFine && isNameOf(stored, mediaType)
    ? form(isMultipart, false, stored.frameMediaType, stored.uid)
    : null;
}

/** Whether compressed frames of this syntax go by that name; `image/*` is every one that is a picture. */
function isNameOf({ isEncapsulated, frameMediaType }: TransferSyntax, mediaType: string): boolean {
  const isWild = mediaType === 'image/*' && frameMediaType.startsWith('image/');
  return isEncapsulated && (isWild || mediaType === frameMediaType);
}

const form = (
  isMultipart: boolean,
  isDecoded: boolean,
  mediaType: string,
  syntax: string,
): FrameForm => ({
  isMultipart,
  isDecoded,
  mediaType,
  contentType: `${mediaType}; transfer-syntax=${syntax}`,
});
