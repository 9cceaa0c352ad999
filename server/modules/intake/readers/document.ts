import { ok } from '../../../../shared/lib/result';
import type { FileContent } from '../process/content';
import { damaged, plainReading, type ReadResult } from './reading';

/** A PDF whose end is missing opens nowhere (ISO 32000-1, 7.5.5); readers accept the mark within the last KiB. */
export async function readPdf(content: FileContent): Promise<ReadResult> {
  const from = Math.max(0, content.sizeBytes - 2048);
  const tail = await content.read(from, 2048);
  return tail.includes('%%EOF') ? ok(plainReading()) : damaged('end');
}

/** Top-level boxes of an ISO media file (ISO/IEC 14496-12, 4.2): without `moov` nothing can play. */
export async function readMp4(content: FileContent): Promise<ReadResult> {
  for (let at = 0, boxes = 0; at + 8 <= content.sizeBytes && boxes < 10_000; boxes++) {
    const head = await content.read(at, 16);
    const type = head.toString('latin1', 4, 8);
    const short = head.readUInt32BE(0);
    const size =
      short === 1 && head.length === 16
        ? Number(head.readBigUInt64BE(8))
        : short === 0
          ? content.sizeBytes - at
          : short;
    if (size < 8 || at + size > content.sizeBytes) return damaged('box');
    if (type === 'moov') return ok(plainReading());
    at += size;
  }
  return damaged('moov');
}

/** RIFF states the length of what follows; capture cards write a second RIFF chunk beyond 2 GiB. */
export async function readAvi(content: FileContent): Promise<ReadResult> {
  const head = await content.read(0, 12);
  return head.readUInt32LE(4) + 8 <= content.sizeBytes + 1 ? ok(plainReading()) : damaged('end');
}

export const readWebm = async (): Promise<ReadResult> => ok(plainReading());
