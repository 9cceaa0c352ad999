import { uidOfUuid } from '../../../lib/uid';
import type { DicomJson } from '../dicomJson';
import type { Measurement, MeasurementValue } from '../measurement';
import type { Annotation, Code } from './annotationSet';
import { C } from './codes';
import {
  codeItem,
  containerItem,
  imageItem,
  numberItem,
  personItem,
  spatialItem,
  textItem,
  uidItem,
  type Relationship,
} from './contentItem';
import {
  dicomTime,
  documentHead,
  evidence,
  evidenceOfImages,
  imageReference,
  studyOf,
  type DocumentContext,
} from './documentModules';
import { drawingText } from './drawingText';
import { AS_VR, personName, sequence } from './elements';
import { graphicsOf, toGraphicData, type Graphic } from './geometry';
import { quantitiesOf, type Quantity } from './quantities';
import { SOP, T } from './tags';

/** The numbers of a drawing; `null` where they cannot be had. Asked once for each and for the lines of a long and short axis. */
export type Measure = (
  measurement: Pick<Measurement, 'kind' | 'points' | 'sopInstanceUid' | 'frameNumber'>,
) => MeasurementValue | null;

type Input = {
  readonly context: DocumentContext;
  /** Drawings of one study. */
  readonly annotations: readonly Annotation[];
  readonly measure: Measure;
  /** The report this one takes the place of. */
  readonly predecessor: {
    readonly seriesInstanceUid: string;
    readonly sopInstanceUid: string;
  } | null;
};

/**
 * An author's drawings in one study as Comprehensive SR by TID 1500 (PS3.16). Each is a measurement group: regions by
 * TID 1410, lines, angles and points by TID 1501 with TID 300 measurements, arrows and texts by TID 1501 with their words as
 * evaluation. Without any, it states that there are none any more.
 */
export function measurementReport(input: Input): DicomJson {
  const { context } = input;
  const { date, time } = dicomTime(context.at);
  const { annotations } = input;
  const study = studyOf(context);
  return {
    ...documentHead(context, SOP.comprehensiveSr, {
      modality: 'SR',
      number: 9001,
      description: `Measurements ${context.author.name}`,
    }),
    [T.ReferencedPerformedProcedureStepSequence]: sequence(),
    [T.ContentDate]: AS_VR.DA(date),
    [T.ContentTime]: AS_VR.TM(time),
    [T.AuthorObserverSequence]: authorSequence(context),
    ...(input.predecessor && {
      [T.PredecessorDocumentsSequence]: evidence(study, [
        { ...input.predecessor, sopClassUid: SOP.comprehensiveSr },
      ]),
    }),
    [T.PerformedProcedureCodeSequence]: sequence(),
    ...(annotations.length > 0 && {
      [T.CurrentRequestedProcedureEvidenceSequence]: evidence(
        study,
        evidenceOfImages(
          context,
          annotations.map(({ measurement }) => measurement),
        ),
      ),
    }),
    [T.CompletionFlag]: AS_VR.CS('COMPLETE'),
    [T.VerificationFlag]: AS_VR.CS('UNVERIFIED'),
    ...content(input),
  };
}

const authorSequence = ({ author }: DocumentContext) =>
  sequence({
    '00080080':
      author.organisation === ''
        ? AS_VR.LO()
        : AS_VR.LO([...author.organisation].slice(0, 64).join('')),
    '00080082': sequence(),
    [T.ObserverType]: AS_VR.CS('PSN'),
    [T.PersonName]: personName(author.name),
    [T.PersonIdentificationCodeSequence]: sequence(),
  });

function content(input: Input): DicomJson {
  const { author } = input.context;
  const context = 'HAS OBS CONTEXT';
  const children = [
    codeItem({ relationship: 'HAS CONCEPT MOD', concept: C.language }, C.chinese),
    codeItem({ relationship: context, concept: C.observerType }, C.person),
    personItem({ relationship: context, concept: C.personObserverName }, author.name),
    ...(author.organisation === ''
      ? []
      : [
          textItem(
            { relationship: context, concept: C.personObserverOrganization },
            author.organisation,
          ),
        ]),
    codeItem({ relationship: 'HAS CONCEPT MOD', concept: C.procedureReported }, C.imagingProcedure),
    containerItem({
      relationship: 'CONTAINS',
      concept: C.imagingMeasurements,
      children: input.annotations.map((annotation, index) => group(input, annotation, index + 1)),
    }),
  ];
  return containerItem(
    { relationship: null, concept: C.imagingMeasurementReport, children },
    '1500',
  );
}

/** Names that tell the groups of one report apart, for readers that list them. */
const KIND_NAMES: Readonly<Record<Measurement['kind'], string>> = {
  length: 'Length',
  bidirectional: 'Long and short axis',
  angle: 'Angle',
  cobb: 'Cobb angle',
  ellipseRoi: 'Ellipse',
  rectangleRoi: 'Rectangle',
  freehandRoi: 'Region',
  probe: 'Point',
  arrow: 'Arrow',
  text: 'Text',
};

const REGIONS: ReadonlySet<Measurement['kind']> = new Set([
  'ellipseRoi',
  'rectangleRoi',
  'freehandRoi',
]);

function group(input: Input, annotation: Annotation, number: number): DicomJson {
  const { measurement, finding, site, createdAt, changedAt } = annotation;
  const context = 'HAS OBS CONTEXT';
  const isRegion = REGIONS.has(measurement.kind);
  const isNote = measurement.kind === 'arrow' || measurement.kind === 'text';
  const figures = graphicsOf(measurement).map(
    (graphic) => (relationship: Relationship, concept: Code | null) =>
      figure(input.context, measurement, graphic, relationship, concept),
  );
  const children = [
    textItem(
      { relationship: context, concept: C.trackingIdentifier },
      `${KIND_NAMES[measurement.kind]} ${number}`,
    ),
    uidItem({ relationship: context, concept: C.trackingUid }, uidOfUuid(measurement.id)),
    ...(finding ? [codeItem({ relationship: 'CONTAINS', concept: C.finding }, finding)] : []),
    ...(site ? [siteItem(site)] : []),
    ...(isRegion ? figures.map((make) => make('CONTAINS', C.imageRegion)) : []),
    ...(isNote ? [] : quantities(input, measurement)).map((quantity) =>
      numberOf(
        quantity,
        isRegion
          ? []
          : figures.filter((_, at) => quantity.figure === null || quantity.figure === at),
      ),
    ),
    ...words(measurement, isNote ? figures : []),
    textItem(
      { relationship: 'CONTAINS', concept: C.drawing, observedAt: dicomTime(createdAt).dateTime },
      drawingText(annotation),
    ),
  ];
  return containerItem(
    {
      relationship: 'CONTAINS',
      concept: C.measurementGroup,
      children,
      observedAt: dicomTime(changedAt).dateTime,
    },
    isRegion ? '1410' : '1501',
  );
}

/** What an arrow or a text says is what its group evaluates, so it may not be missing; `drawingText` tells ours from none. */
function words({ kind, label }: Measurement, figures: readonly MakeFigure[]): DicomJson[] {
  const text = label || (kind === 'arrow' ? 'Arrow' : '');
  if (text === '') return [];
  const children = figures.map((make) => make('INFERRED FROM', null));
  return [textItem({ relationship: 'CONTAINS', concept: C.comment, children }, text)];
}

const SIDE_CODES = { left: C.left, right: C.right, both: C.both } as const;

const siteItem = ({ code, side }: NonNullable<Annotation['site']>): DicomJson =>
  codeItem(
    {
      relationship: 'HAS CONCEPT MOD',
      concept: C.findingSite,
      children: side
        ? [codeItem({ relationship: 'HAS CONCEPT MOD', concept: C.laterality }, SIDE_CODES[side])]
        : [],
    },
    code,
  );

/** Where the numbers cannot be had the measurement is there all the same, and says so: its figures must not be lost. */
function quantities({ measure }: Input, measurement: Measurement): readonly Quantity[] {
  const value = measure(measurement);
  if (value === null) return [{ ...FAILED, concept: failedConcept(measurement.kind) }];
  const found = quantitiesOf(value, firstLineIsLonger(measure, measurement));
  return measurement.kind === 'cobb'
    ? found.map((quantity) => ({ ...quantity, concept: C.cobbAngle }))
    : found;
}

const FAILED = { value: null, unit: C.noUnit, derivation: null, scale: null, figure: null };

function failedConcept(kind: Measurement['kind']): Code {
  if (REGIONS.has(kind)) return C.area;
  if (kind === 'angle') return C.angle;
  if (kind === 'cobb') return C.cobbAngle;
  return kind === 'probe' ? C.pixelValue : C.length;
}

/** In millimetres: with unequal spacing the line with more pixels may be the shorter one. */
function firstLineIsLonger(measure: Measure, measurement: Measurement): boolean {
  if (measurement.kind !== 'bidirectional') return true;
  const [first = 0, second = 0] = [measurement.points.slice(0, 2), measurement.points.slice(2)].map(
    (points) => {
      const value = measure({ ...measurement, kind: 'length', points });
      return value?.kind === 'length' ? value.length : 0;
    },
  );
  return first >= second;
}

const METHODS = {
  patient: null,
  none: null,
  detector: C.atDetector,
  ultrasound: C.inUltrasoundRegion,
} as const;

type MakeFigure = (relationship: Relationship, concept: Code | null) => DicomJson;

function numberOf(quantity: Quantity, figures: readonly MakeFigure[]): DicomJson {
  const method = quantity.scale === null ? null : METHODS[quantity.scale];
  const modifier = 'HAS CONCEPT MOD';
  const children = [
    ...(method ? [codeItem({ relationship: modifier, concept: C.measurementMethod }, method)] : []),
    ...(quantity.derivation
      ? [codeItem({ relationship: modifier, concept: C.derivation }, quantity.derivation)]
      : []),
    ...figures.map((make) => make('INFERRED FROM', null)),
  ];
  return numberItem(
    { relationship: 'CONTAINS', concept: quantity.concept, children },
    quantity.value,
    quantity.unit,
    C.measurementFailure,
  );
}

function figure(
  context: DocumentContext,
  measurement: Measurement,
  graphic: Graphic,
  relationship: Relationship,
  concept: Code | null,
): DicomJson {
  const image = imageItem(
    { relationship: 'SELECTED FROM', concept: null },
    imageReference(context.images, measurement),
  );
  return spatialItem(
    { relationship, concept, children: [image] },
    graphic.type,
    toGraphicData(graphic.points),
  );
}
