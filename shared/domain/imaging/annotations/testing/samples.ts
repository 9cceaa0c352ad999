import fc from 'fast-check';
import { MEASUREMENT_KINDS, MEASUREMENT_POINTS, type MeasurementKind } from '../../measurement';
import type { DicomJson } from '../../dicomJson';
import { decimalString } from '../contentItem';
import type { Annotation, Code, KeyImageMark } from '../annotationSet';
import type { DocumentContext, ImageFacts } from '../documentModules';
import { snapped } from '../annotationSet';

export const STUDY = '1.2.840.99999.1';
export const SERIES = '1.2.840.99999.1.1';
export const COLOUR_SERIES = '1.2.840.99999.1.2';
/** Ten images of a CT series; the last has three frames and one is colour. */
export const IMAGES = Array.from({ length: 10 }, (_, at) => `1.2.840.99999.1.1.${at + 1}`);
const MULTI = IMAGES[9] ?? '';
const COLOUR = IMAGES[8] ?? '';

const facts = (sop: string): ImageFacts => ({
  sopClassUid: sop === COLOUR ? '1.2.840.10008.5.1.4.1.1.7' : '1.2.840.10008.5.1.4.1.1.2',
  seriesInstanceUid: sop === COLOUR ? COLOUR_SERIES : SERIES,
  frames: sop === MULTI ? 3 : 1,
  rows: 512,
  columns: 512,
  isColour: sop === COLOUR,
  isInverse: false,
  spacing: { row: 0.7, column: 0.7 },
  spacingIsMm: true,
  modality:
    sop === COLOUR
      ? {}
      : {
          '00281052': { vr: 'DS', Value: [-1024] },
          '00281053': { vr: 'DS', Value: [1] },
          '00281054': { vr: 'LO', Value: ['HU'] },
        },
});

export const REFERENCE: DicomJson = {
  '00080020': { vr: 'DA', Value: ['20261124'] },
  '00080030': { vr: 'TM', Value: ['101112'] },
  '00080050': { vr: 'SH' },
  '00081030': { vr: 'LO', Value: ['胸部CT平扫'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Wang^Fang', Ideographic: '王^芳' }] },
  '00100020': { vr: 'LO', Value: ['P0001'] },
  '00100030': { vr: 'DA', Value: ['19640302'] },
  '00100040': { vr: 'CS', Value: ['F'] },
  '0020000D': { vr: 'UI', Value: [STUDY] },
};

export const aContext = (patch: Partial<DocumentContext> = {}): DocumentContext => ({
  reference: REFERENCE,
  images: new Map(IMAGES.map((sop) => [sop, facts(sop)])),
  author: { name: '顾言舟', organisation: '省远程医学中心' },
  at: '2026-11-24T03:04:05.678Z',
  seriesInstanceUid: '2.25.9001',
  sopInstanceUid: '2.25.90010001',
  instanceNumber: 1,
  softwareVersion: '0.1.0',
  ...patch,
});

export const seriesOf = (sop: string): string => (sop === COLOUR ? COLOUR_SERIES : SERIES);

const instant = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((ms) => new Date(ms).toISOString());
const point = fc.tuple(
  fc.double({ min: -20, max: 600, noNaN: true }),
  fc.double({ min: -20, max: 600, noNaN: true }),
);
const words = fc
  .string({
    unit: fc.constantFrom(
      '右',
      '肺',
      '結',
      'A',
      'b',
      '7',
      ' ',
      '<',
      '&',
      '"',
      '\\',
      '^',
      '=',
      '；',
      '𠮷',
    ),
    maxLength: 30,
  })
  .map((text) => text.trim());
const code: fc.Arbitrary<Code> = fc.constantFrom(
  { value: '27925004', scheme: 'SCT', meaning: 'Nodule' },
  { value: '4147007', scheme: 'SCT', meaning: 'Mass' },
);
const pixels = fc.record({
  count: fc.integer({ min: 1, max: 100_000 }),
  // JSON has no -0
  mean: fc.double({ min: -1000, max: 3000, noNaN: true }).map((value) => value + 0),
  deviation: fc.double({ min: 0, max: 500, noNaN: true }),
  min: fc.integer({ min: -1024, max: 0 }),
  max: fc.integer({ min: 1, max: 3000 }),
  unit: fc.constantFrom('HU', null, 'BQML', '自定单位'),
});

/** Any drawing of one kind. Labels are free but one line; a text has one. */
export const anAnnotation = (kind: MeasurementKind): fc.Arbitrary<Annotation> => {
  const [fewest, most] = MEASUREMENT_POINTS[kind];
  const region = kind.endsWith('Roi');
  return fc
    .record({
      id: fc.uuid(),
      sop: fc.constantFrom(...IMAGES),
      frame: fc.integer({ min: 1, max: 3 }),
      points: fc.array(point, { minLength: fewest, maxLength: Math.min(most, 40) }),
      label: words,
      textAt: fc.option(point),
      finding: fc.option(code),
      site: fc.option(
        fc.record({ code, side: fc.option(fc.constantFrom('left', 'right', 'both')) }),
      ),
      visible: fc.boolean(),
      pixels: fc.option(pixels),
      createdAt: instant,
      changedAt: instant,
    })
    .map(({ id, sop, frame, points, label, textAt, pixels: values, ...rest }): Annotation => {
      const kept = label === '' && kind === 'text' ? '注' : label;
      const only = values && {
        ...values,
        count: 1,
        deviation: 0,
        min: values.mean,
        max: values.mean,
      };
      return {
        studyInstanceUid: STUDY,
        seriesInstanceUid: seriesOf(sop),
        measurement: snapped({
          id,
          kind,
          sopInstanceUid: sop,
          frameNumber: sop === MULTI ? frame : 1,
          points,
          ...(kept !== '' && { label: kept }),
          ...(textAt && { textAt }),
        }),
        pixels: region ? values : kind === 'probe' ? only : null,
        ...rest,
      };
    });
};

export const anyAnnotations = fc
  .array(fc.constantFrom(...MEASUREMENT_KINDS).chain(anAnnotation), { maxLength: 12 })
  .map((list) => [...new Map(list.map((entry) => [entry.measurement.id, entry])).values()]);

const exact = (value: number): number => Number(decimalString(value));

export const aKeyImage: fc.Arbitrary<KeyImageMark> = fc
  .record({
    id: fc.uuid(),
    sop: fc.constantFrom(...IMAGES),
    frame: fc.integer({ min: 1, max: 3 }),
    caption: words,
    window: fc.option(
      fc.record({
        centre: fc.double({ min: -2000, max: 4000, noNaN: true }).map((value) => exact(value) + 0),
        width: fc.double({ min: 1, max: 8000, noNaN: true }).map(exact),
      }),
    ),
    rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
    flipped: fc.boolean(),
    inverted: fc.boolean(),
    area: fc.option(
      fc.record({
        left: fc.integer({ min: -50, max: 200 }),
        top: fc.integer({ min: -50, max: 200 }),
        width: fc.integer({ min: 0, max: 600 }),
        height: fc.integer({ min: 0, max: 600 }),
      }),
    ),
    withDrawings: fc.boolean(),
    changedAt: instant,
  })
  .map(({ sop, frame, area, window, inverted, ...rest }) => ({
    studyInstanceUid: STUDY,
    seriesInstanceUid: seriesOf(sop),
    sopInstanceUid: sop,
    frameNumber: sop === MULTI ? frame : 1,
    // a colour presentation state knows neither window nor polarity
    window: sop === COLOUR ? null : window,
    inverted: sop === COLOUR ? false : inverted,
    area: area && {
      left: area.left,
      top: area.top,
      right: area.left + area.width,
      bottom: area.top + area.height,
    },
    ...rest,
  }));

export const anyKeyImages = fc.uniqueArray(aKeyImage, { maxLength: 12, selector: ({ id }) => id });
