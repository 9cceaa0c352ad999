import type { KeyImage, ReportContent } from '../../../../shared/domain/report/report';

/** As many as the report schema takes. */
export const MOST_KEY_IMAGES = 24;

export const keyImageId = ({ sopInstanceUid, frameNumber }: KeyImage): string =>
  `${sopInstanceUid}#${String(frameNumber)}`;

/** The same picture again replaces its window and keeps its caption; beyond the limit nothing changes. */
export function withKeyImage(list: readonly KeyImage[], added: KeyImage): readonly KeyImage[] {
  const known = list.find((image) => keyImageId(image) === keyImageId(added));
  if (known) {
    const renewed = { ...added, caption: added.caption === '' ? known.caption : added.caption };
    return list.map((image) => (image === known ? renewed : image));
  }
  return list.length >= MOST_KEY_IMAGES ? list : [...list, added];
}

export const addKeyImages = (
  content: ReportContent,
  added: readonly KeyImage[],
): ReportContent => ({
  ...content,
  keyImages: [...added.reduce<readonly KeyImage[]>(withKeyImage, content.keyImages)],
});

/**
 * The picture as the author saw it, drawn by the server (DICOM PS3.18 section 10.4.1.1.3, rendered resources).
 *
 * @param size - Longest side in pixels.
 */
export function renderedPath(image: KeyImage, size: number): string {
  const { studyInstanceUid, seriesInstanceUid, sopInstanceUid, frameNumber, window } = image;
  const query = new URLSearchParams({ viewport: `${String(size)},${String(size)}` });
  if (window) query.set('window', `${String(window.centre)},${String(window.width)},linear`);
  return (
    `/dicom-web/studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${sopInstanceUid}` +
    `/frames/${String(frameNumber)}/rendered?${query.toString()}`
  );
}
