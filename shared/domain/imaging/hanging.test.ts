import { describe, expect, it } from 'vitest';
import type { DisplaySet } from './displaySet';
import { fromSaved, hang, isComparable, protocolFrom, type HangingStudy } from './hanging';
import { HANGING_TABLE } from './hangingTable';
import { LAYOUTS, sizeOf } from './layout';
import { windowPresets } from './windowing';

const element = (value: unknown) => ({ vr: 'UN', Value: [value] });
type Series = {
  id: string;
  modality?: string;
  description?: string;
  part?: string;
  view?: string;
  side?: string;
  count?: number;
  number?: number;
};

function series(what: Series): DisplaySet {
  const { id, modality = 'CT', description = '', count = 50, number = 1 } = what;
  const instance = {
    '0008103E': element(description),
    '00180015': element(what.part ?? ''),
    '00185101': element(what.view ?? ''),
    '00200011': element(number),
    '00200062': element(what.side ?? ''),
  };
  return {
    id,
    studyInstanceUid: '1',
    seriesInstanceUid: id,
    kind: 'image',
    modality,
    seriesNumber: number,
    description,
    frameRate: null,
    frames: Array.from({ length: count }, (_, i) => ({
      instance,
      sopInstanceUid: `${id}.${i}`,
      frame: 1,
    })),
  };
}
const study = (uid: string, ...list: Series[]): HangingStudy => ({
  studyInstanceUid: uid,
  sets: list.map(series),
});
const hung = (...studies: HangingStudy[]) => hang(HANGING_TABLE, studies);

describe('the hanging table', () => {
  it('has a place for each area of its layout and presets the modality knows', () => {
    for (const { layout, slots } of HANGING_TABLE) {
      expect(slots.length).toBe(sizeOf(layout).count);
      for (const { preset, modality } of slots)
        if (preset)
          expect(windowPresets(modality?.[0] ?? '').map(({ id }) => id)).toContain(preset);
    }
    expect(new Set(HANGING_TABLE.map(({ id }) => id)).size).toBe(HANGING_TABLE.length);
    expect(new Set(LAYOUTS).size).toBe(LAYOUTS.length);
  });

  it('hangs a chest CT in two windows, without its localiser', () => {
    const chest = study(
      'a',
      { id: 'scout', description: 'Scout', count: 300 },
      { id: 'chest', description: '胸部平扫' },
    );
    expect(hung(chest)).toEqual({
      protocolId: 'chestCt',
      layout: '1x2',
      slots: [
        { setId: 'chest', preset: 'lung' },
        { setId: 'chest', preset: 'mediastinum' },
      ],
    });
  });

  it('hangs the prior examination of the same kind and part on the right', () => {
    const now = study('now', { id: 'n', part: 'CHEST' });
    const other = study('other', { id: 'o', part: 'HEAD' });
    const before = study('before', { id: 'b', part: 'chest' });
    expect(isComparable(now, other)).toBe(false);
    expect(hung(now, other, before)).toMatchObject({
      protocolId: 'priorCt',
      slots: [{ setId: 'n' }, { setId: 'b' }],
    });
    expect(hung(now, other)?.protocolId).toBe('chestCt');
  });

  it('hangs a mammography back to back, both sides in one row', () => {
    const views = ['L', 'R'].flatMap((side) =>
      ['CC', 'MLO'].map((view) => ({ id: side + view, modality: 'MG', view, side, count: 1 })),
    );
    expect(hung(study('m', ...views))?.slots.map(({ setId }) => setId)).toEqual([
      'RCC',
      'LCC',
      'RMLO',
      'LMLO',
    ]);
    expect(hung(study('m', ...views.slice(1)))).toBeNull();
  });

  it('finds the weightings of a head MR by their names', () => {
    const head = study(
      'h',
      { id: 't1', modality: 'MR', description: 'T1 SE', part: 'BRAIN' },
      { id: 'dwi', modality: 'MR', description: 'ep2d_diff', part: 'BRAIN' },
      { id: 'flair', modality: 'MR', description: 't2_tirm FLAIR', part: 'BRAIN' },
      { id: 't2', modality: 'MR', description: 't2_tse', part: 'BRAIN' },
    );
    expect(hung(head)?.slots.map(({ setId }) => setId)).toEqual(['t2', 'flair', 'dwi', 't1']);
  });

  it('leaves alone what it does not know', () => {
    expect(hung(study('u', { id: 'u', modality: 'US', count: 1 }))).toBeNull();
    expect(hung()).toBeNull();
  });
});

describe('a hanging people saved', () => {
  it('hangs the same series of another study the same way', () => {
    const [bone, soft] = [
      { id: 'bone', description: 'Bone 1.0 (H60)', part: 'FOOT' },
      { id: 'soft', description: 'Soft', part: 'FOOT' },
    ].map(series);
    const saved = protocolFrom('own', '2x2', [
      { set: soft ?? null, isPrior: false, preset: null },
      { set: null, isPrior: false, preset: null },
      { set: bone ?? null, isPrior: false, preset: 'bone' },
      { set: null, isPrior: false, preset: null },
    ]);
    const next = study(
      'next',
      { id: 'bone2', description: 'Bone 1.0 (H60)', part: 'FOOT', number: 7 },
      { id: 'soft2', description: 'Soft', part: 'FOOT', number: 9 },
    );
    if (!saved) throw new Error('nothing was saved');
    expect(hang([fromSaved(saved)], [next])).toEqual({
      protocolId: 'own',
      layout: '2x2',
      slots: [
        { setId: 'soft2', preset: null },
        { setId: null, preset: null },
        { setId: 'bone2', preset: 'bone' },
        { setId: null, preset: null },
      ],
    });
    expect(hang([fromSaved(saved)], [study('x', { id: 'x', part: 'HEAD' })])).toBeNull();
  });
});
