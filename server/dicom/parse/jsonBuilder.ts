import { toLittleEndian } from './byteOrder';
import type { CharsetProblem } from './charset';
import { damaged } from './damage';
import type { DicomAttribute, DicomDataSet } from './dicomJson';
import type { DicomEvent, ElementEvent } from './elements';
import { decodeValue, textsOf, type Texts } from './values';

/** What is worth telling about an object that is kept all the same. */
export type DicomIssue = {
  readonly code:
    | 'undecodableText'
    | 'suspectText'
    | 'transferSyntaxUnsupported'
    | 'frameBoundariesUnknown'
    | 'pixelDataMissing'
    | 'metaMismatch';
  readonly tag?: string;
  readonly detail?: string;
};

export type JsonBuilder = {
  readonly dataSet: DicomDataSet;
  readonly issues: DicomIssue[];
  accept(event: DicomEvent): void;
};

/** Binary values up to this size travel inside the JSON, longer ones by reference. */
const INLINE_BINARY_BYTES = 2048;
/** Guards memory against an object made of nothing but headers. */
const MAX_JSON_BYTES = 96 * 1024 * 1024;
const MAX_ISSUES = 50;
const CHARSET = '00080005';

type Level = {
  readonly dataSet: DicomDataSet;
  texts: Texts;
  charset: readonly string[];
  readonly path: string;
};

/** Builds the DICOM JSON model from parser events; bulk data stays outside. */
export function createJsonBuilder(): JsonBuilder {
  const dataSet: DicomDataSet = {};
  const issues: DicomIssue[] = [];
  const levels: Level[] = [{ dataSet, texts: textsOf([]), charset: [], path: '' }];
  const sequences: { tag: string; items: DicomDataSet[] }[] = [];
  let heldBytes = 0;

  const top = (): Level => {
    const level = levels.at(-1);
    if (!level) throw new Error('an item was closed that was never opened');
    return level;
  };
  const report = (tag: string, problem: CharsetProblem) => {
    if (issues.length >= MAX_ISSUES) return;
    issues.push({
      code: 'undecodableText',
      tag,
      detail: `${problem.reason} ${problem.charset}`.trim(),
    });
  };

  const element = (event: ElementEvent): void => {
    if (event.tag.endsWith('0000') || event.tag.startsWith('0002')) return;
    heldBytes += 40 + (event.value?.length ?? 0);
    if (heldBytes > MAX_JSON_BYTES) throw damaged(event.offset, 'header too large');
    const level = top();
    const { attribute, problem } = attributeOf(event, level);
    if (problem) report(event.tag, problem);
    else if (isSuspect(event, level.charset)) {
      if (issues.length < MAX_ISSUES) issues.push({ code: 'suspectText', tag: event.tag });
    }
    level.dataSet[event.tag] = attribute;
    if (event.tag === CHARSET) {
      level.charset = (attribute.Value ?? []).map((value) =>
        typeof value === 'string' ? value : '',
      );
      level.texts = textsOf(level.charset);
      // JSON is UTF-8, and says so (PS3.18 F.2).
      if (attribute.Value) attribute.Value = ['ISO_IR 192'];
    }
  };

  const accept = (event: DicomEvent): void => {
    switch (event.kind) {
      case 'element':
        return element(event);
      case 'fragments':
        top().dataSet[event.tag] = { vr: event.vr, BulkDataURI: event.tag };
        return;
      case 'sequenceStart': {
        heldBytes += 40;
        const items: DicomDataSet[] = [];
        top().dataSet[event.tag] = { vr: 'SQ', Value: items };
        sequences.push({ tag: event.tag, items });
        return;
      }
      case 'itemStart': {
        heldBytes += 40;
        if (heldBytes > MAX_JSON_BYTES) throw damaged(0, 'header too large');
        const sequence = sequences.at(-1);
        if (!sequence) throw new Error('item outside a sequence');
        const parent = top();
        const item: DicomDataSet = {};
        const path = `${parent.path}${sequence.tag}/${sequence.items.length}/`;
        sequence.items.push(item);
        levels.push({ dataSet: item, texts: parent.texts, charset: parent.charset, path });
        return;
      }
      case 'itemEnd':
        levels.pop();
        return;
      case 'sequenceEnd':
        sequences.pop();
        return;
    }
  };
  return { dataSet, issues, accept };
}

function attributeOf(
  event: ElementEvent,
  level: Level,
): { attribute: DicomAttribute; problem: CharsetProblem | null } {
  const { vr, value } = event;
  const bulk = { vr, BulkDataURI: level.path + event.tag };
  if (value === null) return { attribute: bulk, problem: null };
  if (value.length === 0) return { attribute: { vr }, problem: null };
  const decoded = decodeValue(vr, value, event.isBigEndian, level.texts);
  if (decoded === 'binary') {
    if (value.length > INLINE_BINARY_BYTES) return { attribute: bulk, problem: null };
    const bytes = toLittleEndian(vr, value, event.isBigEndian);
    return { attribute: { vr, InlineBinary: bytes.toString('base64') }, problem: null };
  }
  const hasValue = decoded.values.some((entry) => entry !== null);
  return {
    attribute: hasValue ? { vr, Value: decoded.values } : { vr },
    problem: decoded.problem,
  };
}

const TEXT_VRS = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);

/**
 * Devices exist that declare ISO_IR 100 and write GBK. C1 control codes never occur in Latin-1 text, but are common
 * as bytes of GBK: such a text is kept as declared and marked.
 */
function isSuspect(event: ElementEvent, charset: readonly string[]): boolean {
  if (charset[0] !== 'ISO_IR 100' || !event.value || !TEXT_VRS.has(event.vr)) return false;
  return event.value.some((byte) => byte >= 0x80 && byte < 0xa0);
}
