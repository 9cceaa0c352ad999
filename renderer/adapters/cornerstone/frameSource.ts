import { cache, imageLoader, metaData, Enums, type Types } from '@cornerstonejs/core';
import dicomImageLoader from '@cornerstonejs/dicom-image-loader';
import { appError, AppFailure } from '../../../shared/domain/errors';
import {
  numberOf,
  TAG,
  textOf,
  type DicomElement,
  type DicomJson,
} from '../../../shared/domain/imaging/dicomJson';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import { imagePlaneOf } from '../../../shared/domain/imaging/imagePlane';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { failureOf, fetchBulk, fetchFrame, framePath } from './frameTransport';
import { canDecode, transferSyntaxOf } from './multipart';

const SCHEME = 'huizhen';
const PALETTE_TAGS = ['00281201', '00281202', '00281203'] as const;
const UNCOMPRESSED = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']);

type Known = { readonly ref: FrameRef; readonly source: FrameSource };

/** Cornerstone knows pictures by text ids and asks global providers; this is what the ids mean. */
const known = new Map<string, Known>();
let sources = 0;

export type FrameSourceOptions = {
  readonly fetcher: DicomWebFetcher;
  readonly timeoutMs: number;
  /** The processor path draws colour from RGBA, the graphics path from RGB. */
  readonly rgba: boolean;
};

/** The pictures of one viewer: their ids, their metadata and how they come into memory. */
export class FrameSource {
  readonly #options: FrameSourceOptions;
  readonly #prefix: string;
  readonly #ids = new Set<string>();
  readonly #palettes = new Map<string, Promise<void>>();
  readonly #abort = new AbortController();

  constructor(options: FrameSourceOptions) {
    this.#options = options;
    this.#prefix = `${SCHEME}:v${(sources += 1)}`;
  }

  /** Ids of a set's pictures in order; the same set always has the same ids, so two viewports share memory. */
  register(set: DisplaySet): readonly string[] {
    return set.frames.map((ref) => {
      const id = `${this.#prefix}${framePath(set, ref)}`;
      if (!known.has(id)) {
        known.set(id, { ref, source: this });
        this.#ids.add(id);
        if (ref.frame === 1)
          dicomImageLoader.wadors.metaDataManager.add(id, loaderMetadata(ref.instance));
      }
      return id;
    });
  }

  refOf(imageId: string): FrameRef | null {
    return known.get(imageId)?.ref ?? null;
  }

  imageOf(imageId: string): Types.IImage | null {
    return cache.getImage(imageId) ?? null;
  }

  /** Loads and decodes unless it is in memory. Rejects with something `failureOf` can name. */
  load(imageId: string, urgency: 'now' | 'ahead'): Promise<Types.IImage> {
    const requestType =
      urgency === 'now' ? Enums.RequestType.Interaction : Enums.RequestType.Prefetch;
    return imageLoader.loadAndCacheImage(imageId, {
      priority: urgency === 'now' ? -5 : 5,
      requestType,
    });
  }

  dispose(): void {
    this.#abort.abort();
    for (const id of this.#ids) {
      if (cache.getImageLoadObject(id)) cache.removeImageLoadObject(id, { force: true });
      dicomImageLoader.wadors.metaDataManager.remove(id);
      known.delete(id);
    }
    this.#ids.clear();
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
    const path = imageId.slice(this.#prefix.length);
    const [frame] = await Promise.all([
      fetchFrame(this.#options.fetcher, path, signal),
      this.#palette(ref, signal),
    ]);
    const transferSyntax = transferSyntaxOf(frame.contentType);
    if (!canDecode(transferSyntax)) {
      const params = { transferSyntax };
      throw new AppFailure(appError('unsupported', 'dicom.transferSyntax', { params }));
    }
    if (UNCOMPRESSED.has(transferSyntax)) requireWhole(ref.instance, frame.bytes.length);
    const image: unknown = await dicomImageLoader.createImage(
      imageId,
      frame.bytes,
      transferSyntax,
      {
        ...options,
        useRGBA: this.#options.rgba,
      },
    );
    return image as Types.IImage;
  }

  /** Palettes too long for the metadata answer are fetched once for each instance and put where the decoder looks. */
  #palette(ref: FrameRef, signal: AbortSignal): Promise<void> {
    if (textOf(ref.instance, TAG.PhotometricInterpretation) !== 'PALETTE COLOR')
      return Promise.resolve();
    const waiting = this.#palettes.get(ref.sopInstanceUid);
    if (waiting) return waiting;
    const filling = Promise.all(
      PALETTE_TAGS.map(async (tag) => {
        const uri = ref.instance[tag]?.BulkDataURI;
        if (uri === undefined) return;
        const bytes = await fetchBulk(this.#options.fetcher, uri, signal);
        palettes.set(`${ref.sopInstanceUid}/${tag}`, bytes);
      }),
    ).then(() => undefined);
    this.#palettes.set(ref.sopInstanceUid, filling);
    filling.catch(() => this.#palettes.delete(ref.sopInstanceUid));
    return filling;
  }
}

const palettes = new Map<string, Uint8Array<ArrayBuffer>>();

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

/** The loader marks the object it is given, and the viewer's data stay untouched. */
function loaderMetadata(
  instance: DicomJson,
): Parameters<typeof dicomImageLoader.wadors.metaDataManager.add>[1] {
  return { ...instance } as unknown as Parameters<
    typeof dicomImageLoader.wadors.metaDataManager.add
  >[1];
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

const IMAGE_PLANE: string = Enums.MetadataModules.IMAGE_PLANE;
const IMAGE_PIXEL: string = Enums.MetadataModules.IMAGE_PIXEL;

function provide(type: string, imageId: unknown): unknown {
  const entry = typeof imageId === 'string' ? known.get(imageId) : undefined;
  if (entry === undefined) return undefined;
  if (type === IMAGE_PLANE) return planeModule(entry.ref);
  return type === Enums.MetadataModules.IMAGE_PIXEL
    ? pixelModule(entry.ref, imageId as string)
    : undefined;
}

/** The same plane the domain calculates with, so that a drawing and its number cannot disagree. */
function planeModule({ instance, frame }: FrameRef): object {
  const plane = imagePlaneOf(instance, frame);
  return {
    frameOfReferenceUID:
      textOf(instance, TAG.FrameOfReferenceUID) ?? textOf(instance, TAG.SeriesInstanceUID),
    rows: numberOf(instance, TAG.Rows),
    columns: numberOf(instance, TAG.Columns),
    imageOrientationPatient: [...plane.right, ...plane.down],
    rowCosines: [...plane.right],
    columnCosines: [...plane.down],
    imagePositionPatient: [...plane.origin],
    sliceThickness: numberOf(instance, TAG.SliceThickness),
    pixelSpacing: [plane.spacing.row, plane.spacing.column],
    rowPixelSpacing: plane.spacing.row,
    columnPixelSpacing: plane.spacing.column,
    usingDefaultValues: false,
  };
}

function pixelModule({ instance, sopInstanceUid }: FrameRef, imageId: string): unknown {
  const module: unknown = dicomImageLoader.wadors.metaData.metaDataProvider(
    Enums.MetadataModules.IMAGE_PIXEL,
    imageId,
  );
  if (textOf(instance, TAG.PhotometricInterpretation) !== 'PALETTE COLOR') return module;
  // Zero stands for 65,536, which does not fit its 16 bits.
  const entries = numberOf(instance, TAG.RedPaletteColorLookupTableDescriptor) || 65_536;
  const [red, green, blue] = PALETTE_TAGS.map((tag) =>
    paletteOf(instance[tag], palettes.get(`${sopInstanceUid}/${tag}`), entries),
  );
  return {
    ...(module as object),
    redPaletteColorLookupTableData: red,
    greenPaletteColorLookupTableData: green,
    bluePaletteColorLookupTableData: blue,
  };
}

/** Entries are 16-bit words, little endian, or two 8-bit entries to a word (PS3.3 C.7.6.3.1.6). */
function paletteOf(
  element: DicomElement | undefined,
  fetched: Uint8Array<ArrayBuffer> | undefined,
  entries: number,
): unknown {
  if (Array.isArray(element?.Value)) return element.Value;
  const bytes = fetched ?? (element?.InlineBinary ? fromBase64(element.InlineBinary) : null);
  if (bytes === null || bytes.length < 2 * entries) return bytes ?? undefined;
  return new Uint16Array(bytes.buffer.slice(0, 2 * entries));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
