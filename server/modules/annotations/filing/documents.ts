import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../../shared/lib/canonicalJson';
import { uidOfName } from '../../../../shared/lib/uid';
import type { DicomJson } from '../../../../shared/domain/imaging/dicomJson';
import type {
  AnnotationContent,
  Code,
} from '../../../../shared/domain/imaging/annotations/annotationSet';
import { C } from '../../../../shared/domain/imaging/annotations/codes';
import type {
  DocumentContext,
  ImageFacts,
  Instance,
} from '../../../../shared/domain/imaging/annotations/documentModules';
import {
  keyObjectSelection,
  type SelectedMark,
} from '../../../../shared/domain/imaging/annotations/keyObjects';
import {
  measurementReport,
  type Measure,
} from '../../../../shared/domain/imaging/annotations/measurementReport';
import { presentationPlan } from '../../../../shared/domain/imaging/annotations/presentationPlan';
import { presentationState } from '../../../../shared/domain/imaging/annotations/presentationState';
import { SOP } from '../../../../shared/domain/imaging/annotations/tags';

/** Whose drawings, in which study of which case. */
export type Place = {
  readonly caseId: string;
  readonly authorId: string;
  readonly studyInstanceUid: string;
};

export type Modality = 'SR' | 'PR' | 'KO';

/** An author's own series of each kind in a study: the same ones for ever. */
export const seriesUid = (
  { caseId, authorId, studyInstanceUid }: Place,
  modality: Modality,
): string => uidOfName(`annotations/${caseId}/${authorId}/${studyInstanceUid}/${modality}`);

/** A document that is to be in the study: what it is for, and what it is made of. */
export type Planned = {
  readonly slot: string;
  readonly modality: Modality;
  readonly sopClassUid: string;
  /** Of everything but times and UIDs: equal means that the document need not be written again. */
  readonly sha256: string;
  readonly build: (context: DocumentContext, predecessor: string | null) => DicomJson;
};

export type PlanInput = {
  readonly place: Place;
  /** What lies in this study. */
  readonly content: AnnotationContent;
  readonly images: ReadonlyMap<string, ImageFacts>;
  readonly measure: Measure;
  /** A document of that slot is there already: an emptied report says that nothing is left. */
  readonly hasReport: boolean;
  /** UID a presentation state of this plan has or will have. */
  readonly uidOf: (slot: string, sha256: string) => string;
};

/** The documents one author's drawings in one study make; the selection last, because it points at the others. */
export function planDocuments(input: PlanInput): readonly Planned[] {
  const states = planStates(input);
  return [
    ...planReport(input),
    ...states.map(({ planned }) => planned),
    ...planSelection(input, states),
  ];
}

function planReport({ place, content, measure, hasReport }: PlanInput): readonly Planned[] {
  const { annotations } = content;
  if (annotations.length === 0 && !hasReport) return [];
  const values = annotations.map(({ measurement }) => measure(measurement));
  return [
    {
      slot: 'report',
      modality: 'SR',
      sopClassUid: SOP.comprehensiveSr,
      sha256: hashOf([annotations, values]),
      build: (context, predecessor) =>
        measurementReport({
          context,
          annotations,
          measure,
          predecessor:
            predecessor === null
              ? null
              : { seriesInstanceUid: seriesUid(place, 'SR'), sopInstanceUid: predecessor },
        }),
    },
  ];
}

type PlannedState = {
  readonly planned: Planned;
  readonly marks: ReadonlySet<string>;
  readonly instance: Instance;
};

function planStates({
  place,
  content,
  images,
  measure,
  uidOf,
}: PlanInput): readonly PlannedState[] {
  return presentationPlan(content, images).slots.map((slot) => {
    const values = slot.annotations.map(({ measurement }) => measure(measurement));
    const sha256 = hashOf([slot, values]);
    const sopClassUid = slot.isColour ? SOP.colorPresentationState : SOP.grayscalePresentationState;
    return {
      planned: {
        slot: slot.key,
        modality: 'PR',
        sopClassUid,
        sha256,
        build: (context) => presentationState({ context, slot, measure }),
      },
      marks: new Set(slot.marks.map(({ id }) => id)),
      instance: {
        seriesInstanceUid: seriesUid(place, 'PR'),
        sopClassUid,
        sopInstanceUid: uidOf(slot.key, sha256),
      },
    };
  });
}

function planSelection(input: PlanInput, states: readonly PlannedState[]): readonly Planned[] {
  const { keyImages } = input.content;
  if (keyImages.length === 0) return [];
  const presentationOf = ({ id }: SelectedMark): Instance | null =>
    states.find(({ marks }) => id !== null && marks.has(id))?.instance ?? null;
  return [
    selection({
      slot: 'selection',
      title: C.ofInterest,
      marks: keyImages,
      presentationOf,
    }),
  ];
}

type Selection = {
  readonly slot: string;
  readonly title: Code;
  readonly marks: readonly SelectedMark[];
  readonly presentationOf: (mark: SelectedMark) => Instance | null;
};

/** A key object selection as a planned document. */
export const selection = ({ slot, title, marks, presentationOf }: Selection): Planned => ({
  slot,
  modality: 'KO',
  sopClassUid: SOP.keyObjectSelection,
  sha256: hashOf([title, marks, marks.map(presentationOf)]),
  build: (context) => keyObjectSelection({ context, title, marks, presentationOf }),
});

const hashOf = (parts: unknown): string =>
  createHash('sha256').update(canonicalJson(parts)).digest('hex');
