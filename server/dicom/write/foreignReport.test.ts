import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../shared/domain/imaging/annotations/asMeasurement';
import {
  placeFigure,
  type PlacedFrame,
} from '../../../shared/domain/imaging/annotations/placeFigure';
import {
  readMeasurementReport,
  type ReadReport,
} from '../../../shared/domain/imaging/annotations/readMeasurementReport';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';

/** The library most web viewers write their reports with; only its result is looked at. */
type Maker = new (
  args: object,
  options?: object,
) => { contentItem(sources: object[], options: object): object };
type Library = {
  readonly utilities: {
    readonly TID300: Readonly<Record<string, new (args: object) => object>>;
    readonly TID1500: {
      readonly TID1500MeasurementReport: Maker;
      readonly TID1501MeasurementGroup: new (tools: object[]) => object;
    };
  };
  readonly data: {
    readonly DicomMetaDictionary: { denaturalizeDataset(dataset: object): DicomJson };
  };
};
const { utilities, data } = createRequire(import.meta.url)('dcmjs') as Library;
const { TID300, TID1500 } = utilities;

const SOP = '1.2.3.4';
const REFERENCE = {
  ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
  ReferencedSOPInstanceUID: SOP,
  ReferencedFrameNumber: 1,
};
const at = (x: number, y: number, z?: number) => ({ x, y, ...(z !== undefined && { z }) });

/** A report with one group as those viewers write it. */
function reportOf(tool: string, args: object): ReadReport {
  const Tool = TID300[tool];
  if (!Tool) throw new Error(`the library has no ${tool}`);
  const item = new Tool({
    trackingIdentifierTextValue: `Cornerstone3DTools@^0.1.0:${tool}`,
    findingSites: [],
    ReferencedSOPSequence: REFERENCE,
    ...args,
  });
  const group = new TID1500.TID1501MeasurementGroup([item]);
  const report = new TID1500.TID1500MeasurementReport({ TID1501MeasurementGroups: [group] }, {});
  const source = { SOPInstanceUID: SOP, StudyInstanceUID: '1.2', SeriesInstanceUID: '1.2.3' };
  const dataset = report.contentItem([source], {
    PersonName: 'Someone^Else',
    sopInstanceUIDsToSeriesInstanceUIDMap: { [SOP]: '1.2.3' },
  });
  return readMeasurementReport(
    JSON.parse(JSON.stringify(data.DicomMetaDictionary.denaturalizeDataset(dataset))) as DicomJson,
  );
}

/** Its corner stands where our centre of a pixel is half a pixel less. */
const ours = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y]) => [x - 0.5, y - 0.5]);
const shapesOf = ({ groups }: ReadReport) =>
  groups.map(({ figures, numbers }) => shapeOf({ figures, numbers }));

describe('reports of other viewers', () => {
  it('a length is a length, with the number its author read', () => {
    const read = reportOf('Length', {
      point1: at(10, 20),
      point2: at(40, 60),
      distance: 35.1,
      unit: 'mm',
    });
    expect(shapesOf(read)).toEqual([
      {
        kind: 'length',
        points: ours([
          [10, 20],
          [40, 60],
        ]),
      },
    ]);
    expect(read.author).toBe('Someone Else');
    expect(read.groups[0]?.numbers).toMatchObject([{ value: 35.1, unit: { value: 'mm' } }]);
    expect(read.unmapped).toEqual([]);
  });

  it('two axes are the long one first', () => {
    const read = reportOf('Bidirectional', {
      longAxis: { point1: at(10, 10), point2: at(60, 10) },
      shortAxis: { point1: at(30, 0), point2: at(30, 20) },
      longAxisLength: 35,
      shortAxisLength: 14,
    });
    expect(shapesOf(read)).toEqual([
      {
        kind: 'bidirectional',
        points: ours([
          [10, 10],
          [60, 10],
          [30, 0],
          [30, 20],
        ]),
      },
    ]);
  });

  it('an ellipse, whichever axis comes first, has its ends bottom, top, left, right', () => {
    const points = [at(10, 50), at(90, 50), at(50, 30), at(50, 70)];
    const read = reportOf('Ellipse', {
      points,
      area: 100,
      mean: 40,
      stdDev: 3,
      max: 60,
      min: 10,
      modalityUnit: 'HU',
    });
    expect(shapesOf(read)).toEqual([
      {
        kind: 'ellipseRoi',
        points: ours([
          [50, 70],
          [50, 30],
          [10, 50],
          [90, 50],
        ]),
      },
    ]);
  });

  it('a closed line with four right angles is a rectangle, with others a region', () => {
    const rectangle = [at(10, 10), at(50, 10), at(50, 40), at(10, 40), at(10, 10)];
    expect(shapesOf(reportOf('Polyline', { points: rectangle, area: 100 }))).toEqual([
      {
        kind: 'rectangleRoi',
        points: ours([
          [10, 10],
          [50, 10],
          [10, 40],
          [50, 40],
        ]),
      },
    ]);
    const outline = [at(10, 10), at(50, 12), at(40, 40), at(12, 35), at(10, 10)];
    expect(shapesOf(reportOf('Polyline', { points: outline, area: 100 }))).toMatchObject([
      { kind: 'freehandRoi', points: { length: 4 } },
    ]);
  });

  it('an angle of three and a Cobb angle of four points are told apart', () => {
    const meeting = {
      point1: at(0, 0),
      point2: at(10, 0),
      point3: at(10, 0),
      point4: at(10, 10),
      rAngle: 90,
    };
    expect(shapesOf(reportOf('CobbAngle', meeting))).toEqual([
      {
        kind: 'angle',
        points: ours([
          [0, 0],
          [10, 0],
          [10, 10],
        ]),
      },
    ]);
    const apart = { ...meeting, point3: at(5, 20), point4: at(25, 30) };
    expect(shapesOf(reportOf('CobbAngle', apart))).toMatchObject([{ kind: 'cobb' }]);
  });

  it('a point is a probe', () => {
    expect(shapesOf(reportOf('Point', { points: [at(12, 34)] }))).toEqual([
      { kind: 'probe', points: ours([[12, 34]]) },
    ]);
  });

  it('an open curve has no measurement like it, but keeps its figure', () => {
    const points = [at(10, 10), at(20, 15), at(35, 12), at(50, 30), at(70, 20)];
    const read = reportOf('Polyline', { points, area: 100 });
    expect(shapesOf(read)).toEqual([null]);
    expect(read.groups[0]?.figures[0]?.points).toHaveLength(5);
  });

  it('a figure in space finds the image it lies on, or is left to be named', () => {
    const read = reportOf('Length', {
      point1: at(-10, 5, 30),
      point2: at(20, 5, 30),
      distance: 30,
      use3DSpatialCoordinates: true,
      ReferencedFrameOfReferenceUID: '1.2.9',
    });
    const [figure] = read.groups[0]?.spaceFigures ?? [];
    if (!figure) throw new Error('no figure in space');
    const frame = (z: number, sopInstanceUid: string): PlacedFrame => ({
      sopInstanceUid,
      frameNumber: 1,
      frameOfReferenceUid: '1.2.9',
      plane: {
        origin: [-100, -100, z],
        right: [1, 0, 0],
        down: [0, 1, 0],
        spacing: { row: 0.5, column: 0.5 },
        placed: true,
      },
    });
    expect(
      placeFigure(figure, [frame(25, 'below'), frame(30.1, 'here'), frame(35, 'above')]),
    ).toMatchObject({
      sopInstanceUid: 'here',
      points: [
        [180, 210],
        [240, 210],
      ],
    });
    expect(placeFigure(figure, [frame(25, 'below')])).toBeNull();
  });
});
