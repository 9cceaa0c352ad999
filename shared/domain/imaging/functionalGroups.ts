import { itemsOf, TAG, type DicomJson, type Tag } from './dicomJson';

/**
 * The item of one functional group macro that holds for a frame (PS3.3 C.7.6.16): the frame's own, else the shared one.
 *
 * @param frame 1-based.
 */
export function groupOf(instance: DicomJson, frame: number, sequence: Tag): DicomJson | null {
  const perFrame = itemsOf(instance, TAG.PerFrameFunctionalGroupsSequence)[frame - 1];
  const shared = itemsOf(instance, TAG.SharedFunctionalGroupsSequence)[0];
  for (const group of [perFrame, shared]) {
    const item = group && itemsOf(group, sequence)[0];
    if (item) return item;
  }
  return null;
}

/** Where an attribute of a frame is to be read: the functional group of an enhanced image, else the instance itself. */
export const holderOf = (instance: DicomJson, frame: number, sequence: Tag): DicomJson =>
  groupOf(instance, frame, sequence) ?? instance;
