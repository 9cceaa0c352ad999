import type { FormatId } from '../../../../shared/domain/intake/formats';
import type { FileContent } from '../process/content';
import { readCda, readFhir, readHl7 } from './clinicalText';
import { readAvi, readMp4, readPdf, readWebm } from './document';
import { readAecg, readMuse, readSierra } from './ecgXml';
import { readEdf } from './edf';
import { readBitmap, readPicture, readTiff } from './picture';
import type { ReadResult } from './reading';
import { readScp } from './scp';

/** WFDB headers are read together with their signal files, see `wfdb.ts`. */
export type SingleFileFormat = Exclude<FormatId, 'wfdb'>;

const READERS: Readonly<Record<SingleFileFormat, (content: FileContent) => Promise<ReadResult>>> = {
  pdf: readPdf,
  jpeg: readPicture,
  png: readPicture,
  tiff: readTiff,
  webp: readPicture,
  bmp: readBitmap,
  mp4: readMp4,
  avi: readAvi,
  webm: readWebm,
  scp: readScp,
  aecg: readAecg,
  muse: readMuse,
  sierra: readSierra,
  edf: readEdf,
  bdf: readEdf,
  hl7: readHl7,
  cda: readCda,
  fhir: readFhir,
};

/**
 * Checks that a file is what it looks like and reads what it says about itself.
 *
 * @returns The reading, or why the file cannot be material: `file.damaged` (params what) or `file.unknownType`.
 */
export const readFormat = (format: SingleFileFormat, content: FileContent): Promise<ReadResult> =>
  READERS[format](content);
