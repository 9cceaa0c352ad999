import type { CaseDetail } from '../../shared/api/cases';
import type { DicomJson } from '../../shared/domain/imaging/dicomJson';
import { displaySetsOf } from '../../shared/domain/imaging/displaySet';
import { hang } from '../../shared/domain/imaging/hanging';
import { HANGING_TABLE } from '../../shared/domain/imaging/hangingTable';
import { fetchCornerstoneViewer } from '../adapters/cornerstone';
import { FRAME_ACCEPT, framePath } from '../adapters/cornerstone/frameTransport';
import { openingStudy } from '../features/casePage/openingItem';
import { firstPictureOf, PICTURE_ACCEPT } from '../features/viewer/serverPicture';
import { JSON_ACCEPT, metadataPath, seriesPath, seriesUidsOf } from '../features/viewer/loadStudy';
import type { EarlyRequests } from '../platform/earlyRequests';

/**
 * Asks, one answer after the other, for what the case page is going to ask for until its first picture is drawn. All of it
 * is a guess: whoever really asks checks the answers, and a wrong guess has cost one request.
 */
export async function askAhead(
  early: EarlyRequests,
  detail: Promise<Response | null>,
): Promise<void> {
  const read = async <T>(answer: Promise<Response | null>) => (await answer)?.json() as Promise<T>;
  const dicom = <T>(path: string) => read<T>(early.ask(`/dicom-web${path}`, JSON_ACCEPT));
  try {
    const study = openingStudy(await read<CaseDetail>(detail));
    if (study === null) return;
    fetchCornerstoneViewer();
    const [series] = seriesUidsOf(await dicom<DicomJson[]>(seriesPath(study)));
    if (series === undefined) return;
    const metadata = await dicom<DicomJson[]>(metadataPath(study, series));
    const sets = displaySetsOf(study, series, metadata).filter(({ kind }) => kind === 'image');
    const hanging = hang(HANGING_TABLE, [{ studyInstanceUid: study, sets }]);
    const places = hanging?.slots ?? [{ setId: sets[0]?.id ?? null, preset: null }];
    const set = sets.find(({ id }) => id === places[0]?.setId);
    const first = set?.frames[0];
    if (!set || !first) return;
    // as it is drawn before the viewer is there, and as the viewer draws it
    const drawn = places.flatMap(({ setId, preset }) => {
      const shown = sets.find(({ id }) => id === setId);
      return (shown && firstPictureOf(shown, preset)) ?? [];
    });
    await Promise.all(drawn.map(({ path }) => early.ask(`/dicom-web${path}`, PICTURE_ACCEPT)));
    void early.ask(`/dicom-web${framePath(set, first)}`, FRAME_ACCEPT);
  } catch {
    // an answer that is not what it should be is told to the person by who really asks for it
  }
}
