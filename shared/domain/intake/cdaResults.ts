import { instantOfHl7 } from './chinaTime';
import type { LabFlag, LabResult } from './payload';
import { attributeOf } from './xmlScan';

/** HL7 ObservationInterpretation, reduced to what a reader acts on. */
const FLAGS: Readonly<Record<string, LabFlag>> = {
  L: 'low',
  LL: 'criticalLow',
  H: 'high',
  HH: 'criticalHigh',
  N: 'normal',
  A: 'abnormal',
  AA: 'criticalAbnormal',
};

/**
 * Collects laboratory results from a CDA document as it is walked through: observations inside a battery (CDA R2 4.3.6.3,
 * C-CDA Result Organizer). Values are kept as written; nothing is converted.
 */
export function createCdaResults() {
  const results: LabResult[] = [];
  const stack: string[] = [];
  let battery: { depth: number; panel: string; at: string | null } | null = null;
  let current: Draft | null = null;

  const parent = () => stack.at(-2) ?? '';
  return {
    open(name: string, attributes: string): void {
      stack.push(name);
      if (name === 'organizer' && attributeOf(attributes, 'classCode') === 'BATTERY')
        battery ??= { depth: stack.length, panel: '', at: null };
      if (!battery) return;
      if (name === 'observation' && !current) current = newDraft(stack.length);
      if (current) readInto(current, name, attributes, stack.length - current.depth);
      else if (parent() === 'organizer') readBattery(battery, name, attributes);
    },
    text(text: string): void {
      if (!current || !stack.includes('observation')) return;
      const within = stack.slice(current.depth);
      if (within.at(-1) === 'value' && within.length === 1) current.value += text;
      if (within.join('/') === 'referenceRange/observationRange/text') current.range += text;
    },
    close(name: string): void {
      if (current && stack.length === current.depth && name === 'observation') {
        if (battery) results.push(resultOf(current, battery));
        current = null;
      }
      if (battery && stack.length === battery.depth && name === 'organizer') battery = null;
      stack.pop();
    },
    results: (): readonly LabResult[] => results.filter(({ name }) => name !== ''),
  };
}

type Battery = { panel: string; at: string | null };
type Draft = {
  readonly depth: number;
  code: string;
  name: string;
  value: string;
  unit: string;
  range: string;
  low: string;
  high: string;
  flag: LabFlag | null;
  status: string;
  at: string | null;
};

const newDraft = (depth: number): Draft => ({
  depth,
  code: '',
  name: '',
  value: '',
  unit: '',
  range: '',
  low: '',
  high: '',
  flag: null,
  status: '',
  at: null,
});

function readBattery(battery: Battery, name: string, attributes: string): void {
  if (name === 'code') battery.panel ||= attributeOf(attributes, 'displayName');
  if (name === 'effectiveTime') battery.at ??= instantOfHl7(attributeOf(attributes, 'value'));
}

/** @param level - 1 for what lies directly in the observation. */
function readInto(draft: Draft, name: string, attributes: string, level: number): void {
  if (level === 1) {
    if (name === 'code') {
      draft.code ||= attributeOf(attributes, 'code');
      draft.name ||= attributeOf(attributes, 'displayName');
    }
    if (name === 'value') readValue(draft, attributes);
    if (name === 'statusCode') draft.status ||= attributeOf(attributes, 'code');
    if (name === 'effectiveTime') draft.at ??= instantOfHl7(attributeOf(attributes, 'value'));
    if (name === 'interpretationCode')
      draft.flag ??= FLAGS[attributeOf(attributes, 'code')] ?? null;
  }
  // referenceRange / observationRange / value / low, high
  if (level === 4 && name === 'low') draft.low ||= attributeOf(attributes, 'value');
  if (level === 4 && name === 'high') draft.high ||= attributeOf(attributes, 'value');
}

/** PQ carries value and unit, coded values their name; text values are the element's content. */
function readValue(draft: Draft, attributes: string): void {
  draft.value ||= attributeOf(attributes, 'value') || attributeOf(attributes, 'displayName');
  draft.unit ||= attributeOf(attributes, 'unit');
}

function resultOf(draft: Draft, battery: Battery): LabResult {
  const value = draft.value.trim();
  return {
    code: draft.code,
    name: draft.name || draft.code,
    value,
    numeric: /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : null,
    // UCUM writes "no unit" as 1
    unit: draft.unit === '1' ? '' : draft.unit,
    referenceRange: draft.range.trim() || rangeOf(draft),
    flag: draft.flag,
    status: draft.status,
    observedAt: draft.at ?? battery.at,
    panel: battery.panel,
    note: '',
  };
}

function rangeOf({ low, high }: Draft): string {
  if (low !== '' && high !== '') return `${low}-${high}`;
  if (high !== '') return `<${high}`;
  return low === '' ? '' : `>${low}`;
}
