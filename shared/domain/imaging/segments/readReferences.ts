import { itemsAt, textAt } from '../annotations/elements';
import type { DicomJson } from '../dicomJson';
import type { PictureReferences } from './overlayObject';
import { S } from './tags';

/** Pictures a segmentation names as a whole (PS3.3 C.12.1) and frame by frame (C.7.6.16.2.6). */
export function readReferences(json: DicomJson, groups: readonly DicomJson[]): PictureReferences {
  const series = new Set<string>();
  const instances = new Set<string>();
  const add = (items: readonly DicomJson[]): void => {
    for (const item of items) {
      const uid = textAt(item, S.ReferencedSOPInstanceUID);
      if (uid !== null) instances.add(uid);
    }
  };
  for (const item of itemsAt(json, S.ReferencedSeriesSequence)) {
    const uid = textAt(item, S.SeriesInstanceUID);
    if (uid !== null) series.add(uid);
    add(itemsAt(item, S.ReferencedInstanceSequence));
  }
  add(itemsAt(json, S.SourceImageSequence));
  for (const group of groups)
    for (const derivation of itemsAt(group, S.DerivationImageSequence))
      add(itemsAt(derivation, S.SourceImageSequence));
  return { seriesInstanceUids: series, sopInstanceUids: instances };
}
