import type { StatedIdentity } from '../imaging/identityMatch';
import { instantOfHl7 } from './chinaTime';
import { createCdaResults } from './cdaResults';
import type { LabResult, NoteSection } from './payload';
import { attributeOf, scanXml, XmlRefused } from './xmlScan';

export type CdaNote = {
  readonly title: string;
  readonly occurredAt: string | null;
  readonly identity: StatedIdentity;
  readonly sections: readonly NoteSection[];
  /** Results the document also holds as data (batteries of observations). */
  readonly results: readonly LabResult[];
};

/** Elements of narrative blocks that end a line (CDA R2 4.3.5). */
const BREAKS = new Set(['br', 'paragraph', 'item', 'tr', 'list', 'table', 'caption']);

/**
 * The readable part of a CDA document: titles and narrative as plain text, never its markup, styles or embedded
 * files, because narrative blocks are a known way to bring script into a viewer.
 *
 * @returns `null` when the XML cannot be followed or declares a document type.
 */
export function readCda(xml: string): CdaNote | null {
  const reader = createReader();
  try {
    for (const token of scanXml(xml)) {
      if (token.kind === 'open') {
        reader.open(token.name, token.attributes);
        if (token.isEmpty) reader.close(token.name);
      } else if (token.kind === 'close') reader.close(token.name);
      else reader.text(token.text);
    }
  } catch (error) {
    if (error instanceof XmlRefused) return null;
    throw error;
  }
  return reader.note();
}

function createReader() {
  const stack: string[] = [];
  const sections: { title: string; text: string }[] = [];
  const open: { title: string; text: string }[] = [];
  const results = createCdaResults();
  const names: string[][] = [];
  const ids: string[] = [];
  let [title, effective, birth, sex] = ['', '', '', ''];

  const within = (...path: string[]) =>
    path.every((name, at) => stack[stack.length - path.length + at] === name);
  const isInPatient = () => stack.includes('patientRole');
  const attribute = (name: string, attributes: string) => {
    if (within('ClinicalDocument', 'effectiveTime')) effective ||= attributeOf(attributes, 'value');
    if (within('patientRole', 'id')) ids.push(attributeOf(attributes, 'extension'));
    if (within('patient', 'birthTime')) birth ||= attributeOf(attributes, 'value');
    if (within('patient', 'administrativeGenderCode')) sex ||= attributeOf(attributes, 'code');
    if (within('patient', 'name')) names.push([]);
    if (name === 'section') {
      const section = { title: '', text: '' };
      sections.push(section);
      open.push(section);
    }
  };

  return {
    open(name: string, attributes: string) {
      stack.push(name);
      attribute(name, attributes);
      results.open(name, attributes);
    },
    close(name: string) {
      results.close(name);
      const section = open.at(-1);
      if (section && stack.includes('text') && BREAKS.has(name)) section.text += '\n';
      if (section && stack.includes('text') && (name === 'td' || name === 'th'))
        section.text += '\t';
      if (name === 'section') open.pop();
      if (stack.at(-1) !== name) throw new XmlRefused('malformed');
      stack.pop();
    },
    text(text: string) {
      results.text(text);
      const section = open.at(-1);
      if (within('ClinicalDocument', 'title')) title += text;
      else if (section && within('section', 'title')) section.title += text;
      else if (section && stack.includes('text') && !stack.includes('entry')) section.text += text;
      else if (isInPatient() && stack.includes('name')) names.at(-1)?.push(text.trim());
    },
    note: (): CdaNote => ({
      title: tidy(title),
      occurredAt: instantOfHl7(effective),
      identity: {
        names: names.map((parts) => nameOf(parts.filter((part) => part !== ''))),
        birthDate: birth || null,
        sex: sex === '1' ? 'M' : sex === '2' ? 'F' : sex || null, // GB/T 2261.1
        patientIds: ids.filter((id) => id !== ''),
      },
      sections: sections
        .map((section) => ({ key: null, title: tidy(section.title), text: tidy(section.text) }))
        .filter(({ text }) => text !== ''),
      results: results.results(),
    }),
  };
}

const nameOf = (parts: readonly string[]): string => parts.join('^');

const tidy = (text: string): string =>
  text
    .replace(/[ \u00a0]+/g, ' ')
    .replace(/ ?[\t]+ ?/g, '\t')
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
