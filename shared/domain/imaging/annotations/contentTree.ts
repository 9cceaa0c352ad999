import type { DicomJson } from '../dicomJson';
import type { Code } from './annotationSet';
import { codeAt, itemsAt, numberAt, numbersAt, personAt, textAt } from './elements';
import { T } from './tags';

/** A reference as SR content items make it. */
export type ContentReference = {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** 1-based; empty: every frame. */
  readonly frames: readonly number[];
};

export type ContentFigure = {
  readonly type: string;
  /** Pairs, or triples when `frameOfReferenceUid` is given. */
  readonly data: readonly number[];
  readonly frameOfReferenceUid: string | null;
};

/** One content item of a structured report, everything in it plain text or number. */
export type ContentNode = {
  /** Position as DICOM counts it, `1.3.2`. */
  readonly path: string;
  readonly relationship: string;
  readonly valueType: string;
  readonly concept: Code | null;
  readonly text: string | null;
  readonly code: Code | null;
  readonly number: { readonly value: number | null; readonly unit: Code | null } | null;
  readonly reference: ContentReference | null;
  readonly figure: ContentFigure | null;
  /** DT as written. */
  readonly observedAt: string | null;
  /** Another item of the same document this one stands for; never followed, so that references cannot go in a circle. */
  readonly refersTo: string | null;
  readonly children: readonly ContentNode[];
};

export type ContentTree = {
  readonly root: ContentNode;
  /** Items left out because the document is deeper or larger than any real one. */
  readonly omitted: number;
};

const MOST_NODES = 20_000;
const DEEPEST = 40;
const LONGEST_TEXT = 20_000;

/** The content of any structured report (PS3.3 C.17.3), as much of it as is reasonable. Nothing in it is markup. */
export function contentTree(document: DicomJson): ContentTree {
  const budget = { left: MOST_NODES, omitted: 0 };
  return { root: nodeOf(document, '1', budget), omitted: budget.omitted };
}

type Budget = { left: number; omitted: number };

function nodeOf(item: DicomJson, path: string, budget: Budget): ContentNode {
  budget.left -= 1;
  const valueType = textAt(item, T.ValueType) ?? '';
  return {
    path,
    relationship: textAt(item, T.RelationshipType) ?? '',
    valueType,
    concept: codeAt(item, T.ConceptNameCodeSequence),
    text: textOf(item, valueType),
    code: valueType === 'CODE' ? codeAt(item, T.ConceptCodeSequence) : null,
    number: valueType === 'NUM' ? numberOf(item) : null,
    reference: referenceOf(item),
    figure: valueType.startsWith('SCOORD') ? figureOf(item) : null,
    observedAt: textAt(item, T.ObservationDateTime),
    refersTo: numbersAt(item, T.ReferencedContentItemIdentifier).join('.') || null,
    children: childrenOf(item, path, budget),
  };
}

function childrenOf(item: DicomJson, path: string, budget: Budget): readonly ContentNode[] {
  const items = itemsAt(item, T.ContentSequence);
  const isTooDeep = path.split('.').length >= DEEPEST;
  return items.flatMap((child, index) => {
    if (isTooDeep || budget.left <= 0) {
      budget.omitted += 1;
      return [];
    }
    return [nodeOf(child, `${path}.${index + 1}`, budget)];
  });
}

const TEXT_TAGS: Readonly<Record<string, string>> = {
  TEXT: T.TextValue,
  DATE: T.Date,
  TIME: T.Time,
  DATETIME: T.DateTime,
  UIDREF: T.UID,
};

function textOf(item: DicomJson, valueType: string): string | null {
  if (valueType === 'PNAME') return personAt(item, T.PersonName);
  const tag = TEXT_TAGS[valueType];
  const text = tag === undefined ? null : textAt(item, tag);
  return text === null || text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}

function numberOf(item: DicomJson): ContentNode['number'] {
  const measured = itemsAt(item, T.MeasuredValueSequence)[0];
  return {
    value: numberAt(measured, T.FloatingPointValue) ?? numberAt(measured, T.NumericValue),
    unit: codeAt(measured, T.MeasurementUnitsCodeSequence),
  };
}

function referenceOf(item: DicomJson): ContentReference | null {
  const reference = itemsAt(item, T.ReferencedSOPSequence)[0];
  const sopInstanceUid = textAt(reference, T.ReferencedSOPInstanceUID);
  if (sopInstanceUid === null) return null;
  return {
    sopClassUid: textAt(reference, T.ReferencedSOPClassUID) ?? '',
    sopInstanceUid,
    frames: numbersAt(reference, T.ReferencedFrameNumber),
  };
}

const figureOf = (item: DicomJson): ContentFigure => ({
  type: textAt(item, T.GraphicType) ?? '',
  data: numbersAt(item, T.GraphicData),
  frameOfReferenceUid: textAt(item, T.ReferencedFrameOfReferenceUID),
});

/** Every item below and including `node`, parents before children. */
export function* walk(node: ContentNode): Generator<ContentNode> {
  const waiting = [node];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    yield next;
    waiting.unshift(...next.children);
  }
}
