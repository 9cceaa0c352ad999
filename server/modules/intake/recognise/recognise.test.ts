import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bufferSource } from '../../../dicom/parse/byteSource';
import { indexDicom } from '../../../dicom/parse/indexDicom';
import { headerFor } from './headerless';
import { recognise } from './recognise';
import { decodeHl7, decodeText } from './text';

const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data');
const data = (file: string) => readFile(path.join(DATA, file));
const told = async (bytes: Buffer, name = 'file') => {
  const what = await recognise(bufferSource(bytes), name);
  return what.kind === 'format' || what.kind === 'archive'
    ? what.format
    : what.kind === 'unknown'
      ? what.label
      : what.kind;
};

describe('recognise', () => {
  it.each([
    ['dicom/dicomdir/DICOMDIR', 'dicomdir'],
    ['malformed/DICOMDIR-empty.dcm', 'dicomdir'],
    ['ecg/waveform_ecg.dcm', 'dicom'],
    ['malformed/MR_truncated.dcm', 'dicom'],
    ['malformed/ExplVR_LitEndNoMeta.dcm', 'dicom'],
    ['malformed/ExplVR_BigEndNoMeta.dcm', 'dicom'],
    ['ecg/ECG_20070321_110542_ANON000004.SCP', 'scp'],
    ['ecg/minimum_aecg.xml', 'aecg'],
    ['ecg/129DYPRG.XML', 'sierra'],
    ['ecg/edf/test_edfann.edf', 'edf'],
    ['hl7/canonical/oru-r01.hl7', 'hl7'],
    ['hl7/cda/CCD.ccda', 'cda'],
    ['fhir/zh/synthetic-bundle.json', 'fhir'],
  ])('tells %s by its content', async (file, expected) => {
    expect(await told(await data(file))).toBe(expected);
  });

  it('needs the name only for a WFDB header', async () => {
    const bytes = await data('ecg/wfdb/100.hea');
    expect(await told(bytes, '100.hea')).toBe('wfdb');
    expect(await told(bytes, '100.txt')).toBe('text');
  });

  it.each([
    ['%PDF-1.7', 'pdf'],
    ['PK\x03\x04', 'zip'],
    ['MZ\x90', 'EXE'],
    ['<!DOCTYPE html><html><script>', 'HTML'],
    ['<html>', 'HTML'],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()">', 'SVG'],
    ['\ufeff  <!-- x --><svg>', 'SVG'],
    ['<note/>', 'XML'],
    ['alert(1)', 'text'],
    ['<RestingECG>', 'muse'],
    ['<!DOCTYPE RestingECG SYSTEM "restecg.dtd"><RestingECG>', 'muse'],
    ['{"resourceType": "Patient"}', 'fhir'],
    ['{"a": 1}', 'text'],
    ['\x0bMSH|^~\\&|A', 'hl7'],
    ['MSHAB', 'text'],
  ])('tells %j as %s', async (text, expected) => {
    expect(await told(Buffer.from(text))).toBe(expected);
  });

  it('does not believe an extension', async () => {
    expect(await told(Buffer.from('<html>'), 'scan.pdf')).toBe('HTML');
    expect(await told(Buffer.from('%PDF-1.4'), 'image.dcm')).toBe('pdf');
  });

  it('says an empty file is empty', async () => {
    expect(await told(Buffer.alloc(0))).toBe('empty');
  });

  it('answers any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 600 }), async (bytes) => {
        expect(await told(Buffer.from(bytes))).not.toBe('');
      }),
    );
  });
});

describe('a headerless data set', () => {
  it.each(['ExplVR_LitEndNoMeta.dcm', 'ExplVR_BigEndNoMeta.dcm'])(
    '%s is readable with the header it gets',
    async (file) => {
      const bytes = await data(`malformed/${file}`);
      const what = await recognise(bufferSource(bytes), file);
      const syntax = what.kind === 'dicom' ? what.headerless : null;
      const header = syntax && headerFor(bytes, syntax);
      expect(header).not.toBeNull();
      const indexed = await indexDicom(
        bufferSource(Buffer.concat([header ?? Buffer.alloc(0), bytes])),
      );
      expect(indexed).toMatchObject({
        ok: true,
        value: { sopInstanceUid: '1.2.333.4444.5.6.7.8', issues: [] },
      });
    },
  );
});

describe('text of unknown origin', () => {
  const gb18030 = Buffer.from([0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7]);
  it('is UTF-8 when it can be, else GB18030', () => {
    expect(decodeText(Buffer.from('王小明'))).toBe('王小明');
    expect(decodeText(gb18030)).toBe('王小明');
  });

  it('is nothing when it is binary', () => {
    expect(decodeText(Buffer.from([0, 1, 2, 0xff]))).toBeNull();
  });

  it('is decoded before it is split: a character may contain a delimiter', () => {
    // 倈 is 82 7C in GB18030, and 7C is the vertical bar
    const message = Buffer.concat([
      Buffer.from('MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.4\rPID|1||7||'),
      Buffer.from([0x82, 0x7c]),
      Buffer.from('^\r'),
    ]);
    expect(decodeHl7(message)).toContain('|倈^');
  });

  it('follows MSH-18 when the bytes allow it', () => {
    const header = (charset: string) =>
      Buffer.from(`MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.4||||||${charset}\rPID|||||`);
    expect(decodeHl7(Buffer.concat([header('GB 18030-2000'), gb18030]))).toContain('王小明');
    expect(decodeHl7(Buffer.concat([header('UNICODE UTF-8'), gb18030]))).toContain('王小明');
  });
});
