import type { StudyEntry } from './loadStudy';

/** The studies as a person chooses from them: without series that are shown in another way. */
export function withoutSeries(
  studies: readonly StudyEntry[],
  hidden: ReadonlySet<string>,
): readonly StudyEntry[] {
  if (hidden.size === 0) return studies;
  return studies.map((study) =>
    study.load.status === 'ready'
      ? {
          ...study,
          load: {
            ...study.load,
            sets: study.load.sets.filter(({ seriesInstanceUid }) => !hidden.has(seriesInstanceUid)),
          },
        }
      : study,
  );
}
