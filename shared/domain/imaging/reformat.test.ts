import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationOf } from './calibration';
import type { DicomJson } from './dicomJson';
import { lossyRatioOf, type DisplaySet } from './displaySet';
import { imagePlaneOf } from './imagePlane';
import { frameOfReferenceOf, planesOf } from './linking';
import { measure } from './measure';
import { paddingOf } from './padding';
import { pixelUnitOf } from './pixelUnit';
import { normalOf } from './planeRelations';
import {
  blockBytes,
  blockGridOf,
  cutAt,
  cutsOf,
  halved,
  isReformatted,
  planeWith,
  reformattedSet,
  STANDARD_VIEWS,
  turnOthers,
  viewOf,
} from './reformat';
import { ORIENTATIONS } from './reslice';
import { dot } from './vector';
import { fileVoiOf, rescaleOf } from './voi';
import { voxelToWorld } from './volume';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });

function stack(count: number, change: (i: number) => DicomJson = () => ({})): DisplaySet {
  return {
    id: 's/stack',
    studyInstanceUid: '1',
    seriesInstanceUid: 's',
    kind: 'image',
    modality: 'CT',
    seriesNumber: 3,
    description: 'Thorax',
    frameRate: 12,
    frames: Array.from({ length: count }, (_, i) => ({
      sopInstanceUid: `1.2.${i}`,
      frame: 1,
      instance: {
        '00080018': element(`1.2.${i}`),
        '00080060': element('CT'),
        '00100010': element({ Alphabetic: 'A' }),
        '00200032': element(-100, -100, i * 2),
        '00200037': element(1, 0, 0, 0, 1, 0),
        '00200052': element('9.9'),
        '00280002': element(1),
        '00280004': element('MONOCHROME2'),
        '00280010': element(200),
        '00280011': element(200),
        '00280030': element(1, 1),
        '00280103': element(0),
        '00280120': element(0),
        '00281050': element(40),
        '00281051': element(400),
        '00281052': element(-1024),
        '00281053': element(1),
        '00282110': element('01'),
        '00282112': element(8),
        '60003000': element(0),
        ...change(i),
      },
    })),
  };
}
const gridOf = (set: DisplaySet) => {
  const grid = blockGridOf(set);
  if (!grid.ok) throw new Error(grid.error.code);
  return grid.value;
};

describe('a block for reformatting', () => {
  it.each([
    ['tooFew', stack(3)],
    ['unevenSpacing', stack(20, (i) => ({ '00200032': element(-100, -100, i < 9 ? i : i + 1) }))],
    ['notPlaced', stack(9, () => ({ '00200032': element() }))],
    ['notGrey', stack(9, () => ({ '00280002': element(3) }))],
    ['differentSizes', stack(9, (i) => ({ '00280010': element(i === 4 ? 100 : 200) }))],
    ['notStored', { ...stack(9), derived: { sourceId: 'x', view: 'axial' as const, slab: null } }],
  ])('is refused as %s', (reason, set) => {
    expect(blockGridOf(set)).toMatchObject({
      ok: false,
      error: { code: 'viewer.notABlock', params: { reason } },
    });
  });

  it('at half resolution takes a quarter of the memory and lies where it lay', () => {
    const grid = gridOf(stack(10));
    const half = halved(grid);
    expect(blockBytes(half)).toBe(blockBytes(grid) / 4);
    expect(voxelToWorld(half, [10, 7, 3])).toEqual(voxelToWorld(grid, [20.5, 14.5, 3]));
  });
});

describe('a reformatted set', () => {
  const source = stack(50);
  const grid = gridOf(source);
  const reformat = {
    axes: STANDARD_VIEWS.coronal,
    slab: { thicknessMm: 10, mode: 'mip' as const },
  };
  const cuts = cutsOf(grid, reformat);
  const set = reformattedSet(source, cuts, reformat, -32_768);
  const instance = set.frames[7]?.instance ?? {};

  it('can never be taken for stored pictures, and is the same each time', () => {
    expect(set.frames.every(({ sopInstanceUid }) => isReformatted(sopInstanceUid))).toBe(true);
    expect(source.frames.some(({ sopInstanceUid }) => isReformatted(sopInstanceUid))).toBe(false);
    expect(new Set(set.frames.map(({ sopInstanceUid }) => sopInstanceUid)).size).toBe(cuts.length);
    expect(reformattedSet(source, cuts, reformat, -32_768)).toEqual(set);
    const thinner = { ...reformat, slab: null };
    expect(reformattedSet(source, cuts, thinner, 0).id).not.toBe(set.id);
    expect(set.derived).toEqual({ sourceId: 's/stack', view: 'coronal', slab: reformat.slab });
    expect(instance['00080008']?.Value).toEqual(['DERIVED', 'SECONDARY', 'REFORMATTED']);
  });

  it('lies where its cuts lie, in the space of its source', () => {
    set.frames.forEach(({ instance: own }, i) => {
      expect(imagePlaneOf(own)).toEqual({ ...cuts[i]?.plane, placed: true });
    });
    expect(frameOfReferenceOf(set)).toBe('9.9');
    expect(calibrationOf(instance)).toEqual({ kind: 'patient', spacing: { row: 1, column: 1 } });
  });

  it('keeps patient, unit, window and the mark of lossy compression, and no overlay', () => {
    expect(instance['00100010']).toEqual(source.frames[0]?.instance['00100010']);
    expect(pixelUnitOf(instance)).toBe('HU');
    expect(rescaleOf(instance)).toBeNull();
    expect(fileVoiOf(instance).windows[0]?.window).toEqual({ centre: 40, width: 400 });
    expect(lossyRatioOf(instance)).toEqual({ ratio: 8 });
    expect(instance['60003000']).toBeUndefined();
  });

  it('measures in mm, and nothing where the block ends', () => {
    const field = {
      columns: 4,
      rows: 1,
      values: Int16Array.of(-32_768, 10, 20, -32_768),
      unit: pixelUnitOf(instance),
      padding: paddingOf(instance, null),
    };
    const calibration = calibrationOf(instance);
    expect(measure({ kind: 'probe', points: [[0, 0]] }, calibration, field)).toMatchObject({
      value: null,
    });
    const box = [
      [-0.5, -0.5],
      [3.5, -0.5],
      [-0.5, 0.5],
      [3.5, 0.5],
    ] as const;
    expect(measure({ kind: 'rectangleRoi', points: box }, calibration, field)).toMatchObject({
      area: 4,
      statistics: { count: 2, mean: 15, min: 10 },
      unit: 'HU',
    });
  });

  it('finds the cut through a point', () => {
    expect(cutAt(cuts, [0, cuts[31]?.plane.origin[1] ?? 0, 0])).toBe(31);
    expect(cutAt(cuts, [0, 10_000, 0])).toBe(cuts.length - 1);
    expect(planesOf(set)).toHaveLength(cuts.length);
  });
});

describe('turning two views on the third', () => {
  it('keeps all three square to one another and the third as it was, and leads back', () => {
    const turn = fc.tuple(
      fc.constantFrom(...ORIENTATIONS),
      fc.double({ min: -3, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 5 }), (turns) => {
        let views = turns.reduce((all, [on, angle]) => turnOthers(all, on, angle), STANDARD_VIEWS);
        const normals = ORIENTATIONS.map((view) => normalOf(planeWith(views[view])));
        for (const [i, a] of normals.entries())
          for (const [j, b] of normals.entries())
            expect(Math.abs(dot(a, b))).toBeCloseTo(i === j ? 1 : 0, 6);
        views = turns.reduceRight((all, [on, angle]) => turnOthers(all, on, -angle), views);
        expect(ORIENTATIONS.map((view) => viewOf(views[view]))).toEqual(ORIENTATIONS);
      }),
    );
  });

  it('turns lines on the picture from its columns towards its rows', () => {
    const turned = turnOthers(STANDARD_VIEWS, 'axial', Math.PI / 2);
    expect(turned.axial).toBe(STANDARD_VIEWS.axial);
    expect(turned.coronal.right.map(Math.round)).toEqual([0, 1, 0]);
    expect(viewOf(turned.coronal)).toBe('sagittal');
  });
});
