import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../dicomJson';
import { readSegmentation, segmentFrameOf } from './readSegmentation';
import { coverageOf, pixelsOf } from './segmentSamples';
import { S } from './tags';
import { bytesOf, laidOver } from './testing/assembled';
import { madeSegmentation, madeStack, type MadeSegmentation } from './testing/madeObjects';

const square = (from: number, to: number) => (_: number, x: number, y: number) =>
  x >= from && x < to && y >= from && y < to ? 1 : 0;
const one = (more: Partial<MadeSegmentation> = {}): MadeSegmentation => ({
  uid: '2.25.9',
  segments: [{ number: 1, label: '结节', covers: square(2, 6) }],
  ...more,
});
const stack = madeStack({ count: 4 });
const overlay = (json: DicomJson, images = stack) => {
  const result = laidOver(json, images);
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

describe('samples of a segmentation', () => {
  it('are read bit by bit across the ends of frames, whatever their size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.boolean()),
        (rows, columns, bits) => {
          const images = madeStack({ count: 3, rows, columns });
          const wanted = images.map(() =>
            Array.from({ length: rows * columns }, () => (bits.next().value === true ? 255 : 0)),
          );
          const json = madeSegmentation(images, {
            uid: '2.25.9',
            hasFrame: () => true,
            segments: [
              {
                number: 1,
                label: 'a',
                covers: (index, x, y) => wanted[index]?.[y * columns + x] ?? 0,
              },
            ],
          });
          const read = readSegmentation(json);
          if (!read.ok) throw new Error(read.error.reason);
          wanted.forEach((frame, index) => {
            expect([...coverageOf(read.value, bytesOf(json), index, 1)]).toEqual(frame);
            expect(pixelsOf(read.value, bytesOf(json), index, 1)).toBe(
              frame.filter((value) => value > 0).length,
            );
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of fractions are measured by the value that means all', () => {
    const json = madeSegmentation(
      stack,
      one({
        type: 'FRACTIONAL',
        maximum: 100,
        segments: [{ number: 1, label: 'a', covers: (_, x) => (x === 0 ? 1 : x === 1 ? 0.5 : 0) }],
      }),
    );
    const read = readSegmentation(json);
    if (!read.ok) throw new Error(read.error.reason);
    expect([...coverageOf(read.value, bytesOf(json), 0, 1)].slice(0, 3)).toEqual([255, 128, 0]);
  });

  it('of a label map belong to the segment they name', () => {
    const json = madeSegmentation(stack, {
      uid: '2.25.9',
      type: 'LABELMAP',
      segments: [
        { number: 3, label: 'a', covers: square(0, 2) },
        { number: 7, label: 'b', covers: square(4, 7) },
      ],
    });
    expect(overlay(json).parts.map(({ number, volumeMl }) => [number, volumeMl])).toEqual([
      [3, (4 * 4 * 0.5) / 1000],
      [7, (9 * 4 * 0.5) / 1000],
    ]);
  });

  it.each([
    ['too short', { '7FE00010': { vr: 'OB', InlineBinary: 'AAAA' } }, 'pixelsTruncated'],
    ['fewer than announced', { [S.NumberOfFrames]: { vr: 'IS', Value: [5] } }, 'frameCount'],
    ['of no segment', { [S.SegmentSequence]: { vr: 'SQ' } }, 'noParts'],
    ['of an unknown type', { [S.SegmentationType]: { vr: 'CS', Value: ['X'] } }, 'unknownType'],
    ['without groups', { [S.PerFrameFunctionalGroupsSequence]: { vr: 'SQ' } }, 'noGroups'],
    ['of no bits', { [S.BitsAllocated]: { vr: 'US', Value: [3] } }, 'badSize'],
    ['without rows', { [S.Rows]: { vr: 'US', Value: [0] } }, 'badSize'],
  ])('%s are refused with the reason', (_, more, reason) => {
    const result = laidOver(madeSegmentation(stack, one({ more })), stack);
    expect(result).toMatchObject({ ok: false, error: { reason } });
  });
});

describe('frames of a segmentation', () => {
  it('lie on the picture they name, and their pixels on its pixels', () => {
    const { at } = overlay(madeSegmentation(stack, one({ hasFrame: (index) => index > 1 })));
    expect([...at]).toMatchObject([
      [2, [{ frame: 0, part: 1, toPicture: [1, 0, 0, 1, 0, 0] }]],
      [3, [{ frame: 1, part: 1, toPicture: [1, 0, 0, 1, 0, 0] }]],
    ]);
  });

  it('without a name lie on the picture in their plane, and on no neighbour', () => {
    const json = madeSegmentation(stack, one({ isUnnamed: true }));
    expect([...overlay(json).at.keys()]).toEqual([0, 1, 2, 3]);
    const between = madeStack({ count: 3 }).map((image, index) => ({
      ...image,
      [S.ImagePositionPatient]: { vr: 'DS', Value: [-20, 10, index * 2 + 1] },
    }));
    expect(laidOver(json, between)).toEqual({ ok: false, error: { reason: 'nothingPlaced' } });
  });

  it('of another grid are carried over by their place', () => {
    const coarse = madeStack({ count: 4, rows: 6, columns: 5, pixelMm: 1 });
    const { at } = overlay(madeSegmentation(coarse, one()), stack);
    // the middle of a coarse pixel is where its place says, twice as many fine pixels from the origin
    expect(at.get(0)).toMatchObject([{ toPicture: [2, 0, 0, 2, 0, 0] }]);
  });

  it('on pictures that are not here are counted, not drawn elsewhere', () => {
    const { at, parts } = overlay(madeSegmentation(stack, one()), stack.slice(0, 2));
    expect([...at.keys()]).toEqual([0, 1]);
    expect(parts).toMatchObject([{ missing: 2, pictureCount: 2 }]);
  });

  it('that name one picture and lie on another are not drawn', () => {
    const json = madeSegmentation(stack, one());
    const moved = stack.map((image, index) => ({
      ...image,
      [S.ImagePositionPatient]: { vr: 'DS', Value: [-20, 10, index === 0 ? -5 : index * 2] },
    }));
    const { at, parts } = overlay(json, moved);
    expect([...at.keys()].length).toBe(3);
    expect(parts).toMatchObject([{ contradictory: 1 }]);
  });

  it('that are empty make no picture hold the segment', () => {
    const covers = (index: number, x: number) => (index === 2 && x < 3 ? 1 : 0);
    const json = madeSegmentation(
      stack,
      one({ segments: [{ number: 1, label: 'a', covers }], hasFrame: () => true }),
    );
    expect(overlay(json).parts).toMatchObject([{ firstIndex: 2, pictureCount: 1 }]);
  });

  it('keep the sources and the place the file gives them', () => {
    const read = readSegmentation(madeSegmentation(stack, one()));
    if (!read.ok) throw new Error(read.error.reason);
    expect(segmentFrameOf(read.value, 1)).toMatchObject({
      part: 1,
      plane: { origin: [-20, 10, 2], spacing: { row: 0.5, column: 0.5 } },
      sources: [{ sopInstanceUid: '2.25.20.2', frame: null }],
    });
  });
});

describe('the volume of a segment', () => {
  const volume = (made: Partial<MadeSegmentation>, images = stack) =>
    overlay(madeSegmentation(images, one(made)), images).parts[0]?.volumeMl;

  it('is pixels times spacing', () => {
    // 4 slices of 16 pixels, each 0.5 mm x 0.5 mm x 2 mm
    expect(volume({})).toBeCloseTo((4 * 16 * 0.5 * 0.5 * 2) / 1000, 9);
  });

  it('counts fractions as fractions', () => {
    const covers = (_: number, x: number, y: number) => square(2, 6)(0, x, y) / 2;
    const segments = [{ number: 1, label: 'a', covers }];
    expect(volume({ type: 'FRACTIONAL', segments })).toBeCloseTo((4 * 8 * 0.5) / 1000, 3);
  });

  it('is unknown when a fraction says how likely it is', () => {
    const more = { [S.SegmentationFractionalType]: { vr: 'CS', Value: ['PROBABILITY'] } };
    expect(volume({ type: 'FRACTIONAL', more })).toBeNull();
  });

  it('is unknown when the distance of slices is', () => {
    const uneven = [0, 2, 7, 9].map((z, index) => ({
      ...stack[index],
      [S.ImagePositionPatient]: { vr: 'DS', Value: [-20, 10, z] },
    })) as DicomJson[];
    expect(volume({}, uneven)).toBeNull();
    expect(volume({}, stack.slice(0, 1))).toBeNull();
  });

  it('is unknown when the stated distance does not fit the frames', () => {
    expect(volume({ spacingMm: 2 })).not.toBeNull();
    expect(volume({ spacingMm: 1.5 })).toBeNull();
  });
});
