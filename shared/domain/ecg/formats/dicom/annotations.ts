import type { ByteReader } from '../../bytes/byteReader';
import type { EcgAnnotation, RecorderMeasurement } from '../../recording';
import { measurementKey } from '../measurementNames';
import { textOf, wordsOf, type DataSet } from './dataSet';
import { decimal } from './values';

const TAG = {
  codeValue: 0x00080100,
  codeMeaning: 0x00080104,
  measurementUnits: 0x004008ea,
  conceptName: 0x0040a043,
  channels: 0x0040a0b0,
  positions: 0x0040a132,
  numericValue: 0x0040a30a,
  text: 0x00700006,
} as const;

export type WaveformNotes = {
  readonly measurements: RecorderMeasurement[];
  readonly statements: string[];
  readonly annotations: EcgAnnotation[];
};

/**
 * Sorts the Waveform Annotation Sequence: numbers with a unit are measurements, text without a place is interpretation,
 * everything at a sample of the shown group is a mark.
 *
 * @param shown - Position in the file, from 1, and rate of the group annotations are placed in.
 * @see DICOM PS3.3 C.10.10; sample positions count from 1.
 */
export function readNotes(
  reader: ByteReader,
  items: readonly DataSet[],
  shown: { readonly number: number; readonly sampleRateHz: number },
): WaveformNotes {
  const notes: WaveformNotes = { measurements: [], statements: [], annotations: [] };
  for (const item of items) {
    const [concept] = item.get(TAG.conceptName)?.items ?? [];
    const name = wordsOf(reader, concept?.get(TAG.codeMeaning));
    const text = wordsOf(reader, item.get(TAG.text));
    const places = placesIn(reader, item, shown.number);
    notes.measurements.push(...measurementOf(reader, item, name));
    if (places === null && text !== '') notes.statements.push(text);
    for (const place of places ?? []) {
      notes.annotations.push({
        kind: /onset|offset|fiducial|peak/iu.test(name) ? 'fiducial' : 'note',
        atS: (place - 1) / shown.sampleRateHz,
        durationS: 0,
        code: name,
        text,
      });
    }
  }
  notes.annotations.sort((a, b) => a.atS - b.atS);
  return notes;
}

/** Only global numbers with a unit, for example QT. */
function measurementOf(reader: ByteReader, item: DataSet, name: string): RecorderMeasurement[] {
  const [units] = item.get(TAG.measurementUnits)?.items ?? [];
  const unit = textOf(reader, units?.get(TAG.codeValue));
  const value = decimal(reader, item, TAG.numericValue);
  return value === null || name === '' || unit === ''
    ? []
    : [{ key: measurementKey(name), name, value, unit }];
}

/** Sample positions in the group; empty when they are in another group, `null` when the item has none at all. */
function placesIn(reader: ByteReader, item: DataSet, group: number): number[] | null {
  const positions = item.get(TAG.positions);
  if (!positions || positions.length < 4) return null;
  const channels = item.get(TAG.channels);
  if (channels && channels.length >= 2 && reader.u16(channels.offset) !== group) return [];
  return Array.from({ length: Math.floor(positions.length / 4) }, (_, index) =>
    reader.u32(positions.offset + 4 * index),
  );
}
