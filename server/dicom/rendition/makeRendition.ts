import { AppFailure, type AppError } from '../../../shared/domain/errors';
import type { BlobInfo, BlobStore } from '../../blobs/blobStore';
import type { CodecPool } from '../codec/worker/codecPool';
import { byPixel, decodedFrame } from '../pixel/frameSource';
import type { PixelLayout } from '../pixel/layout';
import { withObject, type OpenObject } from '../pixel/openObject';
import { transferSyntaxOf } from '../transferSyntax';
import { whyNoRendition, type NoRendition } from './policy';

/** Per frame: offset in the blob, then the ends of its resolution levels, counted from there. */
export type FrameLevels = readonly number[];

export type Made =
  | { readonly state: 'made'; readonly blob: BlobInfo; readonly frames: readonly FrameLevels[] }
  | { readonly state: 'none'; readonly reason: NoRendition | 'notDecodable' | 'notLossless' };

export type RenditionSource = {
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly sha256: string;
  readonly isDecodable: boolean;
  readonly pixels: PixelLayout;
};

class Impossible extends Error {
  readonly reason: 'notDecodable' | 'notLossless';

  constructor(reason: Impossible['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Makes the progressive rendition of one object, frame by frame into one blob, in memory of a frame's size. Every frame
 * has been compared with the original before it is used.
 */
export async function makeRendition(
  blobs: BlobStore,
  codecs: CodecPool,
  source: RenditionSource,
): Promise<Made> {
  const syntax = transferSyntaxOf(source.transferSyntaxUid);
  const reason = whyNoRendition({ ...source, syntax });
  if (reason) return { state: 'none', reason };
  if (!source.isDecodable) return { state: 'none', reason: 'notDecodable' };
  const frames: FrameLevels[] = [];
  try {
    const blob = await withObject(blobs, source, (object) =>
      blobs.put(codestreams(object, source.pixels, codecs, frames)),
    );
    return { state: 'made', blob, frames };
  } catch (error) {
    if (error instanceof Impossible) return { state: 'none', reason: error.reason };
    throw error;
  }
}

/** What may succeed another time is no property of the object. */
const failureOf = (error: AppError, reason: Impossible['reason']): Error =>
  error.retry === 'never' ? new Impossible(reason) : new AppFailure(error);

async function* codestreams(
  object: OpenObject,
  pixels: PixelLayout,
  codecs: CodecPool,
  frames: FrameLevels[],
): AsyncGenerator<Buffer> {
  let offset = 0;
  for (let frame = 1; frame <= pixels.image.frames; frame++) {
    const decoded = await decodedFrame(object, pixels, frame, codecs.decode);
    if (!decoded.ok) throw failureOf(decoded.error, 'notDecodable');
    const { photometric } = decoded.value;
    const encoded = await codecs.encode({
      ...pixels.image,
      bytes: byPixel(decoded.value.bytes, pixels),
      isRgb: photometric === 'RGB' && pixels.image.samplesPerPixel === 3,
    });
    if (!encoded.ok) throw failureOf(encoded.error, 'notLossless');
    if (!encoded.value) throw new Impossible('notLossless');
    const { codestream, levelEnds } = encoded.value;
    frames.push([offset, ...levelEnds]);
    offset += codestream.length;
    yield codestream;
  }
}
