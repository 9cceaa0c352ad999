import { EXPLICIT_LE } from '../transferSyntax';
import type { MediaRange } from './accept';
import type { StoredInstance } from './repository';

/** How one stored object can be handed out: its own bytes, or written anew in Explicit VR Little Endian. */
export type InstanceForm = 'asStored' | 'explicit';

export type InstanceWish = {
  readonly isMultipart: boolean;
  /** `*` as stored; a UID; null when not said, which means Explicit VR Little Endian (PS3.18 8.7.3.4). */
  readonly transferSyntax: string | null;
};

/** The client's wishes for whole objects, best first; empty when it wants nothing that is one. */
export function instanceWishes(ranges: readonly MediaRange[]): InstanceWish[] {
  return ranges.flatMap(({ type, params }): InstanceWish[] => {
    const transferSyntax = params['transfer-syntax'] ?? null;
    if (type === 'application/dicom') return [{ isMultipart: false, transferSyntax }];
    if (type === '*/*') return [{ isMultipart: true, transferSyntax }];
    const related = params['type']?.toLowerCase() ?? 'application/dicom';
    const isDicom = related === 'application/dicom' || related === '*/*';
    return type === 'multipart/related' && isDicom ? [{ isMultipart: true, transferSyntax }] : [];
  });
}

/** The form that fulfils a wish for this object, or null when none does. */
export function formFor(instance: StoredInstance, wish: InstanceWish): InstanceForm | null {
  const wanted = wish.transferSyntax ?? EXPLICIT_LE;
  if (wanted === '*' || wanted === instance.transferSyntaxUid) return 'asStored';
  return wanted === EXPLICIT_LE && instance.isDecodable ? 'explicit' : null;
}
