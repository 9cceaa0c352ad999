import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../dicomJson';
import {
  codeItem,
  containerItem,
  imageItem,
  numberItem,
  spatialItem,
  textItem,
} from './contentItem';
import { contentTree, walk } from './contentTree';
import { C } from './codes';
import { AS_VR, sequence } from './elements';
import { readKeyObjects } from './readKeyObjects';
import { readMeasurementReport } from './readMeasurementReport';
import { readPresentationState } from './readPresentationState';
import { T } from './tags';

const contains = { relationship: 'CONTAINS' as const, concept: C.comment };
const root = (...children: DicomJson[]): DicomJson =>
  containerItem({ relationship: null, concept: C.imagingMeasurementReport, children });
const image = {
  [T.ReferencedSOPInstanceUID]: AS_VR.UI('1.2.3'),
  [T.ReferencedSOPClassUID]: AS_VR.UI('1.2'),
};

describe('a report made to harm', () => {
  it('of ten thousand levels is cut off and says so', () => {
    let item = textItem(contains, 'the deepest');
    for (let level = 0; level < 10_000; level += 1)
      item = containerItem({ ...contains, children: [item] });
    const { omitted, root: tree } = contentTree(root(item));
    expect(omitted).toBe(1);
    expect([...walk(tree)].length).toBeLessThan(50);
    expect(readMeasurementReport(root(item)).unmapped).toEqual([
      { path: '1', what: '1 items beyond the limit' },
    ]);
  });

  it('of a hundred thousand items is read in part, and what was left out is counted', () => {
    const items = Array.from({ length: 100_000 }, () => textItem(contains, 'x'));
    const { omitted, root: tree } = contentTree({
      ...root(),
      [T.ContentSequence]: { vr: 'SQ', Value: items },
    });
    expect([...walk(tree)].length + omitted).toBe(100_001);
    expect(omitted).toBeGreaterThan(70_000);
  });

  it('whose items refer to each other in a circle ends', () => {
    const refersTo = (...path: number[]): DicomJson => ({
      [T.RelationshipType]: AS_VR.CS('SELECTED FROM'),
      [T.ReferencedContentItemIdentifier]: AS_VR.UL(...path),
    });
    const circle = spatialItem({ ...contains, children: [refersTo(1, 1)] }, 'POINT', [1, 1]);
    const crossed = [
      spatialItem({ ...contains, children: [refersTo(1, 3, 1)] }, 'POINT', [1, 1]),
      spatialItem({ ...contains, children: [refersTo(1, 2, 1)] }, 'POINT', [1, 1]),
    ];
    const read = readMeasurementReport(root(circle, ...crossed));
    expect(read.groups).toEqual([]);
    expect(read.unmapped.map(({ path }) => path)).toEqual(['1.1', '1.2', '1.3']);
  });

  it('may point at an image by reference, which is followed once', () => {
    const library = imageItem({ relationship: 'CONTAINS', concept: null }, image);
    const pointer = {
      [T.RelationshipType]: AS_VR.CS('SELECTED FROM'),
      [T.ReferencedContentItemIdentifier]: AS_VR.UL(1, 1),
    };
    const point = spatialItem({ ...contains, children: [pointer] }, 'POINT', [10, 20]);
    expect(readMeasurementReport(root(library, point)).groups).toMatchObject([
      { figures: [{ sopInstanceUid: '1.2.3', points: [[9.5, 19.5]] }] },
    ]);
  });

  it('with a text of megabytes keeps its beginning', () => {
    const [, node] = [...walk(contentTree(root(textItem(contains, '字'.repeat(3_000_000)))).root)];
    expect(node?.text?.length).toBe(20_001);
  });

  it('with script in its words has words', () => {
    const script = '<img src=x onerror=alert(1)>';
    const [, node] = [...walk(contentTree(root(textItem(contains, script))).root)];
    expect(node?.text).toBe(script);
  });

  it('with coordinates that are none names the figure instead of drawing it', () => {
    const figure = (data: readonly (number | string)[]): DicomJson => ({
      ...spatialItem(
        {
          ...contains,
          children: [imageItem({ relationship: 'SELECTED FROM', concept: null }, image)],
        },
        'POLYLINE',
        [],
      ),
      [T.GraphicData]: { vr: 'FL', Value: [...data] },
    });
    const read = readMeasurementReport(root(figure([1, 2, 3]), figure(['x', 2]), figure([])));
    expect(read.unmapped.map(({ what }) => what)).toEqual(['POLYLINE', 'POLYLINE', 'POLYLINE']);
  });

  it('with a number that is none has no number', () => {
    const item: DicomJson = {
      ...numberItem(contains, 1, C.mm, C.measurementFailure),
      [T.MeasuredValueSequence]: sequence({ [T.NumericValue]: AS_VR.DS('NaN') }),
    };
    expect(readMeasurementReport(root(item)).groups[0]?.numbers).toMatchObject([{ value: null }]);
  });
});

describe('a presentation state made to harm', () => {
  const state = (object: DicomJson): DicomJson => ({
    [T.GraphicAnnotationSequence]: sequence({
      [T.GraphicLayer]: AS_VR.CS('L'),
      [T.GraphicObjectSequence]: sequence(object),
    }),
  });
  it.each([
    [
      'an unknown figure',
      { [T.GraphicType]: AS_VR.CS('SPIRAL'), [T.GraphicData]: AS_VR.FL(1, 1, 2, 2) },
    ],
    [
      'a line of one point',
      { [T.GraphicType]: AS_VR.CS('POLYLINE'), [T.GraphicData]: AS_VR.FL(1, 1) },
    ],
    [
      'an ellipse of three',
      { [T.GraphicType]: AS_VR.CS('ELLIPSE'), [T.GraphicData]: AS_VR.FL(1, 1, 2, 2, 3, 3) },
    ],
    ['no data at all', {}],
  ])('with %s names it', (_, object) => {
    const read = readPresentationState(state(object));
    expect([read.figures.length, read.unmapped.length]).toEqual([0, 1]);
  });

  it('of a million figures draws some and names the rest', () => {
    const object = {
      [T.GraphicType]: AS_VR.CS('POINT'),
      [T.GraphicData]: AS_VR.FL(1, 1),
      [T.GraphicAnnotationUnits]: AS_VR.CS('PIXEL'),
    };
    const many = {
      [T.GraphicAnnotationSequence]: sequence({
        [T.GraphicObjectSequence]: sequence(...Array.from({ length: 20_000 }, () => object)),
      }),
    };
    const read = readPresentationState(many);
    expect([read.figures.length, read.unmapped.length]).toEqual([5000, 15_000]);
  });
});

describe('anything at all in place of a document', () => {
  const value: fc.Arbitrary<unknown> = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constant(null),
    fc.object(),
  );
  const anyTag = fc.constantFrom(...Object.values(T));
  const anything = fc.dictionary(
    anyTag,
    fc.record({
      vr: fc.constantFrom('SQ', 'CS', 'FL', 'UT'),
      Value: fc.array(value, { maxLength: 5 }),
    }),
  ) as fc.Arbitrary<DicomJson>;
  const nested = anything.chain((inner) =>
    anything.map((outer): DicomJson => ({
      ...outer,
      [T.ContentSequence]: { vr: 'SQ', Value: [inner, 7, null, 'x'] },
      [T.GraphicAnnotationSequence]: {
        vr: 'SQ',
        Value: [inner, { ...inner, [T.GraphicObjectSequence]: { vr: 'SQ', Value: [inner] } }],
      },
    })),
  );
  it('is read without an exception', () => {
    fc.assert(
      fc.property(nested, (document) => {
        readMeasurementReport(document);
        readPresentationState(document);
        readKeyObjects(document);
      }),
    );
  });

  it('is no code either', () => {
    expect(codeItem(contains, C.person)[T.ConceptCodeSequence]).toBeDefined();
    expect(contentTree({}).root).toMatchObject({ valueType: '', children: [] });
  });
});
