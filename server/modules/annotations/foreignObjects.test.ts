import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import { contentTree, walk } from '../../../shared/domain/imaging/annotations/contentTree';
import { readKeyObjects } from '../../../shared/domain/imaging/annotations/readKeyObjects';
import { readMeasurementReport } from '../../../shared/domain/imaging/annotations/readMeasurementReport';
import { readPresentationState } from '../../../shared/domain/imaging/annotations/readPresentationState';
import { dataFile } from '../../dicom/testing/testData';
import { bufferSource } from '../../dicom/parse/byteSource';
import { indexDicom } from '../../dicom/parse/indexDicom';

/** The metadata as the archive would answer it. */
async function metadataOf(name: string): Promise<DicomJson> {
  const index = await indexDicom(bufferSource(dataFile(name)));
  if (!index.ok) throw new Error(`${name}: ${index.error.code}`);
  return JSON.parse(JSON.stringify(index.value.dataSet)) as DicomJson;
}

describe('objects written by others', () => {
  it('a report with everything an SR can hold is read to its last item', async () => {
    const { root, omitted } = contentTree(await metadataOf('dicom/pydicom/test-SR.dcm'));
    const nodes = [...walk(root)];
    expect(omitted).toBe(0);
    expect(root.concept?.meaning).toBe('Diagnosis');
    expect(new Set(nodes.map(({ valueType }) => valueType))).toEqual(
      new Set([
        'CONTAINER',
        'UIDREF',
        'TEXT',
        'CODE',
        'NUM',
        'SCOORD',
        'TCOORD',
        'COMPOSITE',
        'DATE',
        'TIME',
        'DATETIME',
        'IMAGE',
        'WAVEFORM',
        '',
      ]),
    );
    expect(
      nodes.filter(({ refersTo }) => refersTo !== null).map(({ refersTo }) => refersTo),
    ).toEqual(['1.3.2', '1.2.2.1']);
  });

  it('its numbers are there, and the figure without an image is named', async () => {
    const read = readMeasurementReport(await metadataOf('dicom/pydicom/test-SR.dcm'));
    expect(
      read.groups.flatMap(({ numbers }) => numbers).map(({ value, unit }) => [value, unit?.value]),
    ).toEqual([
      [3, 'cm'],
      [3, 'cm'],
    ]);
    expect(read.unmapped).toEqual([{ path: '1.3.2', what: 'CIRCLE' }]);
  });

  it('a damaged report is read as far as it goes', async () => {
    const { root } = contentTree(await metadataOf('dicom/pydicom/reportsi.dcm'));
    expect([...walk(root)].length).toBeGreaterThan(5);
  });

  it('a presentation state made of tables says which of them the viewer does not apply', async () => {
    const read = readPresentationState(await metadataOf('dicom/gsps/prLUTs.dcm'));
    expect(read).toMatchObject({
      label: 'XLUT_P03',
      author: 'Riesmeier Joerg',
      looks: [
        {
          sopInstanceUid: '1.2.276.0.7230010.3.200.6.3.1',
          window: null,
          area: { left: 1, top: 1, right: 512, bottom: 512 },
        },
      ],
    });
    expect(read.unmapped.map(({ what }) => what)).toEqual(['VOI LUT', 'Presentation LUT']);
  });

  it('a manifest lists its images', async () => {
    const read = readKeyObjects(await metadataOf('dicom/study-mr-ihe/kos.dcm'));
    expect(read.title).toEqual({ value: '113030', scheme: 'DCM', meaning: 'Manifest' });
    expect(read.images.length).toBeGreaterThan(1);
    expect(read.unmapped).toEqual([]);
  });
});
