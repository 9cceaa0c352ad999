import type { Entry } from '../queue/types';

export type StudyCount = {
  readonly studyInstanceUid: string;
  readonly modality: string;
  readonly studyDate: string;
  readonly series: number;
  readonly instances: number;
  readonly sourceInstances: number | null;
};

/** Counts what was received, study by study, newest first; the same object twice counts once. */
export function studiesOf(entries: Iterable<Entry>): StudyCount[] {
  const studies = new Map<
    string,
    { modality: string; studyDate: string; series: Set<string>; instances: Set<string>; at: string }
  >();
  for (const { subject, receivedAt } of entries) {
    if (subject.kind !== 'dicom') continue;
    const known = studies.get(subject.studyInstanceUid) ?? {
      modality: subject.modality,
      studyDate: subject.studyDate,
      series: new Set(),
      instances: new Set(),
      at: receivedAt,
    };
    known.series.add(subject.seriesInstanceUid);
    known.instances.add(subject.sopInstanceUid);
    if (receivedAt > known.at) known.at = receivedAt;
    studies.set(subject.studyInstanceUid, known);
  }
  return [...studies.entries()]
    .sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
    .map(([studyInstanceUid, { modality, studyDate, series, instances }]) => ({
      ...{ studyInstanceUid, modality, studyDate },
      ...{ series: series.size, instances: instances.size, sourceInstances: null },
    }));
}
