import { DamagedEcg, UnsupportedEcg, type ByteReader } from '../../bytes/byteReader';
import { bareFacts, type EcgFacts } from '../../recording';
import { inReadingOrder, type EcgFile, type OpenedEcg, type Reading } from '../opening';
import { parsePaged } from '../paged';
import { wallClock } from '../wallClock';
import { readNotes } from './annotations';
import { readDataSet, textOf, wordsOf, type DataSet } from './dataSet';
import { openGroup, readGroup, type WaveformGroup } from './waveform';

const TAG = {
  acquisitionDateTime: 0x0008002a,
  manufacturer: 0x00080070,
  model: 0x00081090,
  annotations: 0x0040b020,
  waveforms: 0x54000100,
} as const;

type Header = { readonly facts: EcgFacts; readonly groups: readonly WaveformGroup[] };

/**
 * Opens a DICOM waveform object of any ECG class (12-lead, general, general 32 bit, ambulatory), all multiplex groups.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 */
export function* openDicom(files: readonly EcgFile[]): Reading<OpenedEcg> {
  const { facts, groups } = yield* parsePaged(files, 0, readHeader);
  return {
    ...facts,
    groups: groups.map((group) => openGroup(files, group)),
    laterAnnotations: null,
  };
}

function readHeader(reader: ByteReader): Header {
  const dataSet = readDataSet(reader);
  const items = dataSet.get(TAG.waveforms)?.items ?? [];
  if (items.length === 0) throw new UnsupportedEcg('object has no waveform');
  const stored = items.map((item) => readGroup(reader, item));
  const groups = inReadingOrder(stored);
  const [shown] = groups;
  if (!shown) throw new DamagedEcg('no multiplex group');
  return { facts: factsOf(reader, dataSet, stored, shown), groups };
}

function factsOf(
  reader: ByteReader,
  dataSet: DataSet,
  stored: readonly WaveformGroup[],
  shown: WaveformGroup,
): EcgFacts {
  return {
    ...bareFacts('dicom'),
    recordedAt: wallClock(textOf(reader, dataSet.get(TAG.acquisitionDateTime))),
    device: {
      manufacturer: wordsOf(reader, dataSet.get(TAG.manufacturer)),
      model: wordsOf(reader, dataSet.get(TAG.model)),
    },
    recorderFilter: shown.recorderFilter,
    ...readNotes(reader, dataSet.get(TAG.annotations)?.items ?? [], {
      number: stored.indexOf(shown) + 1,
      sampleRateHz: shown.sampleRateHz,
    }),
  };
}
