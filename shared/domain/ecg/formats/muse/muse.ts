import type { ChannelCalibration, EcgSamples } from '../../amplitude';
import { decodeBase64 } from '../../bytes/base64';
import { DamagedEcg, UnsupportedEcg } from '../../bytes/byteReader';
import { child, decimalOf, textIn, type XmlElement } from '../../bytes/xml';
import { leadByName } from '../../leads';
import {
  bareFacts,
  type EcgChannel,
  type EcgGroup,
  type EcgRecording,
  type MeasurementKey,
  type RecorderFilter,
  type RecorderMeasurement,
} from '../../recording';
import { inReadingOrder } from '../opening';
import { clockOf } from '../wallClock';

const MAX_LEADS = 32;

/**
 * Reads a GE MUSE XML export (`RestingECG`): rhythm and median beats. Only the stored leads are read, eight as a rule;
 * the other limb leads are computed where they are shown and marked as such.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 */
export function readMuse(root: XmlElement): EcgRecording {
  const waveforms = root.children.filter(({ name }) => name === 'Waveform');
  if (waveforms.length === 0) throw new UnsupportedEcg('MUSE XML without waveforms');
  const groups = inReadingOrder(waveforms.map(readWaveform));
  const rhythm = waveforms.find((one) => !isMedian(one));
  const test = child(root, 'TestDemographics');
  return {
    ...bareFacts('muse'),
    recordedAt: timeOf(test),
    device: {
      manufacturer: 'GE',
      model: textIn(test, 'AcquisitionDevice'),
    },
    recorderFilter: filterOf(rhythm),
    measurements: measurementsOf(child(root, 'RestingECGMeasurements')),
    statements: statementsOf(child(root, 'Diagnosis')),
    groups,
  };
}

/** `MM-DD-YYYY` and `HH:MM:SS`. */
function timeOf(test: XmlElement | undefined): string | null {
  const date = /^(\d{1,2})-(\d{1,2})-(\d{4})$/u.exec(textIn(test, 'AcquisitionDate'));
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/u.exec(textIn(test, 'AcquisitionTime'));
  if (!date || !time) return null;
  const [, month = '', day = '', year = ''] = date;
  const [, hour = '', minute = '', second = '0'] = time;
  return clockOf({ year, month, day }, { hour, minute, second });
}

const isMedian = (waveform: XmlElement): boolean =>
  /median/iu.test(textIn(waveform, 'WaveformType'));

/** Filters the cart applied; MUSE writes the high-pass in hundredths of a hertz when it is a whole number. */
function filterOf(waveform: XmlElement | undefined): RecorderFilter {
  const [high, low, mains] = ['HighPassFilter', 'LowPassFilter', 'ACFilter'].map((name) =>
    decimalOf(textIn(waveform, name)),
  );
  return {
    highPassHz: typeof high === 'number' && high > 0 ? (high < 1 ? high : high / 100) : null,
    lowPassHz: low ?? null,
    notchHz: mains === 50 || mains === 60 ? mains : null,
  };
}

function readWaveform(waveform: XmlElement): EcgGroup {
  const type = textIn(waveform, 'SampleType');
  if (type !== '' && type !== 'CONTINUOUS_SAMPLES')
    throw new UnsupportedEcg(`MUSE XML with ${type}`);
  const base = decimalOf(textIn(waveform, 'SampleBase'));
  const exponent = decimalOf(textIn(waveform, 'SampleExponent')) ?? 0;
  const sampleRateHz = (base ?? 0) * 10 ** exponent;
  if (!(sampleRateHz > 0 && sampleRateHz < 1e6)) throw new DamagedEcg('no sampling rate');
  const leads = waveform.children.filter(({ name }) => name === 'LeadData');
  if (leads.length === 0 || leads.length > MAX_LEADS) throw new DamagedEcg(`${leads.length} leads`);
  return {
    kind: isMedian(waveform) ? 'averagedBeat' : 'rhythm',
    sampleRateHz,
    channels: leads.map((lead) => readLead(lead, sampleRateHz)),
  };
}

function readLead(element: XmlElement, sampleRateHz: number): EcgChannel {
  const label = textIn(element, 'LeadID');
  const lead = leadByName(label);
  const offsetMs = decimalOf(textIn(element, 'LeadTimeOffset')) ?? 0;
  const skipped = decimalOf(textIn(element, 'LeadOffsetFirstSample')) ?? 0;
  return {
    lead,
    label: lead ?? label,
    samples: readSamples(element),
    padding: null,
    calibration: calibrationOf(element),
    skewS: offsetMs / 1000 + skipped / sampleRateHz,
  };
}

function readSamples(element: XmlElement): EcgSamples {
  const bytes = decodeBase64(textIn(element, 'WaveFormData'));
  const size = decimalOf(textIn(element, 'LeadSampleSize')) ?? 2;
  if (size !== 2 && size !== 4) throw new UnsupportedEcg(`MUSE XML with samples of ${size} bytes`);
  const count = decimalOf(textIn(element, 'LeadSampleCountTotal')) ?? bytes.length / size;
  if (count <= 0 || count * size !== bytes.length) throw new DamagedEcg('samples are missing');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return size === 2
    ? Int16Array.from({ length: count }, (_, index) => view.getInt16(2 * index, true))
    : Int32Array.from({ length: count }, (_, index) => view.getInt32(4 * index, true));
}

const UNITS: Readonly<Record<string, string>> = { MICROVOLTS: 'uV', MILLIVOLTS: 'mV', VOLTS: 'V' };

function calibrationOf(element: XmlElement): ChannelCalibration | null {
  const sensitivity = decimalOf(textIn(element, 'LeadAmplitudeUnitsPerBit'));
  const named = textIn(element, 'LeadAmplitudeUnits');
  if (sensitivity === null || sensitivity <= 0 || named === '') return null;
  const unit = UNITS[named.toUpperCase()] ?? named;
  return { sensitivity, correctionFactor: 1, baseline: 0, unit };
}

const MEASURED: readonly (readonly [element: string, key: MeasurementKey, unit: string])[] = [
  ['VentricularRate', 'heartRate', '/min'],
  ['PRInterval', 'pr', 'ms'],
  ['QRSDuration', 'qrs', 'ms'],
  ['QTInterval', 'qt', 'ms'],
  ['QTCorrected', 'qtc', 'ms'],
  ['QTcFrederica', 'qtcFridericia', 'ms'],
  ['PAxis', 'pAxis', 'deg'],
  ['RAxis', 'qrsAxis', 'deg'],
  ['TAxis', 'tAxis', 'deg'],
];

function measurementsOf(measured: XmlElement | undefined): RecorderMeasurement[] {
  return MEASURED.flatMap(([element, key, unit]) => {
    const value = decimalOf(textIn(measured, element));
    return value === null ? [] : [{ key, name: element, value, unit }];
  });
}

/** Statements are cut into pieces; the one that ends a line says so. */
function statementsOf(diagnosis: XmlElement | undefined): string[] {
  const lines: string[] = [];
  let line = '';
  for (const statement of diagnosis?.children.filter(({ name }) => name === 'DiagnosisStatement') ??
    []) {
    const text = textIn(statement, 'StmtText');
    line = [line, text].filter((part) => part !== '').join(' ');
    const flags = statement.children.filter(({ name }) => name === 'StmtFlag');
    if (flags.length === 0 || flags.some((flag) => flag.text.trim() === 'ENDSLINE')) {
      if (line !== '') lines.push(line);
      line = '';
    }
  }
  return line === '' ? lines : [...lines, line];
}
