import { bareFacts, type EcgAnnotation } from '../../recording';
import { inReadingOrder, wholeFile, type EcgFile, type OpenedEcg, type Reading } from '../opening';
import { readAnnotations } from './annotations';
import { groupsOf, openRecord, readHeaderFile } from './record';
import { openSegments } from './segments';

/** Annotations made by people first, then those of programs. */
export const ANNOTATORS = ['atr', 'ecg', 'qrs', 'ari', 'ann', 'man'] as const;

/**
 * Opens a WFDB record: `files[0]` is its header, the others signal files, headers of segments and annotations, found by
 * their names.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 */
export function* openWfdb(files: readonly EcgFile[]): Reading<OpenedEcg> {
  const header = yield* readHeaderFile(files, 0);
  const record =
    header.kind === 'signals'
      ? yield* openRecord(files, header)
      : yield* openSegments(files, header);
  return {
    ...bareFacts('wfdb'),
    recordedAt: header.recordedAt,
    annotations: yield* annotationsOf(files, header.name, header.frameRateHz),
    groups: inReadingOrder(groupsOf(record)),
    laterAnnotations: null,
  };
}

function* annotationsOf(
  files: readonly EcgFile[],
  name: string,
  rateHz: number,
): Reading<EcgAnnotation[]> {
  const names = ANNOTATORS.map((annotator) => `${name}.${annotator}`);
  const found = names
    .map((one) => files.findIndex((file) => file.name === one))
    .find((at) => at > 0);
  return found === undefined ? [] : readAnnotations(yield* wholeFile(files, found), rateHz);
}
