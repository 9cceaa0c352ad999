import type { DicomJson } from '../dicomJson';
import type { PixelPoint } from '../vector';
import { numberAt, numbersAt } from './elements';
import type { Unmapped } from './readMeasurementReport';
import { T } from './tags';

/** The part of the picture a state lets through; everything outside is to be dark. Points as ours. */
export type Shutter =
  | { readonly shape: 'polygon'; readonly points: readonly PixelPoint[] }
  | { readonly shape: 'circle'; readonly centre: PixelPoint; readonly radius: number };

const LEFT = '00181602';
const RIGHT = '00181604';
const UPPER = '00181606';
const LOWER = '00181608';
const CENTRE = '00181610';
const RADIUS = '00181612';
const VERTICES = '00181620';

/** Display shutters (PS3.3 C.7.6.11); rows and columns count from 1, rows first. */
export function readShutters(document: DicomJson, unmapped: Unmapped[]): readonly Shutter[] {
  const shapes = (document[T.ShutterShape]?.Value ?? []).map(String);
  return shapes.flatMap((shape): Shutter[] => {
    const read = SHAPES[shape]?.(document) ?? null;
    if (read === null) unmapped.push({ path: T.ShutterShape, what: `shutter ${shape}` });
    return read === null ? [] : [read];
  });
}

const SHAPES: Readonly<Record<string, (document: DicomJson) => Shutter | null>> = {
  RECTANGULAR: (document) => {
    const [left, right, upper, lower] = [LEFT, RIGHT, UPPER, LOWER].map((tag) =>
      numberAt(document, tag),
    );
    if (left == null || right == null || upper == null || lower == null) return null;
    return {
      shape: 'polygon',
      points: [
        [left - 1, upper - 1],
        [right - 1, upper - 1],
        [right - 1, lower - 1],
        [left - 1, lower - 1],
      ],
    };
  },
  CIRCULAR: (document) => {
    const [row, column] = numbersAt(document, CENTRE);
    const radius = numberAt(document, RADIUS);
    return row === undefined || column === undefined || radius === null
      ? null
      : { shape: 'circle', centre: [column - 1, row - 1], radius };
  },
  POLYGONAL: (document) => {
    const data = numbersAt(document, VERTICES);
    if (data.length < 6 || data.length % 2 !== 0) return null;
    return {
      shape: 'polygon',
      points: Array.from({ length: data.length / 2 }, (_, at): PixelPoint => [
        (data[at * 2 + 1] ?? 1) - 1,
        (data[at * 2] ?? 1) - 1,
      ]),
    };
  },
};
