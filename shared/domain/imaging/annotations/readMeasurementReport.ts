import type { DicomJson } from '../dicomJson';
import type { Code } from './annotationSet';
import { C, OLD } from './codes';
import { contentTree, walk, type ContentNode } from './contentTree';
import { instantOfDateTime } from './documentModules';
import { parseDrawingText, type Drawing } from './drawingText';
import { isCode, itemsAt, personAt, textAt } from './elements';
import { fromGraphicData } from './geometry';
import type { PlacedFigure, SpaceFigure } from './figure';
import { T } from './tags';

/** A number as the writer of the report states it. */
export type StatedNumber = {
  readonly concept: Code;
  readonly derivation: Code | null;
  readonly value: number | null;
  readonly unit: Code | null;
};

/** A figure that belongs to one image; `frames` empty: to all of its frames. */
export type ImageFigure = PlacedFigure & { readonly statedBy: Code | null };

/** What a report says about one thing it measured. */
export type ReadGroup = {
  readonly path: string;
  readonly trackingUid: string | null;
  readonly name: string;
  readonly figures: readonly ImageFigure[];
  readonly spaceFigures: readonly SpaceFigure[];
  readonly numbers: readonly StatedNumber[];
  readonly finding: Code | null;
  readonly site: { readonly code: Code; readonly side: 'left' | 'right' | 'both' | null } | null;
  readonly comment: string;
  /** Only in our own. */
  readonly drawing: Drawing | null;
  readonly createdAt: string | null;
  readonly changedAt: string | null;
};

/** Something in the report that cannot be drawn, named instead of dropped. */
export type Unmapped = { readonly path: string; readonly what: string };

export type ReadReport = {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly title: string;
  readonly author: string | null;
  /** Content date and time as written, `YYYYMMDD HHMMSS`. */
  readonly writtenAt: string;
  readonly predecessors: readonly string[];
  readonly groups: readonly ReadGroup[];
  readonly unmapped: readonly Unmapped[];
};

/** Reads figures and numbers from any structured report, ours (TID 1500) and others'; text stays text. */
export function readMeasurementReport(document: DicomJson): ReadReport {
  const { root, omitted } = contentTree(document);
  const byPath = new Map([...walk(root)].map((node) => [node.path, node]));
  const unmapped: Unmapped[] = [];
  const groups = groupNodes(root).map((nodes) => readGroup(nodes, byPath, unmapped));
  if (omitted > 0) unmapped.push({ path: root.path, what: `${omitted} items beyond the limit` });
  return {
    sopInstanceUid: textAt(document, T.SOPInstanceUID) ?? '',
    seriesInstanceUid: textAt(document, T.SeriesInstanceUID) ?? '',
    title: root.concept?.meaning ?? '',
    author:
      observerOf(root) ?? personAt(itemsAt(document, T.AuthorObserverSequence)[0], T.PersonName),
    writtenAt: [textAt(document, T.ContentDate), textAt(document, T.ContentTime)]
      .filter(Boolean)
      .join(' '),
    predecessors: predecessorsOf(document),
    groups: groups.filter(
      ({ figures, spaceFigures, numbers }) =>
        figures.length + spaceFigures.length + numbers.length > 0,
    ),
    unmapped,
  };
}

const observerOf = (root: ContentNode): string | null =>
  root.children.find(({ concept }) => isCode(concept, C.personObserverName))?.text ?? null;

const predecessorsOf = (document: DicomJson): string[] =>
  itemsAt(document, T.PredecessorDocumentsSequence)
    .flatMap((study) => itemsAt(study, T.ReferencedSeriesSequence))
    .flatMap((series) => itemsAt(series, T.ReferencedSOPSequence))
    .flatMap((instance) => textAt(instance, T.ReferencedSOPInstanceUID) ?? []);

/** Measurement groups, and outside of them each number or figure as a group of its own. */
function groupNodes(root: ContentNode): readonly (readonly ContentNode[])[] {
  const groups: (readonly ContentNode[])[] = [];
  const visit = (node: ContentNode): void => {
    if (isCode(node.concept, C.measurementGroup)) {
      groups.push([...walk(node)]);
    } else if (node.valueType === 'NUM' || node.figure !== null) {
      groups.push([...walk(node)]);
    } else {
      node.children.forEach(visit);
    }
  };
  visit(root);
  return groups;
}

type ByPath = ReadonlyMap<string, ContentNode>;

function readGroup(nodes: readonly ContentNode[], byPath: ByPath, unmapped: Unmapped[]): ReadGroup {
  const [first] = nodes;
  return {
    path: first?.path ?? '',
    ...identityOf(nodes),
    ...figuresOf(nodes, byPath, unmapped),
    numbers: nodes.flatMap(numberOf),
    changedAt: instantOfDateTime(first?.observedAt ?? null),
  };
}

function identityOf(nodes: readonly ContentNode[]) {
  const find = (...codes: readonly Code[]) =>
    nodes.find(({ concept }) => isCode(concept, ...codes));
  const textOf = (code: Code): string | null => find(code)?.text ?? null;
  const drawing = find(C.drawing);
  return {
    trackingUid: textOf(C.trackingUid),
    name: textOf(C.trackingIdentifier) ?? '',
    finding: find(C.finding)?.code ?? null,
    site: siteOf(find(C.findingSite, OLD.findingSite)),
    comment: textOf(C.comment) ?? '',
    drawing: parseDrawingText(drawing?.text ?? null),
    createdAt: instantOfDateTime(drawing?.observedAt ?? null),
  };
}

function figuresOf(nodes: readonly ContentNode[], byPath: ByPath, unmapped: Unmapped[]) {
  const figures: ImageFigure[] = [];
  const spaceFigures: SpaceFigure[] = [];
  for (const node of nodes) {
    if (node.figure === null) continue;
    const read = figureOf(node, byPath);
    if (read === null) unmapped.push({ path: node.path, what: node.figure.type || node.valueType });
    else if ('frameOfReferenceUid' in read) spaceFigures.push(read);
    else figures.push(read);
  }
  return { figures, spaceFigures };
}

function numberOf({ valueType, concept, number, children }: ContentNode): StatedNumber[] {
  if (valueType !== 'NUM' || number === null || concept === null) return [];
  const derivation = children.find((child) => isCode(child.concept, C.derivation))?.code ?? null;
  return [{ concept, derivation, ...number }];
}

const SIDES = [
  ['left', C.left],
  ['right', C.right],
  ['both', C.both],
] as const;

function siteOf(node: ContentNode | undefined): ReadGroup['site'] {
  if (!node?.code) return null;
  const side = node.children.find(({ concept }) => isCode(concept, C.laterality, OLD.laterality));
  return { code: node.code, side: SIDES.find(([, code]) => isCode(side?.code, code))?.[0] ?? null };
}

function figureOf(node: ContentNode, byPath: ByPath): ImageFigure | SpaceFigure | null {
  const { figure } = node;
  if (figure === null || figure.data.length === 0) return null;
  const source = imageOf(node, byPath);
  const parent = byPath.get(node.path.slice(0, node.path.lastIndexOf('.')));
  const statedBy = parent?.valueType === 'NUM' ? parent.concept : null;
  const { frameOfReferenceUid } = figure;
  if (node.valueType === 'SCOORD3D') {
    return frameOfReferenceUid === null
      ? null
      : { type: figure.type, data: figure.data, frameOfReferenceUid, source, statedBy };
  }
  const points = fromGraphicData(figure.data);
  return points === null || source === null
    ? null
    : { ...source, type: figure.type, points, statedBy };
}

/** The image a figure was selected from: below it, or another item of the document it points at. */
function imageOf(node: ContentNode, byPath: ByPath) {
  for (const child of node.children) {
    const named = child.refersTo === null ? child : byPath.get(child.refersTo);
    if (named?.reference)
      return { sopInstanceUid: named.reference.sopInstanceUid, frames: named.reference.frames };
  }
  return null;
}
