import { err, ok, type Result } from '../../../shared/lib/result';
import type { AppError } from '../../../shared/domain/errors';
import { frameTable } from '../pixel/frameTable';
import { imageShapeOf } from '../pixel/imageShape';
import { bitsPerFrame, type PixelLayout } from '../pixel/layout';
import { isDecodableSyntax, transferSyntaxOf, type TransferSyntax } from '../transferSyntax';
import type { ByteSource } from './byteSource';
import { DicomDamage, truncated } from './damage';
import { textOf, type DicomDataSet } from './dicomJson';
import { readElements, type ElementEvent, type FragmentsEvent } from './elements';
import { inflateDataSet } from './inflate';
import { createJsonBuilder, type DicomIssue } from './jsonBuilder';
import { readFileMeta } from './part10';

export type DicomIndex = {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  /** DICOM JSON model without File Meta Information and without bulk data. */
  readonly dataSet: DicomDataSet;
  readonly issues: readonly DicomIssue[];
  /** Null for objects without pixel data. */
  readonly pixels: PixelLayout | null;
  /** Whether this server can hand the object out in another transfer syntax than its own. */
  readonly isDecodable: boolean;
};

const PIXEL_TAGS = new Set(['7FE00010', '7FE00008', '7FE00009']);
type PixelEvent = ElementEvent | FragmentsEvent;

/**
 * Reads everything about a DICOM file except its bulk data, in memory that does not grow with the file.
 *
 * @param source - A Part 10 file, positions in bytes.
 * @returns The index, or an error with `retry: 'never'`:
 *   - `dicom.notDicom` - no `DICM` at byte 128;
 *   - `dicom.truncated` - the file ends early, params offset/missingBytes;
 *   - `dicom.damaged` - the structure cannot be followed, params offset/what;
 *   - `dicom.transferSyntax` - the file names none, so its encoding is unknown;
 *   - `dicom.noSopInstanceUid`, `dicom.badUid` (params tag) - it could not be filed;
 *   - `request.tooLarge` - deflated beyond the limit.
 * @see DICOM PS3.10 7.1, PS3.5 7.
 */
export async function indexDicom(source: ByteSource): Promise<Result<DicomIndex, AppError>> {
  try {
    return ok(await buildIndex(source));
  } catch (error) {
    if (error instanceof DicomDamage) return err(error.error);
    throw error;
  }
}

async function buildIndex(source: ByteSource): Promise<DicomIndex> {
  const meta = await readFileMeta(source);
  const syntax = transferSyntaxOf(meta.transferSyntaxUid);
  const { dataSetSource, start } = await openDataSet(source, meta.dataSetOffset, syntax);
  const { dataSet, issues, pixelEvent } = await collect(dataSetSource, start, syntax);
  const uids = readUids(dataSet);
  if (meta.mediaStorageSopInstanceUid && meta.mediaStorageSopInstanceUid !== uids.sopInstanceUid) {
    issues.push({ code: 'metaMismatch', tag: '00020003' });
  }
  const pixels = pixelEvent ? await layoutOf(dataSetSource, dataSet, pixelEvent, issues) : null;
  const isSyntaxKnown = isDecodableSyntax(syntax.uid);
  if (!isSyntaxKnown) issues.push({ code: 'transferSyntaxUnsupported', detail: syntax.uid });
  const areFramesKnown = !pixelEvent || (pixels !== null && hasFrames(pixels));
  return {
    ...uids,
    transferSyntaxUid: syntax.uid,
    dataSet,
    issues,
    pixels,
    isDecodable: isSyntaxKnown && areFramesKnown,
  };
}

/** The bytes the data set's offsets refer to: the file itself, or its inflated content. */
export async function openDataSet(
  source: ByteSource,
  dataSetOffset: number,
  syntax: TransferSyntax,
): Promise<{ dataSetSource: ByteSource; start: number }> {
  return syntax.isDeflated
    ? { dataSetSource: await inflateDataSet(source, dataSetOffset), start: 0 }
    : { dataSetSource: source, start: dataSetOffset };
}

async function collect(source: ByteSource, start: number, syntax: TransferSyntax) {
  const builder = createJsonBuilder();
  let pixelEvent: PixelEvent | null = null;
  let depth = 0;
  for await (const event of readElements(source, start, syntax)) {
    builder.accept(event);
    if (event.kind === 'sequenceStart') depth++;
    else if (event.kind === 'sequenceEnd') depth--;
    else if (depth === 0 && 'tag' in event && PIXEL_TAGS.has(event.tag)) pixelEvent = event;
  }
  return { dataSet: builder.dataSet, issues: builder.issues, pixelEvent: pixelEvent };
}

async function layoutOf(
  source: ByteSource,
  dataSet: DicomDataSet,
  event: PixelEvent,
  issues: DicomIssue[],
): Promise<PixelLayout | null> {
  const image = imageShapeOf(dataSet);
  if (!image) {
    issues.push({ code: 'pixelDataMissing', tag: event.tag, detail: 'no image description' });
    return null;
  }
  const { tag, vr } = event;
  if (event.kind === 'fragments') {
    const frames = await frameTable(source, event.fragments, image.frames);
    if (!frames) issues.push({ code: 'frameBoundariesUnknown', tag });
    return { tag, vr, image, data: { kind: 'encapsulated', frames } };
  }
  const expected = Math.ceil((bitsPerFrame(image) * image.frames) / 8);
  if (event.length < expected)
    throw truncated(event.offset + event.length, expected - event.length);
  return { tag, vr, image, data: { kind: 'native', offset: event.offset, length: event.length } };
}

const hasFrames = (pixels: PixelLayout): boolean =>
  pixels.data.kind === 'native' || pixels.data.frames !== null;

function readUids(dataSet: DicomDataSet) {
  const sopInstanceUid = textOf(dataSet, '00080018');
  if (!sopInstanceUid) throw new DicomDamage('dicom.noSopInstanceUid', {});
  return {
    sopInstanceUid: checkedUid(dataSet, '00080018'),
    sopClassUid: checkedUid(dataSet, '00080016'),
    studyInstanceUid: checkedUid(dataSet, '0020000D'),
    seriesInstanceUid: checkedUid(dataSet, '0020000E'),
  };
}

function checkedUid(dataSet: DicomDataSet, tag: string): string {
  const uid = textOf(dataSet, tag) ?? '';
  if (!isUid(uid)) throw new DicomDamage('dicom.badUid', { tag });
  return uid;
}

/** Digits and dots, at most 64 characters (PS3.5 9.1). Leading zeros are illegal too but common, and harmless here. */
export const isUid = (text: string): boolean => text.length <= 64 && /^\d+(\.\d+)+$/.test(text);
