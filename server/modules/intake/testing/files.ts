import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data');

export type NamedFile = [path: string, bytes: Buffer];

/** A real file of the test data. */
export const dataFile = (file: string): Promise<Buffer> => readFile(path.join(DATA, file));

/** All files below a folder of the test data, paths relative to it. */
export async function dataFolder(folder: string): Promise<NamedFile[]> {
  const root = path.join(DATA, folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
  return Promise.all(
    names.map(async (name): Promise<NamedFile> => [name, await readFile(path.join(root, name))]),
  );
}

type DicomPatient = { name: string; birthDate?: string; sex?: string; patientId?: string };

/** A small valid DICOM object (Secondary Capture without pixels), text in UTF-8. */
export function makeDicom(
  uid: string,
  patient: DicomPatient,
  modality = 'CT',
  studyUid = '1.2.3',
): Buffer {
  const sopClass = '1.2.840.10008.5.1.4.1.1.7';
  const meta = Buffer.concat([
    element(0x0002, 0x0002, 'UI', sopClass),
    element(0x0002, 0x0003, 'UI', uid),
    element(0x0002, 0x0010, 'UI', '1.2.840.10008.1.2.1'),
  ]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    meta,
    element(0x0008, 0x0005, 'CS', 'ISO_IR 192'),
    element(0x0008, 0x0016, 'UI', sopClass),
    element(0x0008, 0x0018, 'UI', uid),
    element(0x0008, 0x0020, 'DA', '20260301'),
    element(0x0008, 0x0030, 'TM', '083000'),
    element(0x0008, 0x0060, 'CS', modality),
    element(0x0008, 0x1030, 'LO', '胸部平扫'),
    element(0x0010, 0x0010, 'PN', patient.name),
    element(0x0010, 0x0020, 'LO', patient.patientId ?? 'P1'),
    element(0x0010, 0x0030, 'DA', patient.birthDate ?? ''),
    element(0x0010, 0x0040, 'CS', patient.sex ?? ''),
    element(0x0020, 0x000d, 'UI', studyUid),
    element(0x0020, 0x000e, 'UI', `${studyUid}.1`),
  ]);
}

function element(group: number, number: number, vr: string, text: string): Buffer {
  const raw = Buffer.from(text, 'utf8');
  const value =
    raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
  const head = Buffer.alloc(8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  head.writeUInt16LE(value.length, 6);
  return Buffer.concat([head, value]);
}
