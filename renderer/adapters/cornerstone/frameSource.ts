import { cache, imageLoader, metaData, Enums, utilities, type Types } from '@cornerstonejs/core';
import dicomImageLoader from '@cornerstonejs/dicom-image-loader';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { numberOf, TAG, textOf, type DicomJson } from '../../../shared/domain/imaging/dicomJson';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import {
  applyModalityLut,
  modalityLutData,
  modalityLutOf,
} from '../../../shared/domain/imaging/modalityLut';
import {
  overlaysOf,
  unpackedBits,
  type OverlayPlane,
} from '../../../shared/domain/imaging/overlayPlane';
import { paddingOf } from '../../../shared/domain/imaging/padding';
import type { SliceValues } from '../../../shared/domain/imaging/reslice';
import { fullWindow } from '../../../shared/domain/imaging/windowing';
import { rescaleOf } from '../../../shared/domain/imaging/voi';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import type { FrameValues } from './drawing/measurer';
import { Decoders, startDecodeWorker } from './feed/decoders';
import { ProgressiveFrames } from './feed/progressiveFrames';
import { failureOf, fetchFrame, framePath, openStack } from './frameTransport';
import type { DecodedPixels } from './feed/decodeJob';
import { imageOfPixels, withPreview, type PictureShape } from './feed/imageOfPixels';
import { bitPlane, nativeValues } from './feed/nativeFrame';
import { withColourMarker } from './jpegColour';
import { LookupTables, tableOf } from './lookupTables';
import { loaderMetadata, moduleOf } from './metadataProvider';
import { canDecode, transferSyntaxOf } from './multipart';

const SCHEME = 'huizhen';
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
const UNCOMPRESSED = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']);

/** After so long a picture of a stream is asked for by itself, ms. */
const NUDGE_MS = 1500;

type Known = {
  readonly ref: FrameRef;
  readonly source: FrameSource;
  readonly set: DisplaySet;
  readonly index: number;
};

/** Cornerstone knows pictures by text ids and asks global providers; this is what the ids mean. */
const known = new Map<string, Known>();
let sources = 0;

export type FrameSourceOptions = {
  readonly fetcher: DicomWebFetcher;
  readonly timeoutMs: number;
  /** The processor path draws colour from RGBA, the graphics path from RGB. */
  readonly rgba: boolean;
  /** Threads that decode progressive frames. */
  readonly threads: number;
  /** Compressed bytes of one stack to keep. */
  readonly compressedBytes: number;
  /** A picture that is cut from a block when it is looked at. */
  readonly cut: (setId: string, index: number, signal: AbortSignal) => Promise<DecodedPixels>;
};

/** The pictures of one viewer: their ids, their metadata and how they come into memory. */
export class FrameSource {
  readonly #options: FrameSourceOptions;
  readonly #prefix: string;
  readonly #ids = new Set<string>();
  readonly #tables: LookupTables;
  readonly #abort = new AbortController();
  readonly #decoders: Decoders;
  readonly #progressive: ProgressiveFrames;
  /** Ids of pictures in memory that are coarse. */
  readonly #coarse = new Set<string>();
  readonly #listeners = new Set<(imageId: string) => void>();
  /** How many look at a set, by its id. */
  readonly #viewers = new Map<string, number>();
  readonly #fields = new WeakMap<Types.IImage, FrameValues>();
  /** Overlays found in the bits of stored pixels, by picture and group; one byte a pixel. */
  readonly #bits = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(options: FrameSourceOptions) {
    this.#options = options;
    this.#tables = new LookupTables(options.fetcher);
    this.#prefix = `${SCHEME}:v${(sources += 1)}`;
    this.#decoders = new Decoders({
      threads: options.threads,
      timeoutMs: options.timeoutMs,
      start: startDecodeWorker,
    });
    this.#progressive = new ProgressiveFrames({
      decoders: this.#decoders,
      rgba: options.rgba,
      maxBytes: options.compressedBytes,
      open: (set, request, signal) => openStack(options.fetcher, set, request, signal),
      onSettled: (imageId) => this.#settled(imageId),
    });
  }

  /** Ids of a set's pictures in order; the same set always has the same ids, so two viewports share memory. `leave` ends it. */
  enter(set: DisplaySet): readonly string[] {
    const imageIds = set.frames.map((ref, index) => {
      const id = `${this.#prefix}${framePath(set, ref)}`;
      if (!known.has(id)) {
        known.set(id, { ref, source: this, set, index });
        this.#ids.add(id);
        if (ref.frame === 1 && !set.derived)
          dicomImageLoader.wadors.metaDataManager.add(id, loaderMetadata(ref.instance));
      }
      return id;
    });
    this.#viewers.set(set.id, (this.#viewers.get(set.id) ?? 0) + 1);
    if (!set.derived) this.#progressive.enter(set, imageIds);
    return imageIds;
  }

  /** Tells when all of a picture has come of which only a coarse one was to be had. */
  onSettled(listener: (imageId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  isCoarse(imageId: string): boolean {
    return this.#coarse.has(imageId);
  }

  /** Whether the picture comes as part of a stream, so that waiting for it costs no request of its own. */
  isStreamed(imageId: string): boolean {
    return this.#progressive.has(imageId);
  }

  refOf(imageId: string): FrameRef | null {
    return known.get(imageId)?.ref ?? null;
  }

  imageOf(imageId: string): Types.IImage | null {
    return cache.getImage(imageId) ?? null;
  }

  /** Values one may measure in: those of a coarse picture are made up. */
  valuesOf(imageId: string): Types.IImage | null {
    return this.#coarse.has(imageId) ? null : this.imageOf(imageId);
  }

  /** Values of one frame of a set, the same object while the picture in memory is the same; `null` as for `valuesOf`. */
  fieldOf(set: DisplaySet, ref: FrameRef): FrameValues | null {
    const image = this.valuesOf(`${this.#prefix}${framePath(set, ref)}`);
    if (!image) return null;
    const known = this.#fields.get(image);
    if (known) return known;
    const values = image.color ? null : image.getPixelData();
    const padding = paddingOf(ref.instance, rescaleOf(ref.instance, ref.frame));
    const field = { columns: image.columns, rows: image.rows, values, padding };
    this.#fields.set(image, field);
    return field;
  }

  /** Bits of an overlay plane, one byte a pixel; `null` where they cannot be had. */
  async overlayBits(imageId: string, plane: OverlayPlane): Promise<Uint8Array | null> {
    const { source } = plane;
    if (source.kind === 'pixelBit') return this.#bits.get(`${imageId}#${plane.group}`) ?? null;
    const bytes = await this.#tables.bytesOf(source.element, this.#abort.signal).catch(() => null);
    return bytes && unpackedBits(bytes, plane, source.firstBit);
  }

  /**
   * Loads and decodes unless it is in memory: `now` the best there is, `ahead` without loss. Rejects with something
   * `failureOf` can name.
   */
  async load(imageId: string, urgency: 'now' | 'ahead'): Promise<Types.IImage> {
    if (urgency === 'ahead') {
      await this.#progressive.settled(imageId);
      if (this.#abort.signal.aborted) throw new DOMException('aborted', 'AbortError');
    }
    if (this.#coarse.has(imageId) && this.#progressive.isWhole(imageId)) this.#forget(imageId);
    const requestType =
      urgency === 'now' ? Enums.RequestType.Interaction : Enums.RequestType.Prefetch;
    const loading = imageLoader.loadImage(imageId, {
      priority: urgency === 'now' ? -5 : 5,
      requestType,
    });
    // The library's own load-and-keep call leaves the keeping's promise unwatched: every failed picture became a page error.
    if (!cache.getImageLoadObject(imageId)) {
      cache.putImageLoadObject(imageId, { promise: loading }).catch(() => undefined);
    }
    return loading;
  }

  leave(set: DisplaySet): void {
    if (!set.derived) this.#progressive.leave(set);
    const viewers = (this.#viewers.get(set.id) ?? 0) - 1;
    this.#viewers.set(set.id, viewers);
    if (viewers > 0) return;
    this.#viewers.delete(set.id);
    if (!set.derived) return;
    for (const ref of set.frames) this.#drop(`${this.#prefix}${framePath(set, ref)}`);
  }

  /** Values of a stored picture, copied; one that nobody looks at does not stay in memory. */
  async copyOf(set: DisplaySet, index: number, signal: AbortSignal): Promise<SliceValues> {
    const ref = set.frames[index];
    if (!ref) throw new RangeError('no such picture');
    const id = `${this.#prefix}${framePath(set, ref)}`;
    const isForUs = this.valuesOf(id) === null && this.#viewers.get(set.id) === 1;
    await this.#arrival(id, signal);
    const image = await this.load(id, 'ahead');
    signal.throwIfAborted();
    const values = image.getPixelData().slice() as SliceValues;
    if (isForUs) this.#forget(id);
    return values;
  }

  dispose(): void {
    this.#abort.abort();
    this.#progressive.dispose();
    this.#decoders.dispose();
    this.#tables.dispose();
    for (const id of [...this.#ids]) this.#drop(id);
    this.#viewers.clear();
  }

  async fetchAndDecode(imageId: string, ref: FrameRef, options: object): Promise<Types.IImage> {
    const patience = AbortSignal.timeout(this.#options.timeoutMs);
    const signal = AbortSignal.any([patience, this.#abort.signal]);
    // Some damaged files make a decoder wait for ever, so the limit covers decoding too.
    const gone = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(tooLate(patience)), { once: true });
    });
    const work = this.#work(imageId, ref, signal, options);
    work.catch(() => undefined);
    try {
      return await Promise.race([work, gone]);
    } catch (cause) {
      if (patience.aborted) throw tooLate(patience);
      throw new AppFailure(failureOf(cause), { cause });
    }
  }

  async #work(
    imageId: string,
    ref: FrameRef,
    signal: AbortSignal,
    options: object,
  ): Promise<Types.IImage> {
    const { set, index } = known.get(imageId) ?? {};
    if (set?.derived && index !== undefined) {
      const pixels = await this.#options.cut(set.id, index, signal);
      return this.#shown(imageOfPixels(imageId, greyShape(ref.instance), pixels));
    }
    const [streamed] = await Promise.all([
      this.#progressive.picture(imageId, isUrgent(options), signal),
      this.#tables.ready(ref.instance, signal),
    ]);
    if (streamed.kind === 'image') {
      if (streamed.isCoarse) this.#coarse.add(imageId);
      return this.#shown(streamed.image);
    }
    const frame =
      streamed.kind === 'stored'
        ? { bytes: streamed.bytes, contentType: contentTypeOf(streamed.transferSyntaxUid) }
        : await fetchFrame(this.#options.fetcher, imageId.slice(this.#prefix.length), signal);
    const transferSyntax = transferSyntaxOf(frame.contentType);
    if (!canDecode(transferSyntax)) {
      const params = { transferSyntax };
      throw new AppFailure(appError('unsupported', 'dicom.transferSyntax', { params }));
    }
    if (UNCOMPRESSED.has(transferSyntax)) requireWhole(ref.instance, frame.bytes.length);
    const native = this.#native(imageId, ref, frame.bytes, transferSyntax);
    if (native) return this.#shown(native);
    const photometric = textOf(ref.instance, TAG.PhotometricInterpretation);
    const isJpeg = transferSyntax === JPEG_BASELINE;
    const bytes = isJpeg ? withColourMarker(frame.bytes, photometric) : frame.bytes;
    const decodeOptions = { ...options, useRGBA: this.#options.rgba };
    const image: unknown = await dicomImageLoader.createImage(
      imageId,
      bytes,
      transferSyntax,
      decodeOptions,
    );
    return this.#shown(withModalityLut(image as Types.IImage, ref.instance));
  }

  /** A frame the library would read wrongly or not at all, and the overlays in its bits. */
  #native(
    imageId: string,
    { instance, frame }: FrameRef,
    bytes: Uint8Array<ArrayBuffer>,
    transferSyntax: string,
  ): Types.IImage | null {
    const values = nativeValues(bytes, transferSyntax, instance, frame);
    if (!values) return null;
    const bitsAllocated = numberOf(instance, TAG.BitsAllocated) ?? 16;
    for (const { group, source } of overlaysOf(instance, frame)) {
      if (source.kind === 'pixelBit')
        this.#bits.set(`${imageId}#${group}`, bitPlane(bytes, bitsAllocated, source.bit));
    }
    return imageOfPixels(imageId, greyShape(instance), values);
  }

  /** The processor path draws whole numbers only. */
  #shown(image: Types.IImage): Types.IImage {
    return this.#options.rgba && image.getPixelData() instanceof Float32Array
      ? withPreview(image)
      : image;
  }

  #settled(imageId: string): void {
    for (const listener of this.#listeners) listener(imageId);
  }

  /** A stream brings what the reader is near to; whoever needs all of it has to say so. */
  async #arrival(imageId: string, signal: AbortSignal): Promise<void> {
    let isThere = false;
    const settled = this.#progressive.settled(imageId).then(() => (isThere = true));
    for (;;) {
      const pause = new Promise((resolve) => setTimeout(resolve, NUDGE_MS));
      await Promise.race([settled, pause]);
      signal.throwIfAborted();
      if (isThere || this.#abort.signal.aborted) return;
      this.#progressive.nudge(imageId);
    }
  }

  #drop(id: string): void {
    if (cache.getImageLoadObject(id)) cache.removeImageLoadObject(id, { force: true });
    if (!known.get(id)?.set.derived) dicomImageLoader.wadors.metaDataManager.remove(id);
    known.delete(id);
    this.#ids.delete(id);
  }

  #forget(imageId: string): void {
    this.#coarse.delete(imageId);
    if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
  }
}

const greyShape = (instance: DicomJson): PictureShape => ({
  rows: numberOf(instance, TAG.Rows) ?? 0,
  columns: numberOf(instance, TAG.Columns) ?? 0,
  isColour: false,
  isRgba: false,
  photometricInterpretation: textOf(instance, TAG.PhotometricInterpretation) ?? 'MONOCHROME2',
});

const isUrgent = (options: object): boolean =>
  (options as { requestType?: Enums.RequestType }).requestType === Enums.RequestType.Interaction;

const contentTypeOf = (transferSyntaxUid: string): string =>
  `application/octet-stream; transfer-syntax=${transferSyntaxUid}`;

/** The library draws through a modality table on one path only and measures through it on none, so the values are mapped. */
function withModalityLut(image: Types.IImage, instance: DicomJson): Types.IImage {
  const data = modalityLutData(instance);
  if (data === null || image.color) return image;
  const entries = tableOf(data.element, data.entries);
  const lut = entries && modalityLutOf(instance, entries);
  if (lut === null) {
    throw new AppFailure(
      appError('integrity', 'dicom.damaged', { message: 'modality table is incomplete' }),
    );
  }
  return withValues(image, applyModalityLut(image.getPixelData(), lut));
}

function withValues(image: Types.IImage, values: Uint16Array<ArrayBuffer>): Types.IImage {
  const { centre, width } = fullWindow(values);
  return {
    ...image,
    dataType: 'Uint16Array',
    minPixelValue: centre - width / 2,
    maxPixelValue: centre + width / 2,
    sizeInBytes: values.byteLength,
    getPixelData: () => values,
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: values,
      width: image.columns,
      height: image.rows,
      numberOfComponents: 1,
    }),
  };
}

function tooLate(patience: AbortSignal): Error {
  return patience.aborted
    ? new AppFailure(appError('timeout', 'viewer.loadTimeout', { retry: 'safe' }))
    : new DOMException('aborted', 'AbortError');
}

/** A cut-off frame would otherwise be drawn partly with whatever the memory held. */
function requireWhole(instance: DicomJson, bytes: number): void {
  const pixels = (numberOf(instance, TAG.Rows) ?? 0) * (numberOf(instance, TAG.Columns) ?? 0);
  const samples = numberOf(instance, TAG.SamplesPerPixel) ?? 1;
  // YBR_FULL_422 stores two samples a pixel (PS3.3 C.7.6.3.1.2).
  const stored = textOf(instance, TAG.PhotometricInterpretation) === 'YBR_FULL_422' ? 2 : samples;
  const expected = Math.floor((pixels * stored * (numberOf(instance, TAG.BitsAllocated) ?? 8)) / 8);
  if (bytes < expected) {
    throw new AppFailure(
      appError('integrity', 'dicom.truncated', { message: 'frame is shorter than its size says' }),
    );
  }
}

/** One provider and one loader for all viewers of the page; call once. */
export function registerFrameSources(): void {
  imageLoader.registerImageLoader(SCHEME, ((imageId: string, options: object) => {
    const entry = known.get(imageId);
    const promise = entry
      ? entry.source.fetchAndDecode(imageId, entry.ref, options)
      : Promise.reject(new Error('picture is not registered'));
    return { promise };
  }) as unknown as Types.ImageLoaderFn);
  metaData.addProvider(provide, 10_000);
}

function provide(type: string, imageId: unknown): unknown {
  const entry = typeof imageId === 'string' ? known.get(imageId) : undefined;
  return entry && moduleOf(type, entry.ref, imageId as string);
}
