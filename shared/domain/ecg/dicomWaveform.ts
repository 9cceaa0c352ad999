import { DamagedEcg, UnsupportedEcg, readBytes, type ByteReader } from './byteReader';
import type { ChannelCalibration, EcgSamples } from './amplitude';
import { readDataSet, textOf, type DataSet } from './dicomDataSet';
import { leadByName, leadByNumber, type LeadName } from './leads';
import {
  bareFacts,
  type EcgChannel,
  type EcgGroup,
  type EcgRecording,
  type RecorderMeasurement,
} from './recording';

const TAG = {
  acquisitionDateTime: 0x0008002a,
  codeValue: 0x00080100,
  codeMeaning: 0x00080104,
  waveformOriginality: 0x003a0004,
  channels: 0x003a0005,
  samples: 0x003a0010,
  frequency: 0x003a001a,
  groupLabel: 0x003a0020,
  channelDefinitions: 0x003a0200,
  channelLabel: 0x003a0203,
  channelSource: 0x003a0208,
  sensitivity: 0x003a0210,
  sensitivityUnits: 0x003a0211,
  correctionFactor: 0x003a0212,
  baseline: 0x003a0213,
  timeSkew: 0x003a0214,
  sampleSkew: 0x003a0215,
  measurementUnits: 0x004008ea,
  conceptName: 0x0040a043,
  annotationGroup: 0x0040a180,
  numericValue: 0x0040a30a,
  annotations: 0x0040b020,
  waveforms: 0x54000100,
  bitsAllocated: 0x54001004,
  interpretation: 0x54001006,
  padding: 0x5400100a,
  data: 0x54001010,
} as const;

/** Enough for 64 leads; a larger number is a damaged header, not an ECG. */
const MAX_CHANNELS = 64;

/**
 * Reads all multiplex groups of a DICOM waveform object (12-lead, general, ambulatory ECG).
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 * @see DICOM PS3.3 C.10.9 (Waveform Module), CID 3001 (ECG leads).
 */
export function readDicomWaveform(bytes: ArrayBuffer): EcgRecording {
  const reader = readBytes(bytes);
  const dataSet = readDataSet(reader);
  const items = dataSet.get(TAG.waveforms)?.items ?? [];
  if (items.length === 0) throw new UnsupportedEcg('object has no waveform');
  const groups = items.map((item) => readGroup(reader, item));
  return {
    ...bareFacts('dicom'),
    recordedAt: wallClock(textOf(reader, dataSet.get(TAG.acquisitionDateTime))),
    groups: groups.sort((a, b) => Number(a.kind !== 'rhythm') - Number(b.kind !== 'rhythm')),
    measurements: (dataSet.get(TAG.annotations)?.items ?? []).flatMap((item) =>
      readMeasurement(reader, item),
    ),
  };
}

/** DT `YYYYMMDDHHMMSS` with anything behind it; the zone, if any, is the recorder's own. */
export function wallClock(text: string): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/u.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

/** Decimal String; `null` when absent or empty, damaged when it is no number. */
function decimal(reader: ByteReader, item: DataSet, tag: number): number | null {
  const text = textOf(reader, item.get(tag));
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new DamagedEcg(`(${tag.toString(16)}) is no number`);
  return value;
}

function unsigned(reader: ByteReader, item: DataSet, tag: number, size: 2 | 4): number {
  const element = item.get(tag);
  if (!element || element.length < size) throw new DamagedEcg(`(${tag.toString(16)}) is missing`);
  return size === 2 ? reader.u16(element.offset) : reader.u32(element.offset);
}

function readGroup(reader: ByteReader, item: DataSet): EcgGroup {
  const sampleRateHz = decimal(reader, item, TAG.frequency);
  if (sampleRateHz === null || sampleRateHz <= 0) throw new DamagedEcg('no sampling frequency');
  const definitions = item.get(TAG.channelDefinitions)?.items ?? [];
  const count = unsigned(reader, item, TAG.channels, 2);
  if (count === 0 || count > MAX_CHANNELS || definitions.length !== count) {
    throw new DamagedEcg(`${count} channels, ${definitions.length} defined`);
  }
  const values = deinterleave(reader, item, count);
  const padding = paddingOf(reader, item);
  const averaged =
    textOf(reader, item.get(TAG.waveformOriginality)) === 'DERIVED' ||
    /MEDIAN|AVERAGE|TEMPLATE/iu.test(textOf(reader, item.get(TAG.groupLabel)));
  return {
    kind: averaged ? 'averagedBeat' : 'rhythm',
    sampleRateHz,
    channels: definitions.map((definition, index): EcgChannel => {
      const { lead, label } = sourceOf(reader, definition);
      return {
        lead,
        label: label || String(index + 1),
        samples: values[index] ?? new Int16Array(),
        padding,
        calibration: calibrationOf(reader, definition),
        skewS:
          decimal(reader, definition, TAG.timeSkew) ??
          (decimal(reader, definition, TAG.sampleSkew) ?? 0) / sampleRateHz,
      };
    }),
  };
}

type SampleFormat = {
  readonly size: 1 | 2;
  readonly read: 'u8' | 'i8' | 'u16' | 'i16';
  readonly wide: boolean;
};

/** PS3.3 C.10.9.1.5; the companded 8-bit forms MB and AB are audio and do not occur in ECG. */
const SAMPLE_FORMATS: Readonly<Record<string, SampleFormat>> = {
  SB: { size: 1, read: 'i8', wide: false },
  UB: { size: 1, read: 'u8', wide: false },
  SS: { size: 2, read: 'i16', wide: false },
  US: { size: 2, read: 'u16', wide: true },
};

function formatOf(reader: ByteReader, item: DataSet): SampleFormat {
  const interpretation = textOf(reader, item.get(TAG.interpretation));
  const format = SAMPLE_FORMATS[interpretation];
  const bits = unsigned(reader, item, TAG.bitsAllocated, 2);
  if (!format || format.size * 8 !== bits) {
    throw new UnsupportedEcg(`${bits} bit ${interpretation} samples`);
  }
  return format;
}

/** Samples alternate between channels: all channels at one moment, then the next moment. */
function deinterleave(reader: ByteReader, item: DataSet, channels: number): EcgSamples[] {
  const { size, read, wide } = formatOf(reader, item);
  const perChannel = unsigned(reader, item, TAG.samples, 4);
  const data = item.get(TAG.data);
  if (!data || perChannel === 0 || data.length < perChannel * channels * size) {
    throw new DamagedEcg('waveform data is shorter than announced');
  }
  return Array.from({ length: channels }, (_, channel) => {
    const samples = wide ? new Int32Array(perChannel) : new Int16Array(perChannel);
    for (let index = 0; index < perChannel; index++) {
      samples[index] = reader[read](data.offset + (index * channels + channel) * size);
    }
    return samples;
  });
}

function paddingOf(reader: ByteReader, item: DataSet): number | null {
  const element = item.get(TAG.padding);
  const { size, read } = formatOf(reader, item);
  return element && element.length >= size ? reader[read](element.offset) : null;
}

function sourceOf(
  reader: ByteReader,
  definition: DataSet,
): { readonly lead: LeadName | null; readonly label: string } {
  const [source] = definition.get(TAG.channelSource)?.items ?? [];
  const code = textOf(reader, source?.get(TAG.codeValue));
  const meaning = textOf(reader, source?.get(TAG.codeMeaning));
  const label = textOf(reader, definition.get(TAG.channelLabel));
  // CID 3001 in both codings: SCPECG 5.6.3-9-61, MDC 2:61.
  const [, number] = /^(?:5\.6\.3-9-|2:)(\d+)$/u.exec(code) ?? [];
  const lead = number === undefined ? null : leadByNumber(Number(number));
  const found = lead ?? leadByName(code) ?? leadByName(meaning) ?? leadByName(label);
  return { lead: found, label: found ?? (label || meaning) };
}

function calibrationOf(reader: ByteReader, definition: DataSet): ChannelCalibration | null {
  const sensitivity = decimal(reader, definition, TAG.sensitivity);
  const [units] = definition.get(TAG.sensitivityUnits)?.items ?? [];
  const unit = textOf(reader, units?.get(TAG.codeValue));
  if (sensitivity === null || sensitivity === 0 || unit === '') return null;
  return {
    sensitivity,
    correctionFactor: decimal(reader, definition, TAG.correctionFactor) ?? 1,
    baseline: decimal(reader, definition, TAG.baseline) ?? 0,
    unit,
  };
}

/** Only global numbers with a unit, for example QT; fiducial points of single beats have no unit in ms or degrees. */
function readMeasurement(reader: ByteReader, item: DataSet): RecorderMeasurement[] {
  const [concept] = item.get(TAG.conceptName)?.items ?? [];
  const [units] = item.get(TAG.measurementUnits)?.items ?? [];
  const value = decimal(reader, item, TAG.numericValue);
  const name = textOf(reader, concept?.get(TAG.codeMeaning));
  const unit = textOf(reader, units?.get(TAG.codeValue));
  return value === null || name === '' || unit === '' ? [] : [{ key: null, name, value, unit }];
}
