import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import { readSegmentation } from '../../../shared/domain/imaging/segments/readSegmentation';
import { contourVolumeOf } from '../../../shared/domain/imaging/segments/contourVolume';
import {
  contourOf,
  readStructureSet,
} from '../../../shared/domain/imaging/segments/readStructureSet';
import { pixelsOf } from '../../../shared/domain/imaging/segments/segmentSamples';
import { laidOver } from '../../../shared/domain/imaging/segments/testing/assembled';
import { dicomFile } from '../testing/dicomFile';
import { dataFile } from '../testing/testData';
import { bufferSource } from './byteSource';
import { indexDicom } from './indexDicom';

const headerOf = (name: string): Promise<DicomJson> => headerIn(dataFile(name));

async function headerIn(file: Buffer): Promise<DicomJson> {
  const indexed = await indexDicom(bufferSource(file));
  if (!indexed.ok) throw new Error(indexed.error.code);
  return indexed.value.dataSet;
}

const SEG = 'dicom/seg/seg_image_ct_binary.dcm';
const SLICES = ['17136', '17166', '17196'].map((name) => `dicom/dicomdir/77654033/CT2/${name}`);
/** The last element of the file, without padding. */
const pixels = (name: string, bytes: number) => Uint8Array.from(dataFile(name).subarray(-bytes));

describe('public segmentations as the server indexes them', () => {
  it('have as many pixels a frame as a count of the dumped bits gives', async () => {
    const read = readSegmentation(await headerOf(SEG));
    if (!read.ok) throw new Error(read.error.reason);
    const counts = [0, 1, 2].map((frame) => pixelsOf(read.value, pixels(SEG, 96), frame, 1));
    expect(counts).toEqual([127, 256, 255]);
    expect(read.value.parts).toMatchObject([
      { number: 1, label: 'first segment', property: 'Bone', algorithm: 'automatic' },
    ]);
  });

  it('lie on the slices of their series, pixel on pixel, with the volume of their voxels', async () => {
    const json = await headerOf(SEG);
    const inline = Buffer.from(pixels(SEG, 96)).toString('base64');
    const images = await Promise.all(SLICES.map(headerOf));
    const result = laidOver({ ...json, '7FE00010': { vr: 'OB', InlineBinary: inline } }, images);
    if (!result.ok) throw new Error(result.error.reason);
    expect([...result.value.at.keys()]).toEqual([0, 1, 2]);
    const [mask] = result.value.at.get(1) ?? [];
    const to = mask?.kind === 'mask' ? mask.toPicture : [];
    [1, 0, 0, 1, 0, 0].forEach((value, at) => expect(to[at]).toBeCloseTo(value, 6));
    // 638 pixels of 0.488281 mm square, slices 1.25 mm apart
    expect(result.value.parts[0]?.volumeMl).toBeCloseTo((638 * 0.488281 ** 2 * 1.25) / 1000, 6);
  });

  it('are refused when the file holds fewer frames than it describes', async () => {
    expect(readSegmentation(await headerOf('dicom/pydicom/liver_1frame.dcm'))).toEqual({
      ok: false,
      error: { reason: 'frameCount', params: { declared: 1, described: 3 } },
    });
  });
});

describe('a public structure set', () => {
  it('has the regions, colours and contours its dump shows, and the volume of their polygons', async () => {
    // the file is a bare data set; a preamble makes it one the server takes
    const file = Buffer.concat([
      dicomFile([], '1.2.840.10008.1.2'),
      dataFile('dicom/pydicom/rtstruct.dcm'),
    ]);
    const read = readStructureSet(await headerIn(file));
    if (!read.ok) throw new Error(read.error.reason);
    expect(read.value.parts.map(({ label, colour }) => [label, ...colour])).toEqual([
      ['patient', 220, 160, 120],
      ['Isocenter 1', 255, 64, 255],
      ['Isocenter 2', 255, 64, 255],
    ]);
    const contours = read.value.written.map(contourOf);
    expect(contours.map((contour) => [contour?.type, contour?.points.length])).toEqual([
      ['closed', 5],
      ['closed', 6],
      ['closed', 6],
      ['points', 1],
      ['points', 1],
    ]);
    const patient = contours.flatMap((contour) => (contour?.part === 1 ? [contour] : []));
    expect(contourVolumeOf(patient)).toBeCloseTo((3 * 400 * 300 * 10) / 1000, 6);
  });
});
