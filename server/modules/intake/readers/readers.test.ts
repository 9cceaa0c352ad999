import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { FileContent } from '../process/content';
import { decodeBmp } from '../../../picture/bmp';
import { exifDate } from './exif';
import { readFormat, type SingleFileFormat } from './readFormat';
import { readWfdbHeader } from './wfdb';

const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data');
const data = (file: string) => readFile(path.join(DATA, file));
/** A file that can only be read, which is all a reader may do. */
const content = (bytes: Buffer) =>
  ({
    sizeBytes: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
    bytes: async (max: number) => (bytes.length <= max ? bytes : null),
  }) as unknown as FileContent;
const read = async (format: SingleFileFormat, bytes: Buffer) => {
  const result = await readFormat(format, content(bytes));
  return result.ok ? result.value : result.error;
};

describe('ECG files', () => {
  it('Sierra XML says who and when', async () => {
    expect(await read('sierra', await data('ecg/129DYPRG.XML'))).toMatchObject({
      occurredAt: '2011-11-30T23:27:34.000Z',
      identities: [{ names: [], sex: 'M', patientIds: ['1112010721168bdc'] }],
    });
  });

  it('aECG says who and when', async () => {
    expect(await read('aecg', await data('ecg/hl7aecg-Example2.xml'))).toMatchObject({
      identities: [{ birthDate: '19710616', patientIds: ['106_ABC'] }],
    });
  });

  it('MUSE says who and when, although it names a document type', async () => {
    const xml = `<?xml version="1.0"?><!DOCTYPE RestingECG SYSTEM "restecg.dtd"><RestingECG><PatientDemographics>
      <PatientID>77</PatientID><DateofBirth>03-12-1958</DateofBirth><Gender>FEMALE</Gender>
      <PatientLastName>王</PatientLastName><PatientFirstName>小明</PatientFirstName></PatientDemographics>
      <TestDemographics><AcquisitionTime>08:30:00</AcquisitionTime><AcquisitionDate>03-01-2026</AcquisitionDate></TestDemographics></RestingECG>`;
    expect(await read('muse', Buffer.from(xml))).toMatchObject({
      occurredAt: '2026-03-01T00:30:00.000Z',
      identities: [{ names: ['王^小明'], birthDate: '19580312', sex: 'F', patientIds: ['77'] }],
    });
  });

  it('SCP-ECG says who and when, in the sender’s own character set', async () => {
    const tag = (number: number, ...bytes: number[]) =>
      Buffer.from([number, bytes.length, 0, ...bytes]);
    const tags = Buffer.concat([
      tag(0, 0xcd, 0xf5, 0), // 王 in GB18030
      tag(1, 0xd0, 0xa1, 0xc3, 0xf7, 0), // 小明
      tag(2, 0x37, 0x37, 0),
      tag(5, 0xa6, 0x07, 3, 12),
      tag(8, 1),
      tag(25, 0xea, 0x07, 3, 1),
      tag(26, 8, 30, 0),
      tag(255),
    ]);
    const pointers = Buffer.alloc(20);
    pointers.writeUInt32LE(36, 2);
    pointers.writeUInt32LE(7, 6);
    pointers.writeUInt16LE(1, 10);
    pointers.writeUInt32LE(16 + tags.length, 12);
    pointers.writeUInt32LE(6 + 36 + 1, 16);
    const section0 = Buffer.alloc(16);
    section0.writeUInt32LE(36, 4);
    section0.write('SCPECG', 10);
    const bytes = Buffer.concat([Buffer.alloc(6), section0, pointers, Buffer.alloc(16), tags]);
    expect(await read('scp', bytes)).toMatchObject({
      occurredAt: '2026-03-01T00:30:00.000Z',
      identities: [{ names: ['王^小明'], birthDate: '19580312', sex: 'M', patientIds: ['77'] }],
    });
    expect(await read('scp', bytes.subarray(0, 60))).toMatchObject({ code: 'file.damaged' });
  });

  it('EDF+ says who and when', async () => {
    const head = Buffer.alloc(256, ' ');
    head.write('0');
    head.write('77 F 12-MAR-1958 WANG_XIAOMING', 8);
    head.write('01.03.2608.30.00256', 168);
    expect(await read('edf', head)).toMatchObject({
      occurredAt: '2026-03-01T00:30:00.000Z',
      identities: [
        { names: ['WANG^XIAOMING'], birthDate: '19580312', sex: 'F', patientIds: ['77'] },
      ],
    });
    expect(await read('edf', head.subarray(0, 200))).toMatchObject({ code: 'file.damaged' });
  });

  it('a WFDB header names its files, and in comments perhaps a patient', async () => {
    const header = (text: string) => readWfdbHeader(Buffer.from(text));
    expect(readWfdbHeader(await data('ecg/wfdb/s0010_re.hea'))).toMatchObject({
      recordName: 's0010_re',
      files: ['s0010_re.dat', 's0010_re.xyz'],
      identities: [{ sex: 'F', names: [], patientIds: [] }],
    });
    expect(readWfdbHeader(await data('ecg/wfdb/100.hea'))?.identities).toMatchObject([
      { sex: 'M' },
    ]);
    expect(header('x 1 500 10 08:30:00 1/3/2026\nx.dat 16')).toMatchObject({
      occurredAt: '2026-03-01T00:30:00.000Z',
      identities: [],
    });
    expect(
      header('x 1\nx.dat 16\n# Patient name: 王小明\n# patient id: 77')?.identities,
    ).toMatchObject([{ names: ['王小明'], patientIds: ['77'] }]);
    expect(header('x/2 1 500 20\na 10\nb 10')).toMatchObject({
      files: ['a.hea', 'b.hea'],
      isSegmented: true,
    });
    expect(header('x 1\n../../etc/passwd 16')).toBeNull();
    expect(header('x 2\nx.dat 16')).toBeNull();
  });
});

describe('media', () => {
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + body.length);
    head.write(type, 4);
    return Buffer.concat([head, body]);
  };

  it('an MP4 needs its index and all of its boxes', async () => {
    const whole = Buffer.concat([
      box('ftyp', Buffer.from('isom')),
      box('mdat', Buffer.alloc(100)),
      box('moov', Buffer.alloc(20)),
    ]);
    expect(await read('mp4', whole)).not.toHaveProperty('code');
    expect(await read('mp4', whole.subarray(0, 100))).toMatchObject({ code: 'file.damaged' });
    expect(await read('mp4', whole.subarray(0, 120))).toMatchObject({ code: 'file.damaged' });
  });

  it('a PDF needs its end', async () => {
    expect(await read('pdf', Buffer.from('%PDF-1.4 … %%EOF\n'))).not.toHaveProperty('code');
    expect(await read('pdf', Buffer.from('%PDF-1.4 …'))).toMatchObject({ code: 'file.damaged' });
  });

  it('a picture needs a sound header', async () => {
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect(await read('png', png)).not.toHaveProperty('code');
    expect(await read('png', png.subarray(0, 20))).toMatchObject({ code: 'file.damaged' });
  });

  it('EXIF dates come from the shutter before any other', async () => {
    const jpeg = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .withExif({
        IFD0: { DateTime: '2026:05:05 05:05:05' },
        IFD2: { DateTimeOriginal: '2026:03:01 08:30:00' },
      })
      .jpeg()
      .toBuffer();
    const { exif } = await sharp(jpeg).metadata();
    expect(exif && exifDate(exif)).toBe('2026:03:01 08:30:00');
    expect(exifDate(Buffer.from('Exif\0\0II*\0'))).toBeNull();
  });

  it('bitmaps with a palette and with one bit per pixel are decoded', () => {
    const make = (bits: number, palette: number[][], rows: number[][], width: number) => {
      const head = Buffer.alloc(54);
      head.write('BM');
      head.writeUInt32LE(54 + palette.length * 4, 10);
      head.writeUInt32LE(40, 14);
      head.writeInt32LE(width, 18);
      head.writeInt32LE(-rows.length, 22); // top row first
      head.writeUInt16LE(bits, 28);
      head.writeUInt32LE(palette.length, 46);
      return Buffer.concat([
        head,
        Buffer.from(palette.flatMap(([r = 0, g = 0, b = 0]) => [b, g, r, 0])),
        Buffer.from(rows.flat()),
      ]);
    };
    const colours = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect([...(decodeBmp(make(8, colours, [[1, 0, 0, 0]], 2))?.rgb ?? [])]).toEqual([
      4, 5, 6, 1, 2, 3,
    ]);
    expect([...(decodeBmp(make(1, colours, [[0b01000000, 0, 0, 0]], 2))?.rgb ?? [])]).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    expect(decodeBmp(make(8, colours, [], 2))).toBeNull();
    expect(decodeBmp(make(8, colours, [[1]], 2))).toBeNull();
  });
});

describe('clinical text', () => {
  it('a FHIR bundle names its patients', async () => {
    expect(await read('fhir', await data('fhir/zh/synthetic-bundle.json'))).toMatchObject({
      label: 'FHIR Bundle',
      identities: [{ names: expect.arrayContaining([expect.stringContaining('王')]) }],
    });
    expect(await read('fhir', Buffer.from('{"resourceType": '))).toMatchObject({
      code: 'file.damaged',
    });
  });

  it('an HL7 file that is not one is damaged', async () => {
    expect(
      await read('hl7', await data('malformed/hl7/malformed/no-msh-segment.hl7')),
    ).toMatchObject({ code: 'file.damaged' });
  });
});
