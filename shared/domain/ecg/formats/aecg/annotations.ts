import { at, attribute, child, descendants, type XmlElement } from '../../bytes/xml';
import type { EcgAnnotation, RecorderMeasurement } from '../../recording';
import { measurementKey } from '../measurementNames';

type Notes = {
  readonly measurements: RecorderMeasurement[];
  readonly statements: string[];
  readonly annotations: EcgAnnotation[];
};

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6 };

/**
 * Annotations of all series: numbers with a unit are measurements (each once, series and derived series repeat them),
 * texts are interpretation, and what has a place in time in the shown series is a mark.
 */
export function readAnnotations(
  series: readonly XmlElement[],
  shown: XmlElement | undefined,
): Notes {
  const notes: Notes = { measurements: [], statements: [], annotations: [] };
  const known = new Set<string>();
  for (const one of series) {
    for (const annotation of annotationsOf(one)) {
      const code = attribute(child(annotation, 'code'), 'code');
      const value = child(annotation, 'value');
      for (const measurement of measurementOf(code, value)) {
        const mark = JSON.stringify(measurement);
        if (!known.has(mark)) notes.measurements.push(measurement);
        known.add(mark);
      }
      const text = value?.text.trim() ?? '';
      if (text !== '' && /INTERPRETATION/u.test(code) && !notes.statements.includes(text)) {
        notes.statements.push(text);
      }
      if (one === shown) notes.annotations.push(...marksOf(annotation, code, one));
    }
  }
  notes.annotations.sort((a, b) => a.atS - b.atS);
  return notes;
}

/** Annotations of a series itself, not of the series derived from it. */
function annotationsOf(series: XmlElement): XmlElement[] {
  return series.children
    .filter(({ name }) => name === 'subjectOf')
    .flatMap((subject) => descendants(subject, 'annotation'));
}

function measurementOf(code: string, value: XmlElement | undefined): RecorderMeasurement[] {
  const [number, unit] = [
    Number(attribute(value, 'value') || Number.NaN),
    attribute(value, 'unit'),
  ];
  if (!Number.isFinite(number) || unit === '' || code === '') return [];
  return [{ key: measurementKey(code), name: code.replace(/^MDC_ECG_/u, ''), value: number, unit }];
}

/** A region of interest bounds an annotation in time, absolutely or from the start of the series. */
function marksOf(annotation: XmlElement, code: string, series: XmlElement): EcgAnnotation[] {
  const support = child(annotation, 'support');
  if (!support) return [];
  const start = instantMs(attribute(at(series, 'effectiveTime', 'low'), 'value'));
  return descendants(support, 'boundary').flatMap((boundary) => {
    const kind = attribute(child(boundary, 'code'), 'code');
    const value = child(boundary, 'value');
    const seconds = (edge: string): number | null => {
      const element = child(value, edge);
      if (!element) return null;
      if (kind === 'TIME_RELATIVE') {
        const factor = SECONDS_PER_UNIT[attribute(element, 'unit')];
        return factor === undefined ? null : Number(attribute(element, 'value')) * factor;
      }
      const instant = kind === 'TIME_ABSOLUTE' ? instantMs(attribute(element, 'value')) : null;
      return instant === null || start === null ? null : (instant - start) / 1000;
    };
    const [low, high] = [seconds('low') ?? seconds('center'), seconds('high')];
    if (low === null || !Number.isFinite(low)) return [];
    const durationS = high !== null && high > low ? high - low : 0;
    const text = attribute(child(annotation, 'value'), 'code');
    return [{ kind: 'fiducial', atS: low, durationS, code: text || code, text: '' }];
  });
}

/** Milliseconds of an HL7 time stamp on some clock of its own: only differences are used. */
function instantMs(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d+)?)/u.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute) + second * 1000;
}
