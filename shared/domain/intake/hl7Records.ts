import type { StatedIdentity } from '../imaging/identityMatch';
import { instantOfHl7 } from './chinaTime';
import {
  componentsOf,
  firstComponent,
  repetitionsOf,
  valueAt,
  type Hl7Message,
  type Hl7Segment,
} from './hl7Message';
import type { LabComment, LabFlag, LabResult, NoteSection } from './payload';

/** What a message becomes on the case's timeline; `null` content: a kind of message that carries no material. */
export type Hl7Record = {
  /** e.g. `ORU^R01` */
  readonly type: string;
  readonly identity: StatedIdentity;
  readonly occurredAt: string | null;
  readonly content:
    | {
        readonly kind: 'lab';
        readonly results: readonly LabResult[];
        readonly comments: readonly LabComment[];
      }
    | { readonly kind: 'note'; readonly sections: readonly NoteSection[] }
    | null;
  /** Panel or document name, '' when the message has none. */
  readonly title: string;
};

/** HL7 table 0078. */
const FLAGS: Readonly<Record<string, LabFlag>> = {
  L: 'low',
  LL: 'criticalLow',
  '<': 'criticalLow',
  H: 'high',
  HH: 'criticalHigh',
  '>': 'criticalHigh',
  N: 'normal',
  A: 'abnormal',
  AA: 'criticalAbnormal',
  HU: 'high',
  LU: 'low',
  '↑': 'high',
  '↓': 'low',
  '↑↑': 'criticalHigh',
  '↓↓': 'criticalLow',
  高: 'high',
  偏高: 'high',
  低: 'low',
  偏低: 'low',
  异常: 'abnormal',
};
const NARRATIVE = new Set(['TX', 'FT']);
const ENCAPSULATED = new Set(['ED', 'RP']);

/** Reads one message: ORU becomes laboratory results or a narrative report, ADT and MDM become a note. */
export function recordOfHl7(message: Hl7Message): Hl7Record {
  const header = message.segments[0];
  const family = valueAt(message, header, 9).toUpperCase();
  const event = valueAt(message, header, 9, 2).toUpperCase();
  const identity = identityOf(message);
  const base = { type: event ? `${family}^${event}` : family, identity };
  if (family === 'ORU') return { ...base, ...observationsOf(message) };
  if (family === 'MDM') return { ...base, ...documentOf(message) };
  if (family === 'ADT') return { ...base, ...admissionOf(message) };
  return { ...base, content: null, occurredAt: null, title: '' };
}

/** PID-3 and PID-2/4/19 identifiers, PID-5 names, PID-7 birth, PID-8 sex. */
function identityOf(message: Hl7Message): StatedIdentity {
  const pid = first(message, 'PID');
  const ids = [2, 3, 4].flatMap((field) =>
    repetitionsOf(message, pid, field).map((id) => firstComponent(message, id, 1)),
  );
  return {
    names: repetitionsOf(message, pid, 5).map((name) =>
      // family, given, further given: later components are suffixes, degrees and codes
      componentsOf(message, name).slice(0, 3).join('^'),
    ),
    birthDate: valueAt(message, pid, 7) || null,
    sex: valueAt(message, pid, 8) || null,
    patientIds: [...ids, valueAt(message, pid, 19)].filter((id) => id !== ''),
  };
}

function observationsOf(message: Hl7Message) {
  const results: LabResult[] = [];
  const texts: NoteSection[] = [];
  const panels: string[] = [];
  const comments: LabComment[] = [];
  let before = '';
  let order: Hl7Segment | undefined;
  let occurredAt: string | null = null;
  let wasNarrative = false;
  for (const segment of message.segments) {
    if (segment.name === 'OBR') {
      order = segment;
      panels.push(nameOf(message, segment, 4));
      occurredAt ??= instantOfHl7(valueAt(message, segment, 7));
    }
    if (segment.name === 'NTE' && before === 'OBR')
      comments.push({ panel: nameOf(message, order, 4), text: noteText(message, segment) });
    else if (segment.name === 'NTE')
      appendNote(message, segment, wasNarrative ? undefined : results);
    // several NTE may follow one segment: what they follow is what counts
    if (segment.name !== 'NTE') before = segment.name;
    if (segment.name !== 'OBX') continue;
    wasNarrative = NARRATIVE.has(valueAt(message, segment, 2).toUpperCase());
    if (wasNarrative) texts.push(narrativeOf(message, segment));
    else results.push(resultOf(message, segment, order));
  }
  occurredAt ??= instantOfHl7(valueAt(message, message.segments[0], 7));
  const title = [...new Set(panels)].filter((panel) => panel !== '').join('、');
  // a report in free text is read, not tabulated; free text beside figures belongs to the table
  if (results.length === 0) {
    return { occurredAt, title, content: { kind: 'note', sections: joinSections(texts) } as const };
  }
  const commented = texts.map((text) => textResult(text, title));
  return {
    occurredAt,
    title,
    content: {
      kind: 'lab',
      results: [...results, ...commented],
      comments: comments.filter(({ text }) => text !== ''),
    } as const,
  };
}

function resultOf(message: Hl7Message, obx: Hl7Segment, obr: Hl7Segment | undefined): LabResult {
  const type = valueAt(message, obx, 2).toUpperCase();
  const values = repetitionsOf(message, obx, 5);
  const value = ENCAPSULATED.has(type)
    ? '' // the file keeps it; a table has no use for base64
    : values.map((raw) => readableValue(message, raw, type)).join('; ');
  const flag = repetitionsOf(message, obx, 8).map((raw) => FLAGS[raw.trim().toUpperCase()]);
  return {
    code: valueAt(message, obx, 3),
    name: nameOf(message, obx, 3),
    value,
    numeric: /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : null,
    unit: valueAt(message, obx, 6),
    referenceRange: valueAt(message, obx, 7),
    flag: flag.find((entry) => entry !== undefined) ?? null,
    status: valueAt(message, obx, 11),
    observedAt: instantOfHl7(valueAt(message, obx, 14)) ?? instantOfHl7(valueAt(message, obr, 7)),
    panel: nameOf(message, obr, 4),
    note: '',
  };
}

/** SN is comparator, number, separator, number; coded values show their text. */
function readableValue(message: Hl7Message, raw: string, type: string): string {
  const parts = componentsOf(message, raw).map((part) => part.trim());
  if (type === 'SN') return parts.slice(0, 4).join('');
  if (type === 'CE' || type === 'CWE' || type === 'CNE') return parts[1] || parts[0] || '';
  return parts.filter((part) => part !== '').join(' ');
}

const textResult = ({ title, text }: NoteSection, panel: string): LabResult => ({
  code: '',
  name: title,
  value: text,
  numeric: null,
  unit: '',
  referenceRange: '',
  flag: null,
  status: '',
  observedAt: null,
  panel,
  note: '',
});

function narrativeOf(message: Hl7Message, obx: Hl7Segment): NoteSection {
  const text = repetitionsOf(message, obx, 5)
    .map((raw) => componentsOf(message, raw).join(' ').trim())
    .join('\n');
  return { key: 'report', title: nameOf(message, obx, 3), text };
}

/** Neighbouring lines under one heading are one section: senders break texts into one OBX per line. */
function joinSections(sections: readonly NoteSection[]): NoteSection[] {
  const joined: NoteSection[] = [];
  for (const section of sections) {
    const last = joined.at(-1);
    if (last?.title === section.title) {
      joined[joined.length - 1] = { ...last, text: `${last.text}\n${section.text}` };
    } else joined.push(section);
  }
  return joined;
}

/** NTE after an OBX comments that result, after an OBR the panel (7.3.2); elsewhere it is left to the file. */
function appendNote(message: Hl7Message, nte: Hl7Segment, results: LabResult[] | undefined): void {
  const last = results?.at(-1);
  const text = noteText(message, nte);
  if (!results || !last || text === '') return;
  results[results.length - 1] = { ...last, note: last.note ? `${last.note}\n${text}` : text };
}

const noteText = (message: Hl7Message, nte: Hl7Segment): string =>
  repetitionsOf(message, nte, 3)
    .map((raw) => firstComponent(message, raw, 1))
    .join('\n');

function documentOf(message: Hl7Message) {
  const txa = first(message, 'TXA');
  const texts = all(message, 'OBX').map((obx) => narrativeOf(message, obx));
  return {
    occurredAt: instantOfHl7(valueAt(message, txa, 4)) ?? instantOfHl7(valueAt(message, txa, 6)),
    title: valueAt(message, txa, 2, 2) || valueAt(message, txa, 2),
    content: { kind: 'note', sections: joinSections(texts) } as const,
  };
}

function admissionOf(message: Hl7Message) {
  const visit = first(message, 'PV1');
  const place = [1, 2, 3].map((component) => valueAt(message, visit, 3, component));
  const sections: NoteSection[] = [
    section('visit', place.filter((part) => part !== '').join(' ')),
    section(
      'diagnosis',
      lines(message, 'DG1', (dg1) => nameOf(message, dg1, 3) || valueAt(message, dg1, 4)),
    ),
    section(
      'allergy',
      lines(message, 'AL1', (al1) => nameOf(message, al1, 3)),
    ),
    section(
      'remark',
      lines(message, 'NTE', (nte) => valueAt(message, nte, 3)),
    ),
  ];
  return {
    occurredAt:
      instantOfHl7(valueAt(message, visit, 44)) ??
      instantOfHl7(valueAt(message, first(message, 'EVN'), 2)),
    title: '',
    content: { kind: 'note', sections: sections.filter(({ text }) => text !== '') } as const,
  };
}

const section = (key: NonNullable<NoteSection['key']>, text: string): NoteSection => ({
  key,
  title: '',
  text,
});
const lines = (message: Hl7Message, name: string, read: (segment: Hl7Segment) => string): string =>
  all(message, name)
    .map(read)
    .filter((line) => line !== '')
    .join('\n');
const all = ({ segments }: Hl7Message, name: string) => segments.filter((s) => s.name === name);
const first = (message: Hl7Message, name: string) => all(message, name)[0];
/** Text of a coded element, its code when it has none. */
const nameOf = (message: Hl7Message, segment: Hl7Segment | undefined, field: number): string =>
  valueAt(message, segment, field, 2) || valueAt(message, segment, field);
