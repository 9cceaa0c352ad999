import { describe, expect, it } from 'vitest';
import { dataFile, dataFiles } from '../testing/testData';
import { bufferSource, type ByteSource } from './byteSource';
import { indexDicom } from './indexDicom';
import { readFileMeta } from './part10';

const verdict = async (bytes: Buffer): Promise<string> => {
  const indexed = await indexDicom(bufferSource(bytes));
  if (!indexed.ok) return indexed.error.code;
  const issues = indexed.value.issues.map(({ code }) => code);
  return ['accepted', ...issues].join(' ');
};

/** Every malformed file: what happens to it, and why that is right. */
const MALFORMED: Readonly<Record<string, readonly [verdict: string, why: string]>> = {
  'DICOMDIR-empty.dcm': ['dicom.noSopInstanceUid', 'a directory is no composite object'],
  'DICOMDIR-nooffset': ['dicom.truncated', 'its directory declares more bytes than there are'],
  'ExplVR_BigEndNoMeta.dcm': ['dicom.notDicom', 'no preamble: not a Part 10 file'],
  'ExplVR_LitEndNoMeta.dcm': ['dicom.notDicom', 'no preamble: not a Part 10 file'],
  'JPEG2000-embedded-sequence-delimiter.dcm': [
    'accepted',
    'a delimiter inside a fragment is pixel data',
  ],
  'MR_small_padded.dcm': ['accepted', 'trailing padding is legal'],
  'MR_truncated.dcm': ['dicom.truncated', 'pixel data end early'],
  'UN_sequence.dcm': ['dicom.noSopInstanceUid', 'a fragment without identity'],
  'badVR.dcm': ['accepted metaMismatch', 'an unknown VR is treated as UN'],
  'bad_sequence.dcm': ['dicom.badUid', 'its SOP Instance UID is not a UID'],
  'emri_small_jpeg_2k_lossless_too_short.dcm': ['dicom.truncated', 'fragments end early'],
  'empty_charset_LEI.dcm': ['dicom.noSopInstanceUid', 'a fragment without identity'],
  'explicit_VR-UN.dcm': ['accepted', 'UN of a known tag is read by the dictionary'],
  'meta_missing_tsyntax.dcm': ['dicom.transferSyntax', 'encoding unknown'],
  'nested_priv_SQ.dcm': ['dicom.noSopInstanceUid', 'a fragment without identity'],
  'no_meta.dcm': ['dicom.notDicom', 'no preamble: not a Part 10 file'],
  'no_meta_group_length.dcm': ['dicom.noSopInstanceUid', 'readable, but without identity'],
  'priv_SQ.dcm': ['dicom.noSopInstanceUid', 'a fragment without identity'],
  'reportsi_with_empty_number_tags.dcm': ['accepted', 'empty numbers are legal'],
  'rtplan_truncated.dcm': ['dicom.truncated', 'a sequence ends early'],
};

describe('malformed files', () => {
  it('has a verdict for every file there is', () => {
    const names = dataFiles('malformed').filter((name) => !name.includes('/hl7/'));
    expect(names.map((name) => name.replace('malformed/', ''))).toEqual(
      Object.keys(MALFORMED).sort(),
    );
  });

  it.each(Object.entries(MALFORMED))('%s', async (name, [expected]) => {
    expect(await verdict(dataFile(`malformed/${name}`))).toBe(expected);
  });
});

describe('hostile input', () => {
  const whole = dataFile('dicom/pydicom/CT_small.dcm');

  it('answers every truncation of a file with an error, never with a guess or a hang', async () => {
    for (let length = 0; length < whole.length - 2; length += 101) {
      const code = await verdict(whole.subarray(0, length));
      expect(code, `at ${length}`).toMatch(
        /^dicom\.(truncated|notDicom|damaged|noSopInstanceUid|badUid|transferSyntax)$/,
      );
    }
  });

  it('survives arbitrary changed bytes', async () => {
    for (let at = 132; at < 7000; at += 13) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      expect(await verdict(bytes)).toMatch(/^(accepted|dicom\.|request\.tooLarge)/);
    }
  });

  it('refuses sequences nested beyond reason without recursing into them', async () => {
    const open = Buffer.from('08004011' + '53510000ffffffff' + 'feff00e0ffffffff', 'hex');
    const { dataSetOffset } = await readFileMeta(bufferSource(whole));
    const deep = Buffer.concat([
      whole.subarray(0, dataSetOffset),
      ...Array.from({ length: 5000 }, () => open),
    ]);
    expect(await verdict(deep)).toBe('dicom.damaged');
  });

  it('does not read what it does not need of a file of two gigabytes', async () => {
    const sizeBytes = 2_000_000_000;
    const head = pixelDataOfLength(whole, sizeBytes);
    let readBytes = 0;
    const source: ByteSource = {
      sizeBytes: head.length + sizeBytes,
      async read(offset, length) {
        const available = Math.max(0, Math.min(length, head.length + sizeBytes - offset));
        readBytes += available;
        const bytes = Buffer.alloc(available);
        head.copy(bytes, 0, offset, Math.min(head.length, offset + available));
        return bytes;
      },
    };
    const indexed = await indexDicom(source);
    expect(indexed).toMatchObject({
      ok: true,
      value: { pixels: { data: { kind: 'native', length: sizeBytes } } },
    });
    expect(readBytes).toBeLessThan(1_000_000);
  });
});

/** Header of a file up to its pixel data, whose length is set to another one. */
function pixelDataOfLength(file: Buffer, length: number): Buffer {
  const at = file.indexOf(Buffer.from('e07f10004f570000', 'hex'));
  if (at < 0) throw new Error('the file is not what this test assumes');
  const head = Buffer.from(file.subarray(0, at + 12));
  head.writeUInt32LE(length, at + 8);
  return head;
}
