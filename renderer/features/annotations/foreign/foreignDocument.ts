import type { DicomJson } from '../../../../shared/domain/imaging/dicomJson';
import { imagePlaneOf } from '../../../../shared/domain/imaging/imagePlane';
import { TAG, textOf } from '../../../../shared/domain/imaging/dicomJson';
import type { DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import { objectKindOf } from '../../../../shared/domain/imaging/objectKind';
import type { SpaceFigure } from '../../../../shared/domain/imaging/annotations/figure';
import {
  contentTree,
  type ContentTree,
} from '../../../../shared/domain/imaging/annotations/contentTree';
import {
  placeFigure,
  type PlacedFrame,
} from '../../../../shared/domain/imaging/annotations/placeFigure';
import {
  readKeyObjects,
  type SelectedImage,
} from '../../../../shared/domain/imaging/annotations/readKeyObjects';
import {
  readMeasurementReport,
  type ReadGroup,
  type StatedNumber,
} from '../../../../shared/domain/imaging/annotations/readMeasurementReport';
import {
  readPresentationState,
  type ReadPresentation,
  type StateText,
} from '../../../../shared/domain/imaging/annotations/readPresentationState';
import type { Shutter } from '../../../../shared/domain/imaging/annotations/readShutters';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { OverlayItem } from '../overlay/overlayItem';

/** A report, presentation state or selection that came with the study, from whatever system. */
export type ForeignDocument = {
  /** Its SOP Instance UID. */
  readonly key: string;
  readonly studyInstanceUid: string;
  readonly kind: 'report' | 'presentation' | 'selection';
  readonly title: string;
  readonly author: string | null;
  /** As written, `YYYYMMDD HHMMSS…`. */
  readonly writtenAt: string;
  readonly items: readonly OverlayItem[];
  /** Figures in the patient, which belong to whatever picture lies there. */
  readonly inSpace: readonly {
    readonly id: string;
    readonly figure: SpaceFigure;
    readonly lines: readonly string[];
  }[];
  readonly shutters: readonly (Shutter & { readonly sopInstanceUid: string })[];
  readonly images: readonly SelectedImage[];
  readonly presentation: ReadPresentation | null;
  /** How much of it cannot be drawn, and what. */
  readonly unmapped: readonly string[];
  readonly predecessors: readonly string[];
  /** For reading; of reports and selections. */
  readonly tree: ContentTree | null;
};

/** @returns `null` for an object that holds no annotations. */
export function foreignDocumentOf(
  studyInstanceUid: string,
  json: DicomJson,
): ForeignDocument | null {
  const key = textOf(json, TAG.SOPInstanceUID);
  if (key === null) return null;
  switch (objectKindOf(json)) {
    case 'structuredReport':
      return reportOf(key, studyInstanceUid, json);
    case 'presentationState':
      return presentationOf(key, studyInstanceUid, json);
    case 'keyObjectSelection':
      return selectionOf(key, studyInstanceUid, json);
    default:
      return null;
  }
}

const NOTHING = {
  inSpace: [],
  shutters: [],
  images: [],
  presentation: null,
  predecessors: [],
  tree: null,
};

function reportOf(key: string, studyInstanceUid: string, json: DicomJson): ForeignDocument {
  const read = readMeasurementReport(json);
  return {
    ...NOTHING,
    key,
    studyInstanceUid,
    kind: 'report',
    title: read.title,
    author: read.author,
    writtenAt: read.writtenAt,
    items: read.groups.flatMap((group) => itemsOfGroup(key, group)),
    inSpace: read.groups.flatMap((group) =>
      group.spaceFigures.map((figure, at) => ({
        id: `${group.path}.${at}`,
        figure,
        lines: at === 0 ? linesOf(group) : [],
      })),
    ),
    unmapped: read.unmapped.map(({ what }) => what),
    predecessors: read.predecessors,
    tree: contentTree(json),
  };
}

/** One item an image; the words stand once, beside the first figure. */
function itemsOfGroup(source: string, group: ReadGroup): readonly OverlayItem[] {
  const lines = linesOf(group);
  return group.figures.map(({ sopInstanceUid, frames, type, points }, at): OverlayItem => {
    const isRepeated = group.figures
      .slice(0, at)
      .some((other) => other.sopInstanceUid === sopInstanceUid);
    return {
      id: `${group.path}.${at}`,
      source,
      sopInstanceUid,
      frames,
      figures: [{ type, points, filled: false }],
      text: isRepeated ? null : { at: rightmost(points), lines: () => lines },
      anchor: null,
    };
  });
}

const linesOf = ({ comment, finding, numbers }: ReadGroup): readonly string[] => [
  ...(comment !== '' ? [comment] : finding ? [finding.meaning] : []),
  ...numbers.flatMap(numberLine),
];

/** The number as its author states it: it is not measured again here. */
function numberLine({ concept, derivation, value, unit }: StatedNumber): string[] {
  if (value === null) return [];
  const name = [concept.meaning, derivation?.meaning].filter(Boolean).join(', ');
  return [`${name} ${Number(value.toPrecision(5))} ${unit?.meaning ?? ''}`.trim()];
}

const rightmost = (points: readonly PixelPoint[]): PixelPoint =>
  points.reduce<PixelPoint>(
    (best, point) => (point[0] > best[0] ? point : best),
    points[0] ?? [0, 0],
  );

function presentationOf(key: string, studyInstanceUid: string, json: DicomJson): ForeignDocument {
  const read = readPresentationState(json);
  const figures = read.figures.flatMap((figure, at) =>
    figure.on.map(({ sopInstanceUid, frames }): OverlayItem => ({
      id: `figure ${at}`,
      source: key,
      sopInstanceUid,
      frames,
      figures: [{ type: figure.type, points: figure.points, filled: figure.filled }],
      text: null,
      anchor: null,
    })),
  );
  const texts = read.texts.flatMap((text, at) => textItems(key, text, at));
  return {
    ...NOTHING,
    key,
    studyInstanceUid,
    kind: 'presentation',
    title: [read.label, read.description].filter(Boolean).join(' '),
    author: read.author,
    writtenAt: read.writtenAt,
    items: [...figures, ...texts],
    shutters: read.looks.flatMap(({ sopInstanceUid }) =>
      read.shutters.map((shutter) => ({ ...shutter, sopInstanceUid })),
    ),
    presentation: read,
    unmapped: read.unmapped.map(({ what }) => what),
  };
}

const textItems = (
  source: string,
  { on, text, at, anchor }: StateText,
  index: number,
): readonly OverlayItem[] =>
  on.map(({ sopInstanceUid, frames }) => ({
    id: `text ${index}`,
    source,
    sopInstanceUid,
    frames,
    figures: [],
    text: { at, lines: () => text.split(/\r\n|\r|\n/) },
    anchor,
  }));

function selectionOf(key: string, studyInstanceUid: string, json: DicomJson): ForeignDocument {
  const read = readKeyObjects(json);
  return {
    ...NOTHING,
    key,
    studyInstanceUid,
    kind: 'selection',
    title: [read.title?.meaning, read.description].filter(Boolean).join(' · '),
    author: read.author,
    writtenAt: read.writtenAt,
    items: [],
    images: read.images,
    unmapped: read.unmapped.map(({ what }) => what),
    tree: contentTree(json),
  };
}

/** Figures in the patient on the pictures of one set. */
export function itemsInSpace(
  documents: readonly ForeignDocument[],
  set: DisplaySet,
): readonly OverlayItem[] {
  const waiting = documents.flatMap((document) =>
    document.inSpace.map((one) => ({ ...one, source: document.key })),
  );
  if (waiting.length === 0) return [];
  const frames = set.frames.map(({ instance, sopInstanceUid, frame }): PlacedFrame => ({
    sopInstanceUid,
    frameNumber: frame,
    frameOfReferenceUid: textOf(instance, TAG.FrameOfReferenceUID),
    plane: imagePlaneOf(instance, frame),
  }));
  return waiting.flatMap(({ id, source, figure, lines }): OverlayItem[] => {
    const placed = placeFigure(figure, frames);
    if (placed === null) return [];
    return [
      {
        id,
        source,
        sopInstanceUid: placed.sopInstanceUid,
        frames: placed.frames,
        figures: [{ type: placed.type, points: placed.points, filled: false }],
        text: { at: rightmost(placed.points), lines: () => lines },
        anchor: null,
      },
    ];
  });
}
