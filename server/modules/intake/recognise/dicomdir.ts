const MEDIA_STORAGE_SOP_CLASS = Buffer.from([0x02, 0x00, 0x02, 0x00, 0x55, 0x49]);
/** Media Storage Directory Storage, PS3.4 Annex B.5 / PS3.10 8.6. */
const DIRECTORY_CLASS = '1.2.840.10008.1.3.10';

/** Whether a Part 10 file is the directory of a medium rather than an object. */
export function isDicomdir(head: Buffer): boolean {
  const at = head.indexOf(MEDIA_STORAGE_SOP_CLASS, 132);
  if (at === -1 || at + 8 > head.length) return false;
  const length = head.readUInt16LE(at + 6);
  const uid = head.toString('latin1', at + 8, at + 8 + length).replace(/[\0 ]+$/, '');
  return uid === DIRECTORY_CLASS;
}
