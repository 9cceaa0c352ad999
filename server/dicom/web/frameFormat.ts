import { EXPLICIT_LE, transferSyntaxOf } from '../transferSyntax';
import type { MediaRange } from './accept';
import type { StoredInstance } from './repository';

const OCTETS = 'application/octet-stream';

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
  const mediaType = (isMultipart ? (params['type'] ?? '*/*') : type).toLowerCase();
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
  const isMatch = stored.isEncapsulated && stored.frameMediaType === mediaType && isSyntaxFine;
  return isMatch ? form(isMultipart, false, mediaType, stored.uid) : null;
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
