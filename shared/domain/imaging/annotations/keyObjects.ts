import { uidOfUuid } from '../../../lib/uid';
import type { DicomJson } from '../dicomJson';
import type { Code, KeyImageMark } from './annotationSet';
import { C } from './codes';
import { codeItem, containerItem, imageItem, personItem, textItem } from './contentItem';
import {
  dicomTime,
  documentHead,
  evidence,
  evidenceOfImages,
  imageReference,
  studyOf,
  type DocumentContext,
  type Instance,
} from './documentModules';
import { AS_VR, sequence } from './elements';
import { SOP, T } from './tags';

/** What a selection says of one of its images; `id` null: it is nobody's mark, such as an image of a report. */
export type SelectedMark = Pick<
  KeyImageMark,
  'sopInstanceUid' | 'frameNumber' | 'caption' | 'changedAt'
> & { readonly id: string | null };

type Input = {
  readonly context: DocumentContext;
  /** A concept of CID 7010, `ofInterest` or `forReportAttachment`. */
  readonly title: Code;
  /** In their order, at least one. */
  readonly marks: readonly SelectedMark[];
  /** The presentation state that shows a key image as its author saw it. */
  readonly presentationOf: (mark: SelectedMark) => Instance | null;
};

/**
 * Key images of one study as Key Object Selection (PS3.3 A.35.4, TID 2010). A selection has one description for all of its
 * images, so the captions stand there as numbered lines.
 */
export function keyObjectSelection({ context, title, marks, presentationOf }: Input): DicomJson {
  const { date, time } = dicomTime(context.at);
  const presentations = marks.flatMap((mark) => presentationOf(mark) ?? []);
  return {
    ...documentHead(context, SOP.keyObjectSelection, {
      modality: 'KO',
      number: 9003,
      description: `Key images ${context.author.name}`,
    }),
    [T.ReferencedPerformedProcedureStepSequence]: sequence(),
    [T.ContentDate]: AS_VR.DA(date),
    [T.ContentTime]: AS_VR.TM(time),
    [T.CurrentRequestedProcedureEvidenceSequence]: evidence(studyOf(context), [
      ...evidenceOfImages(context, marks),
      ...presentations,
    ]),
    ...containerItem(
      {
        relationship: null,
        concept: title,
        children: [
          codeItem({ relationship: 'HAS CONCEPT MOD', concept: C.language }, C.chinese),
          codeItem({ relationship: 'HAS OBS CONTEXT', concept: C.observerType }, C.person),
          personItem(
            { relationship: 'HAS OBS CONTEXT', concept: C.personObserverName },
            context.author.name,
          ),
          ...description(marks),
          ...marks.map((mark) => entry(context, mark, presentationOf(mark))),
        ],
      },
      '2010',
    ),
  };
}

function description(marks: readonly SelectedMark[]): readonly DicomJson[] {
  if (marks.every(({ caption }) => caption === '')) return [];
  const lines = marks.map(({ caption }, at) => `${at + 1}. ${caption}`);
  return [
    textItem({ relationship: 'CONTAINS', concept: C.keyObjectDescription }, lines.join('\r\n')),
  ];
}

function entry(
  context: DocumentContext,
  mark: SelectedMark,
  presentation: Instance | null,
): DicomJson {
  const image = imageReference(context.images, mark);
  const frame = {
    relationship: 'CONTAINS' as const,
    concept: null,
    observedAt: dicomTime(mark.changedAt).dateTime,
  };
  return {
    ...imageItem(frame, {
      ...image,
      ...(presentation && {
        [T.ReferencedSOPSequence]: sequence({
          [T.ReferencedSOPClassUID]: AS_VR.UI(presentation.sopClassUid),
          [T.ReferencedSOPInstanceUID]: AS_VR.UI(presentation.sopInstanceUid),
        }),
      }),
    }),
    ...(mark.id !== null && { [T.ObservationUID]: AS_VR.UI(uidOfUuid(mark.id)) }),
  };
}
