import { Enums, metaData, type Types } from '@cornerstonejs/core';
import { AppFailure } from '../../../../shared/domain/errors';
import { numberOf, TAG, textOf, type DicomJson } from '../../../../shared/domain/imaging/dicomJson';
import type { DisplaySet, FrameRef } from '../../../../shared/domain/imaging/displaySet';
import { modalityLutData } from '../../../../shared/domain/imaging/modalityLut';
import { stackLevels } from '../../../../shared/domain/imaging/stackPlan';
import type { StackRequest } from '../../../../shared/domain/imaging/stackStream';
import type { Decoders } from './decoders';
import type { DecodeJob } from './decodeJob';
import { imageOfPixels, type RescaleModule } from './imageOfPixels';
import { hasPixelOverlay } from './nativeFrame';
import { StackFeed, type FedFrame } from './stackFeed';

export type ProgressivePorts = {
  readonly decoders: Decoders;
  readonly rgba: boolean;
  readonly open: (
    set: DisplaySet,
    request: StackRequest,
    signal: AbortSignal,
  ) => Promise<ReadableStream<Uint8Array>>;
  /** Compressed bytes to keep of one stack. */
  readonly maxBytes: number;
  /** All of a frame has come, or it is known that it will not come this way. */
  readonly onSettled: (imageId: string) => void;
};

type Place = { readonly feed: StackFeed; readonly index: number; readonly ref: FrameRef };

export type ProgressivePicture =
  | { readonly kind: 'image'; readonly image: Types.IImage; readonly isCoarse: boolean }
  /** The frame as stored, to be decoded as any other. */
  | {
      readonly kind: 'stored';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly transferSyntaxUid: string;
    }
  /** Not to be had this way. */
  | { readonly kind: 'none' };

/** Pictures that come coarse first and without loss later. */
export class ProgressiveFrames {
  readonly #ports: ProgressivePorts;
  readonly #feeds = new Map<string, { readonly feed: StackFeed; viewers: number }>();
  readonly #places = new Map<string, Place>();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(ports: ProgressivePorts) {
    this.#ports = ports;
  }

  /** Somebody looks at the set; `leave` when no longer. */
  enter(set: DisplaySet, imageIds: readonly string[]): void {
    const first = set.frames[0];
    const known = this.#feeds.get(set.id);
    if (known) known.viewers += 1;
    if (known || !first || !set.frames.every(({ instance }) => isSuitable(instance))) return;
    const levels = stackLevels(
      numberOf(first.instance, TAG.Rows) ?? 1,
      numberOf(first.instance, TAG.Columns) ?? 1,
    );
    const feed: StackFeed = new StackFeed({
      frames: set.frames,
      levels,
      reach: () => set.frames.length,
      maxBytes: this.#ports.maxBytes,
      open: (request, signal) => this.#ports.open(set, request, signal),
      onArrival: (index) => this.#arrived(imageIds[index] ?? '', feed, index),
    });
    this.#feeds.set(set.id, { feed, viewers: 1 });
    set.frames.forEach((ref, index) =>
      this.#places.set(imageIds[index] ?? '', { feed, index, ref }),
    );
  }

  has(imageId: string): boolean {
    const place = this.#places.get(imageId);
    return place !== undefined && !place.feed.hasFailed(place.index);
  }

  isWhole(imageId: string): boolean {
    const place = this.#places.get(imageId);
    return place !== undefined && place.feed.isWhole(place.index);
  }

  /** The best picture there is now, after waiting for the first one. Rejects with AppFailure when nothing comes. */
  async picture(
    imageId: string,
    isUrgent: boolean,
    signal: AbortSignal,
  ): Promise<ProgressivePicture> {
    const place = this.#places.get(imageId);
    if (!place) return { kind: 'none' };
    place.feed.focus(place.index);
    for (;;) {
      const fed = await this.#held(imageId, place, signal);
      if (fed === null) return { kind: 'none' };
      if (fed.kind === 'stored') return fed;
      const image = await this.#decode(imageId, place.ref, fed.bytes, isUrgent);
      // all of it may have come meanwhile
      if (fed.isWhole || !place.feed.isWhole(place.index))
        return { kind: 'image', image, isCoarse: !fed.isWhole };
    }
  }

  /** Resolves when all of the frame is there or it will not come this way. */
  async settled(imageId: string): Promise<void> {
    while (this.has(imageId) && !this.isWhole(imageId)) await this.#change(imageId);
  }

  /** The stream is to come to this frame next. */
  nudge(imageId: string): void {
    const place = this.#places.get(imageId);
    place?.feed.focus(place.index);
  }

  leave(set: DisplaySet): void {
    const known = this.#feeds.get(set.id);
    if (!known) return;
    known.viewers -= 1;
    if (known.viewers === 0) known.feed.pause();
  }

  dispose(): void {
    for (const { feed } of this.#feeds.values()) feed.dispose();
    this.#feeds.clear();
    this.#places.clear();
    for (const imageId of [...this.#waiting.keys()]) this.#wake(imageId);
  }

  async #held(
    imageId: string,
    { feed, index }: Place,
    signal: AbortSignal,
  ): Promise<FedFrame | null> {
    for (;;) {
      if (feed.hasFailed(index) || !this.#places.has(imageId)) return null;
      const fed = feed.held(index);
      if (fed) return fed;
      if (feed.error) throw new AppFailure(feed.error);
      await this.#change(imageId, signal);
    }
  }

  async #decode(
    imageId: string,
    { instance }: FrameRef,
    codestream: Uint8Array,
    isUrgent: boolean,
  ): Promise<Types.IImage> {
    const rows = numberOf(instance, TAG.Rows) ?? 0;
    const columns = numberOf(instance, TAG.Columns) ?? 0;
    const photometricInterpretation = textOf(instance, TAG.PhotometricInterpretation) ?? '';
    const isColour = numberOf(instance, TAG.SamplesPerPixel) === 3;
    const picture: DecodeJob['picture'] = isColour
      ? {
          kind: 'colour',
          isYbr: photometricInterpretation === 'YBR_FULL',
          rgba: this.#ports.rgba,
        }
      : { kind: 'grey', scale: scaleOf(imageId, instance) };
    const job = { codestream, rows, columns, picture };
    const pixels = await this.#ports.decoders.decode(job, isUrgent);
    const shape = { rows, columns, isColour, photometricInterpretation };
    return imageOfPixels(imageId, { ...shape, isRgba: isColour && this.#ports.rgba }, pixels);
  }

  #arrived(imageId: string, feed: StackFeed, index: number): void {
    this.#wake(imageId);
    if (feed.isWhole(index) || feed.hasFailed(index)) this.#ports.onSettled(imageId);
  }

  #change(imageId: string, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(imageId) ?? new Set();
      waiting.add(resolve);
      this.#waiting.set(imageId, waiting);
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  }

  #wake(imageId: string): void {
    const waiting = this.#waiting.get(imageId);
    this.#waiting.delete(imageId);
    waiting?.forEach((resolve) => resolve());
  }
}

const SCALED_OTHERWISE = new Set(['PT', 'RTDOSE']);
const SHOWN = new Set(['MONOCHROME1', 'MONOCHROME2', 'RGB', 'YBR_FULL', 'YBR_RCT', 'YBR_ICT']);

/** Grey and eight-bit colour whose values follow from slope and intercept alone. */
function isSuitable(instance: DicomJson): boolean {
  const photometric = textOf(instance, TAG.PhotometricInterpretation) ?? '';
  const bits = numberOf(instance, TAG.BitsAllocated);
  const isColour = numberOf(instance, TAG.SamplesPerPixel) === 3;
  return (
    SHOWN.has(photometric) &&
    (isColour ? bits === 8 : bits === 8 || bits === 16) &&
    !SCALED_OTHERWISE.has(textOf(instance, TAG.Modality) ?? '') &&
    modalityLutData(instance) === null &&
    !hasPixelOverlay(instance)
  );
}

function scaleOf(imageId: string, instance: DicomJson) {
  const bitsAllocated = numberOf(instance, TAG.BitsAllocated) ?? 16;
  const module = (metaData.get(Enums.MetadataModules.MODALITY_LUT, imageId) ?? {}) as RescaleModule;
  const { rescaleSlope: slope, rescaleIntercept: intercept } = module;
  return {
    bitsAllocated,
    bitsStored: numberOf(instance, TAG.BitsStored) ?? bitsAllocated,
    isSigned: numberOf(instance, TAG.PixelRepresentation) === 1,
    rescale:
      typeof slope === 'number' && typeof intercept === 'number' ? { slope, intercept } : null,
  };
}
