import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEASUREMENT_KINDS, type MeasurementValue } from '../measurement';
import { annotationContentSchema, type Annotation } from './annotationSet';
import { ownAnnotation } from './asMeasurement';
import { C } from './codes';
import type { DocumentContext, Instance } from './documentModules';
import { keyObjectSelection } from './keyObjects';
import { measurementReport, type Measure } from './measurementReport';
import { presentationPlan } from './presentationPlan';
import { presentationState } from './presentationState';
import { ownKeyImages, readKeyObjects } from './readKeyObjects';
import { readMeasurementReport } from './readMeasurementReport';
import { readPresentationState } from './readPresentationState';
import { SOP } from './tags';
import {
  aContext,
  anAnnotation,
  anyAnnotations,
  anyKeyImages,
  seriesOf,
  STUDY,
} from './testing/samples';

const place = {
  studyInstanceUid: STUDY,
  seriesInstanceUidOf: seriesOf,
  factsOf: (sop: string) => aContext().images.get(sop) ?? null,
};

/** Numbers as the author's viewer gave them, so that they too must come back. */
const measureOf =
  (all: readonly Annotation[]): Measure =>
  ({ kind, points }) => {
    const found = all.find(({ measurement }) => measurement.points === points);
    const statistics = found?.pixels ? { ...found.pixels } : null;
    const unit = found?.pixels?.unit ?? null;
    const scale = 'patient' as const;
    const values: Record<string, MeasurementValue> = {
      length: { kind: 'length', length: points.length, scale },
      bidirectional: { kind: 'bidirectional', long: 12, short: 8, scale },
      angle: { kind: 'angle', degrees: 30 },
      cobb: { kind: 'angle', degrees: 30 },
      probe: { kind: 'probe', value: found?.pixels?.mean ?? null, unit, suv: null, at: [0, 0] },
    };
    return values[kind] ?? { kind: 'roi', area: 100, scale, statistics, unit, suv: null };
  };

/** As it would come over the wire. */
const wire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const readBack = (annotations: readonly Annotation[], measure = measureOf(annotations)) => {
  const report = measurementReport({
    context: aContext(),
    annotations,
    measure,
    predecessor: null,
  });
  const read = readMeasurementReport(wire(report));
  return { read, own: read.groups.map((group) => ownAnnotation(group, place)) };
};

describe('what an author drew', () => {
  it.each(MEASUREMENT_KINDS)('comes back from its report as it was: %s', (kind) => {
    fc.assert(
      fc.property(anAnnotation(kind), (annotation) => {
        expect(readBack([annotation]).own).toEqual([annotation]);
      }),
    );
  });

  it('comes back in its order, all of it, and is what the server accepts', () => {
    fc.assert(
      fc.property(anyAnnotations, (annotations) => {
        const { own, read } = readBack(annotations);
        expect(own).toEqual(annotations);
        expect(read.unmapped).toEqual([]);
        expect(annotationContentSchema.safeParse({ annotations: own, keyImages: [] }).success).toBe(
          true,
        );
      }),
    );
  });

  it('keeps its figures where the numbers could not be had', () => {
    fc.assert(
      fc.property(anyAnnotations, (annotations) => {
        const { own } = readBack(annotations, () => null);
        expect(own).toEqual(annotations.map((annotation) => ({ ...annotation, pixels: null })));
      }),
    );
  });

  it('tells its author, and what it takes the place of', () => {
    const report = measurementReport({
      context: aContext(),
      annotations: [],
      measure: () => null,
      predecessor: { seriesInstanceUid: '2.25.9001', sopInstanceUid: '2.25.7' },
    });
    expect(readMeasurementReport(wire(report))).toMatchObject({
      author: '顾言舟',
      title: 'Imaging Measurement Report',
      writtenAt: '20261124 110405.678000',
      predecessors: ['2.25.7'],
      groups: [],
    });
  });
});

/** All presentation states of a content, with the selection that points at them. */
function written(content: Parameters<typeof presentationPlan>[0], context: DocumentContext) {
  const { slots } = presentationPlan(content, context.images);
  const states = slots.map((slot, at) => {
    const sopInstanceUid = `2.25.777${at}`;
    const measure = measureOf(content.annotations);
    const json = presentationState({ context: aContext({ sopInstanceUid }), slot, measure });
    return { slot, json: wire(json), sopInstanceUid };
  });
  const presentationOf = ({ id }: { id: string | null }): Instance | null => {
    const state = states.find(({ slot }) => slot.marks.some((mark) => mark.id === id));
    return state
      ? {
          seriesInstanceUid: '2.25.9002',
          sopClassUid: SOP.grayscalePresentationState,
          sopInstanceUid: state.sopInstanceUid,
        }
      : null;
  };
  return { states, presentationOf };
}

describe('key images', () => {
  it('come back in their order with caption and look', () => {
    fc.assert(
      fc.property(anyKeyImages, anyAnnotations, (keyImages, annotations) => {
        const context = aContext();
        const { states, presentationOf } = written({ annotations, keyImages }, context);
        const json = keyObjectSelection({
          context,
          title: C.ofInterest,
          marks: keyImages,
          presentationOf,
        });
        const presentations = new Map(
          states.map(({ json: state }) => {
            const read = readPresentationState(state);
            return [read.sopInstanceUid, read];
          }),
        );
        const selection = readKeyObjects(wire(json));
        expect(ownKeyImages(selection, presentations, place)).toEqual(keyImages);
      }),
    );
  });
});

describe('drawings in a presentation state', () => {
  it('lie where they were drawn, on the frames they belong to', () => {
    fc.assert(
      fc.property(anyAnnotations, (annotations) => {
        const { states } = written({ annotations, keyImages: [] }, aContext());
        const reads = states.map(({ json }) => readPresentationState(json));
        expect(reads.flatMap(({ unmapped }) => unmapped)).toEqual([]);
        const figures = reads.flatMap((read) => read.figures);
        for (const { measurement } of annotations) {
          if (measurement.kind !== 'length') continue;
          const on = [
            {
              sopInstanceUid: measurement.sopInstanceUid,
              frames: measurement.sopInstanceUid.endsWith('.10') ? [measurement.frameNumber] : [],
            },
          ];
          expect(figures).toContainEqual(
            expect.objectContaining({ on, type: 'POLYLINE', points: measurement.points }),
          );
        }
      }),
    );
  });

  it('carry the author’s words and numbers beside them', () => {
    const [annotation] = fc.sample(anAnnotation('length'), { numRuns: 1, seed: 7 });
    if (!annotation) throw new Error('no sample');
    const labelled = {
      ...annotation,
      visible: true,
      measurement: {
        ...annotation.measurement,
        label: '结节<b>',
        points: annotation.measurement.points,
      },
    };
    const { states } = written({ annotations: [labelled], keyImages: [] }, aContext());
    const texts = states.flatMap(({ json }) => readPresentationState(json).texts);
    expect(texts.map(({ text }) => text)).toEqual(['结节<b>\r\n2 mm']);
  });
});
