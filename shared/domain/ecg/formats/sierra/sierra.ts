import { at, attribute, child, decimalOf, textIn, type XmlElement } from '../../bytes/xml';
import {
  bareFacts,
  type EcgRecording,
  type MeasurementKey,
  type RecorderFilter,
  type RecorderMeasurement,
} from '../../recording';
import { wallClock } from '../wallClock';
import { readBeats, readRhythm } from './waveforms';

/**
 * Reads a Philips Sierra ECG, versions 1.03 and 1.04: rhythm (plain, base64, XLI) and, in 1.04, averaged beats.
 *
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 */
export function readSierra(root: XmlElement): EcgRecording {
  const rhythm = readRhythm(root);
  const beats = readBeats(root);
  const acquisition = child(root, 'dataacquisition');
  const machine = child(acquisition, 'machine');
  const interpretation = at(root, 'interpretations', 'interpretation');
  const [date, time] = [attribute(acquisition, 'date'), attribute(acquisition, 'time')];
  return {
    ...bareFacts('sierra'),
    recordedAt: wallClock(`${date}${time}`.replace(/[-:T]/gu, '')),
    device: {
      manufacturer: attribute(machine, 'detaildescription').split(':')[0] ?? '',
      model: machine?.text.trim() ?? '',
    },
    recorderFilter: filterOf(root),
    measurements: measurementsOf(interpretation),
    statements: statementsOf(interpretation),
    groups: beats ? [rhythm, beats] : [rhythm],
  };
}

/** What was done to the samples; the bandwidth of the printed report is another one. */
function filterOf(root: XmlElement): RecorderFilter {
  const parsed = at(root, 'waveforms', 'parsedwaveforms');
  const signal = at(root, 'dataacquisition', 'signalcharacteristics');
  const [low = '', high = ''] = textIn(signal, 'signalbandwidth').split('-');
  const isNotched = /^true$/iu.test(
    attribute(parsed, 'notchfiltered') || textIn(signal, 'notchfiltered'),
  );
  const notch = attribute(parsed, 'notchfilterfreqs') || textIn(signal, 'notchfilterfreqs');
  return {
    highPassHz: decimalOf(attribute(parsed, 'hipass') || textIn(signal, 'hipass') || low),
    lowPassHz: decimalOf(attribute(parsed, 'lowpass') || textIn(signal, 'lowpass') || high),
    notchHz: isNotched ? decimalOf(notch) : null,
  };
}

/** Element names of both versions. */
const MEASURED: readonly (readonly [element: string, key: MeasurementKey, unit: string])[] = [
  ['heartrate', 'heartRate', '/min'],
  ['rrint', 'rr', 'ms'],
  ['pdur', 'pDuration', 'ms'],
  ['print', 'pr', 'ms'],
  ['meanprint', 'pr', 'ms'],
  ['qrsdur', 'qrs', 'ms'],
  ['meanqrsdur', 'qrs', 'ms'],
  ['qtint', 'qt', 'ms'],
  ['meanqtint', 'qt', 'ms'],
  ['qtcb', 'qtcBazett', 'ms'],
  ['qtcf', 'qtcFridericia', 'ms'],
  ['meanqtc', 'qtc', 'ms'],
  ['pfrontaxis', 'pAxis', 'deg'],
  ['qrsfrontaxis', 'qrsAxis', 'deg'],
  ['tfrontaxis', 'tAxis', 'deg'],
];

/** Words like "Failed" or "Indeterminate" stand where nothing was measured. */
function measurementsOf(interpretation: XmlElement | undefined): RecorderMeasurement[] {
  const measured =
    child(interpretation, 'globalmeasurements') ??
    child(interpretation, 'interpretationmeasurements');
  return MEASURED.flatMap(([element, key, unit]) => {
    const value = decimalOf(textIn(measured, element));
    return value === null ? [] : [{ key, name: element, value, unit }];
  });
}

function statementsOf(interpretation: XmlElement | undefined): string[] {
  const lines = (interpretation?.children ?? [])
    .filter(({ name }) => name === 'statement')
    .map((statement) =>
      [textIn(statement, 'leftstatement'), textIn(statement, 'rightstatement')]
        .filter((part) => part !== '')
        .join(' · '),
    );
  return [...lines, textIn(interpretation, 'severity')].filter((line) => line !== '');
}
