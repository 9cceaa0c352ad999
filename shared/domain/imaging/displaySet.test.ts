import { describe, expect, it } from 'vitest';
import type { DicomJson } from './dicomJson';
import { displaySetsOf, frameRateOf, lossyRatioOf } from './displaySet';

const CT = '1.2.840.10008.5.1.4.1.1.2';
const image = (uid: string, more: Record<string, unknown[]> = {}): DicomJson =>
  Object.fromEntries(
    Object.entries({
      '00080016': [CT],
      '00080018': [uid],
      '00080060': ['CT'],
      '00280010': [4],
      '00280011': [4],
      ...more,
    }).map(([tag, Value]) => [tag, { vr: 'UN', Value }]),
  );
const axial = (uid: string, number: number, z: number): DicomJson =>
  image(uid, { '00200013': [number], '00200032': [0, 0, z], '00200037': [1, 0, 0, 0, 1, 0] });
const order = (instances: readonly DicomJson[]) =>
  displaySetsOf('1', '2', instances)[0]?.frames.map(({ sopInstanceUid }) => sopInstanceUid);

describe('display sets of a series', () => {
  it('puts slices in their order through the body even when they are numbered wrongly', () => {
    expect(order([axial('a', 1, 30), axial('b', 3, 10), axial('c', 2, 20)].reverse())).toEqual([
      'a',
      'c',
      'b',
    ]);
    expect(order([axial('a', 1, 10), axial('b', 2, 30), axial('c', 3, 20)])).toEqual([
      'a',
      'c',
      'b',
    ]);
  });

  it('keeps the number order when two pictures lie at one place', () => {
    expect(order([axial('a', 3, 10), axial('b', 1, 10), axial('c', 2, 20)])).toEqual([
      'b',
      'c',
      'a',
    ]);
  });

  it('keeps the number order when nothing is placed', () => {
    expect(order([image('b', { '00200013': ['10'] }), image('a', { '00200013': ['9'] })])).toEqual([
      'a',
      'b',
    ]);
  });

  it('gives a multi-frame picture a set of its own, one frame after the other', () => {
    const sets = displaySetsOf('1', '2', [image('m', { '00280008': ['3'] }), image('s')]);
    expect(
      sets.map(({ frames }) =>
        frames.map(({ sopInstanceUid, frame }) => `${sopInstanceUid}${frame}`),
      ),
    ).toEqual([['s1'], ['m1', 'm2', 'm3']]);
  });

  it.each([
    ['1.2.840.10008.5.1.4.1.1.104.1', 'document'],
    ['1.2.840.10008.5.1.4.1.1.88.11', 'structuredReport'],
    ['1.2.840.10008.5.1.4.1.1.88.59', 'keyObjectSelection'],
    ['1.2.840.10008.5.1.4.1.1.11.1', 'presentationState'],
    ['1.2.840.10008.5.1.4.1.1.9.1.1', 'waveform'],
    ['1.2.840.10008.5.1.4.1.1.66.4', 'segmentation'],
    ['1.2.840.10008.5.1.4.1.1.481.3', 'structureSet'],
    ['1.2.840.10008.5.1.4.1.1.481.5', 'radiotherapy'],
    ['1.2.840.10008.5.1.4.1.1.66.7', 'segmentation'],
  ])('names %s a %s without pictures', (sopClass, kind) => {
    expect(displaySetsOf('1', '2', [image('x', { '00080016': [sopClass] })])).toMatchObject([
      { kind, frames: [] },
    ]);
  });

  it('shows a picture of a class it has never heard of', () => {
    expect(displaySetsOf('1', '2', [image('x', { '00080016': ['1.2.3'] })])).toMatchObject([
      { kind: 'image' },
    ]);
  });

  it('names MPEG a video and motion JPEG a picture', () => {
    const endoscopy = { '00080016': ['1.2.840.10008.5.1.4.1.1.77.1.1.1'], '00280008': [2] };
    const mpeg = { ...endoscopy, '00083002': ['1.2.840.10008.1.2.4.102'] };
    const jpeg = { ...endoscopy, '00083002': ['1.2.840.10008.1.2.4.50'] };
    expect(displaySetsOf('1', '2', [image('v', mpeg)])[0]?.kind).toBe('video');
    expect(displaySetsOf('1', '2', [image('v', jpeg)])[0]?.kind).toBe('image');
  });

  it('has no sets for no instances', () => {
    expect(displaySetsOf('1', '2', [])).toEqual([]);
  });
});

describe('what the file says about itself', () => {
  it('takes the frame rate from the first source that has one', () => {
    expect(frameRateOf(image('x', { '00181063': ['40'] }))).toBe(25);
    expect(frameRateOf(image('x', { '00180040': [15], '00181063': [40] }))).toBe(15);
    expect(frameRateOf(image('x', { '00181063': [0] }))).toBeNull();
    expect(frameRateOf(image('x'))).toBeNull();
  });

  it('names lossy compression with its last ratio', () => {
    expect(lossyRatioOf(image('x', { '00282110': ['01'], '00282112': ['4', '10.5'] }))).toEqual({
      ratio: 10.5,
    });
    expect(lossyRatioOf(image('x', { '00282110': ['01'] }))).toEqual({ ratio: null });
    expect(lossyRatioOf(image('x', { '00282110': ['00'] }))).toBeNull();
  });
});
