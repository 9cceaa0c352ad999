import type { ChannelCalibration, EcgSamples } from '../../amplitude';
import { DamagedEcg, UnsupportedEcg, type ByteReader } from '../../bytes/byteReader';
import { leadByName, leadByNumber, type LeadName } from '../../leads';
import type { RecorderFilter } from '../../recording';
import { bytesOf, type ChannelHead, type EcgFile, type OpenedGroup } from '../opening';
import { textOf, wordsOf, type DataSet } from './dataSet';
import { decimal, unsigned } from './values';

const TAG = {
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
  filterLow: 0x003a0220,
  filterHigh: 0x003a0221,
  filterNotch: 0x003a0222,
  bitsAllocated: 0x54001004,
  interpretation: 0x54001006,
  padding: 0x5400100a,
  data: 0x54001010,
} as const;

/** Enough for 64 leads; a larger number is a damaged header, not an ECG. */
const MAX_CHANNELS = 64;

/** A multiplex group as the header describes it: where its samples lie and what they mean. */
export type WaveformGroup = Omit<OpenedGroup, 'read'> & {
  readonly dataOffset: number;
  readonly format: SampleFormat;
  readonly recorderFilter: RecorderFilter;
};

/**
 * One item of the Waveform Sequence.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 * @see DICOM PS3.3 C.10.9 (Waveform Module), CID 3001 (ECG leads).
 */
export function readGroup(reader: ByteReader, item: DataSet): WaveformGroup {
  const sampleRateHz = decimal(reader, item, TAG.frequency);
  if (sampleRateHz === null || sampleRateHz <= 0) throw new DamagedEcg('no sampling frequency');
  const definitions = item.get(TAG.channelDefinitions)?.items ?? [];
  const count = unsigned(reader, item, TAG.channels, 2);
  if (count === 0 || count > MAX_CHANNELS || definitions.length !== count) {
    throw new DamagedEcg(`${count} channels, ${definitions.length} defined`);
  }
  const format = formatOf(reader, item);
  const sampleCount = unsigned(reader, item, TAG.samples, 4);
  const data = item.get(TAG.data);
  if (!data || sampleCount === 0 || data.length < sampleCount * count * format.size) {
    throw new DamagedEcg('waveform data is shorter than announced');
  }
  const averaged =
    textOf(reader, item.get(TAG.waveformOriginality)) === 'DERIVED' ||
    /MEDIAN|AVERAGE|TEMPLATE/iu.test(textOf(reader, item.get(TAG.groupLabel)));
  const padding = paddingOf(reader, item, format);
  return {
    kind: averaged ? 'averagedBeat' : 'rhythm',
    sampleRateHz,
    sampleCount,
    isWide: format.isWide,
    channels: definitions.map((definition, index) => ({
      ...channelOf(reader, definition, { index, sampleRateHz }),
      padding,
    })),
    dataOffset: data.offset,
    format,
    recorderFilter: filterOf(reader, definitions[0]),
  };
}

/** Samples alternate between channels: all channels at one moment, then the next moment. */
export function openGroup(files: readonly EcgFile[], group: WaveformGroup): OpenedGroup {
  const { dataOffset, format, recorderFilter: _facts, ...head } = group;
  const channels = group.channels.length;
  const frame = channels * format.size;
  return {
    ...head,
    *read(from, count) {
      const bytes = yield* bytesOf(files, {
        file: 0,
        offset: dataOffset + from * frame,
        length: count * frame,
      });
      return deinterleave(bytes, channels, format);
    },
  };
}

type SampleFormat = {
  readonly size: 1 | 2 | 4;
  readonly read: (view: DataView, offset: number) => number;
  readonly isWide: boolean;
};

/**
 * PS3.3 C.10.9.1.5. The companded 8-bit forms MB and AB (G.711) are for voice: no ECG class allows them, and their
 * steps grow with the amplitude. 64-bit samples are beyond any recorder.
 */
const SAMPLE_FORMATS: Readonly<Record<string, SampleFormat>> = {
  SB: { size: 1, read: (view, at) => view.getInt8(at), isWide: false },
  UB: { size: 1, read: (view, at) => view.getUint8(at), isWide: false },
  SS: { size: 2, read: (view, at) => view.getInt16(at, true), isWide: false },
  US: { size: 2, read: (view, at) => view.getUint16(at, true), isWide: true },
  SL: { size: 4, read: (view, at) => view.getInt32(at, true), isWide: true },
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

function deinterleave(bytes: Uint8Array, channels: number, format: SampleFormat): EcgSamples[] {
  const { size, read, isWide } = format;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length / (channels * size);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = isWide ? new Int32Array(count) : new Int16Array(count);
    for (let index = 0; index < count; index++) {
      samples[index] = read(view, (index * channels + channel) * size);
    }
    return samples;
  });
}

function paddingOf(reader: ByteReader, item: DataSet, format: SampleFormat): number | null {
  const element = item.get(TAG.padding);
  if (!element || element.length < format.size) return null;
  const bytes = reader.bytes(element.offset, format.size);
  return format.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
}

function channelOf(
  reader: ByteReader,
  definition: DataSet,
  { index, sampleRateHz }: { readonly index: number; readonly sampleRateHz: number },
): Omit<ChannelHead, 'padding'> {
  const { lead, label } = sourceOf(reader, definition);
  return {
    lead,
    label: label || String(index + 1),
    calibration: calibrationOf(reader, definition),
    skewS:
      decimal(reader, definition, TAG.timeSkew) ??
      (decimal(reader, definition, TAG.sampleSkew) ?? 0) / sampleRateHz,
  };
}

function sourceOf(
  reader: ByteReader,
  definition: DataSet,
): { readonly lead: LeadName | null; readonly label: string } {
  const [source] = definition.get(TAG.channelSource)?.items ?? [];
  const code = textOf(reader, source?.get(TAG.codeValue));
  const meaning = wordsOf(reader, source?.get(TAG.codeMeaning));
  const label = wordsOf(reader, definition.get(TAG.channelLabel));
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

function filterOf(reader: ByteReader, definition: DataSet | undefined): RecorderFilter {
  const value = (tag: number) => (definition ? decimal(reader, definition, tag) : null);
  return {
    highPassHz: value(TAG.filterLow),
    lowPassHz: value(TAG.filterHigh),
    notchHz: value(TAG.filterNotch),
  };
}
