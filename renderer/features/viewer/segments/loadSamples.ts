import { appError, type AppError } from '../../../../shared/domain/errors';
import { dicomWebFailure } from '../../../../shared/domain/imaging/dicomWebFailure';
import type { DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import { TAG, textOf } from '../../../../shared/domain/imaging/dicomJson';
import {
  sampleBytesOf,
  type SegmentSamples,
} from '../../../../shared/domain/imaging/segments/segmentSamples';
import type { Segmentation } from '../../../../shared/domain/imaging/segments/readSegmentation';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { DicomWebFetcher } from '../../../ports/imageViewer';

const NATIVE = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
]);
const OCTETS = 'application/octet-stream';

/** Samples of a segmentation: as they lie in the file, or frame by frame where they are compressed. */
export async function loadSamples(
  fetcher: DicomWebFetcher,
  set: DisplaySet,
  segmentation: Segmentation,
  signal: AbortSignal,
): Promise<Result<SegmentSamples, AppError>> {
  const { object = {} } = set;
  const uid = textOf(object, TAG.SOPInstanceUID) ?? '';
  const root = `/studies/${set.studyInstanceUid}/series/${set.seriesInstanceUid}/instances/${uid}`;
  const syntax = textOf(object, TAG.AvailableTransferSyntaxUID);
  if (syntax === null || NATIVE.has(syntax))
    return bytesAt(fetcher, `${root}/bulkdata/7FE00010`, signal);
  const samples = new Uint8Array(sampleBytesOf(segmentation));
  const frameBytes = samples.length / segmentation.frameCount;
  for (let frame = 1; frame <= segmentation.frameCount; frame++) {
    const bytes = await bytesAt(fetcher, `${root}/frames/${frame}`, signal);
    if (!bytes.ok) return bytes;
    samples.set(bytes.value.subarray(0, frameBytes), (frame - 1) * frameBytes);
  }
  return ok(samples);
}

async function bytesAt(
  fetcher: DicomWebFetcher,
  path: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array, AppError>> {
  try {
    const response = await fetcher(path, { accept: OCTETS, signal });
    if (response.ok) return ok(new Uint8Array(await response.arrayBuffer()));
    return err(dicomWebFailure(response.status, await response.json().catch(() => null)));
  } catch {
    return err(appError('unavailable', 'net.offline'));
  }
}
