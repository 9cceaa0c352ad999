import type { Types } from '@cornerstonejs/core';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { DisplaySet, FrameRef } from '../../../shared/domain/imaging/displaySet';
import type { ViewportEvents } from '../../ports/imageViewer';
import type { FrameSource } from './frameSource';
import { failureOf } from './frameTransport';
import { Prefetcher } from './prefetcher';
import { StackDriver } from './stackDriver';

/** Requests kept under way at once: a browser opens six connections to one host, and the picture asked for needs one. */
const CONCURRENCY = 5;

export type PictureStackPorts = {
  readonly viewport: Types.IStackViewport;
  readonly source: FrameSource;
  /** Pictures like this one that fit in memory. */
  readonly capacity: (image: Types.IImage) => number;
  /** A picture came into the viewport and is not yet painted: time to set its window. */
  readonly onPlaced: (picture: PlacedPicture) => void;
  /** The picture on screen was replaced by all of itself. */
  readonly onSharpened: (picture: PlacedPicture) => void;
  readonly onTargetChanged: () => void;
  readonly emit: <E extends 'error' | 'progress' | 'imageLoaded'>(
    event: E,
    value: ViewportEvents[E],
  ) => void;
  /** Nothing, or nothing right, is in the viewport. */
  readonly onBlank: (isBlank: boolean) => void;
};

export type PlacedPicture = {
  readonly index: number;
  readonly image: Types.IImage;
  /** The viewport was given a new stack with it. */
  readonly isFirst: boolean;
};

type Stack = {
  readonly set: DisplaySet;
  readonly imageIds: readonly string[];
  readonly driver: StackDriver;
  readonly prefetcher: Prefetcher;
};

/** The stack one viewport shows: which picture is asked for, which is there, and what is fetched meanwhile. */
export class PictureStack {
  readonly #ports: PictureStackPorts;
  readonly #unlisten: () => void;
  #stack: Stack | null = null;

  constructor(ports: PictureStackPorts) {
    this.#ports = ports;
    this.#unlisten = ports.source.onSettled((imageId) => this.#settled(imageId));
  }

  get set(): DisplaySet | null {
    return this.#stack?.set ?? null;
  }

  get count(): number {
    return this.#stack?.imageIds.length ?? 0;
  }

  get target(): number {
    return this.#stack?.driver.target ?? 0;
  }

  /** Index in the viewport; `null` before the first. */
  get placed(): number | null {
    return this.#stack?.driver.placed ?? null;
  }

  get isBusy(): boolean {
    return this.#stack?.driver.busy ?? true;
  }

  /** The picture in the viewport. */
  get shown(): { readonly ref: FrameRef; readonly index: number; readonly imageId: string } | null {
    const stack = this.#stack;
    const image = this.#ports.viewport.getCornerstoneImage() as Types.IImage | undefined;
    const index = stack && image ? stack.imageIds.indexOf(image.imageId) : -1;
    const ref = stack?.set.frames[index];
    return ref && image ? { ref, index, imageId: image.imageId } : null;
  }

  /** @param isSoft The picture on screen may stay until the first of the set is there. */
  async open(set: DisplaySet, startIndex: number, isSoft: boolean): Promise<void> {
    this.leave();
    if (!isSoft) this.#ports.onBlank(true);
    if (set.frames.length === 0) {
      const params = { kind: set.kind };
      this.#fail(null, appError('unsupported', 'dicom.notImage', { params }));
      return;
    }
    this.#ports.emit('error', null);
    this.#stack = this.#newStack(set);
    await this.#stack.driver.goTo(startIndex);
  }

  goTo(index: number): void {
    void this.#stack?.driver.goTo(index);
  }

  leave(): void {
    this.#stack?.driver.stop();
    this.#stack?.prefetcher.stop();
    if (this.#stack) this.#ports.source.leave(this.#stack.set);
    this.#stack = null;
  }

  dispose(): void {
    this.leave();
    this.#unlisten();
  }

  /** Waits for all of the picture; whether it is still the one on screen then. */
  async becomeLossless(index: number): Promise<boolean> {
    const stack = this.#stack;
    const imageId = stack?.imageIds[index];
    if (!stack || imageId === undefined) return false;
    const image = await this.#ports.source.load(imageId, 'ahead').catch(() => null);
    if (image === null || this.#stack !== stack || stack.driver.placed !== index) return false;
    this.#sharpen(stack, index, image);
    return true;
  }

  #newStack(set: DisplaySet): Stack {
    const { viewport, source } = this.#ports;
    const imageIds = source.enter(set);
    const driver = new StackDriver({
      viewport,
      source,
      imageIds,
      onPlaced: (index, image, isFirst, ms) => this.#placed({ index, image, isFirst }, ms),
      onFailed: (index, error) => {
        this.#stack?.prefetcher.note(index, 'failed');
        this.#fail(index, error);
      },
      onTargetChanged: this.#ports.onTargetChanged,
    });
    const prefetcher = new Prefetcher({
      // a cut is made in less time than it takes to ask for it
      count: set.derived ? 0 : imageIds.length,
      // pictures of a stream come in its order, whoever waits for them
      concurrency: source.isStreamed(imageIds[0] ?? '') ? Infinity : CONCURRENCY,
      load: (index) => source.load(imageIds[index] ?? '', 'ahead'),
      isInMemory: (index) => source.valuesOf(imageIds[index] ?? '') !== null,
      capacity: () => this.#capacity(),
      onProgress: (progress) => this.#ports.emit('progress', progress),
    });
    return { set, imageIds, driver, prefetcher };
  }

  #capacity(): number {
    const image = this.#ports.viewport.getCornerstoneImage() as Types.IImage | undefined;
    return image ? this.#ports.capacity(image) : 0;
  }

  #placed(picture: PlacedPicture, ms: number): void {
    const stack = this.#stack;
    if (stack === null) return;
    const { index, image } = picture;
    this.#ports.onBlank(false);
    this.#ports.onPlaced(picture);
    this.#ports.emit('error', null);
    if (!this.#ports.source.isCoarse(image.imageId)) stack.prefetcher.note(index, 'loaded');
    stack.prefetcher.focus(index);
    this.#ports.emit('imageLoaded', { index, ms });
  }

  /** All of a picture has come: the coarse one on screen is replaced, one that failed for want of a line is tried again. */
  #settled(imageId: string): void {
    const stack = this.#stack;
    const index = stack ? stack.imageIds.indexOf(imageId) : -1;
    if (!stack || index < 0) return;
    if (stack.driver.failed === index) this.goTo(index);
    if (stack.driver.placed !== index || !this.#ports.source.isCoarse(imageId)) return;
    this.#ports.source.load(imageId, 'now').then(
      (image) => this.#sharpen(stack, index, image),
      (cause: unknown) => {
        if (this.#stack === stack && stack.driver.placed === index)
          this.#fail(index, failureOf(cause));
      },
    );
  }

  #sharpen(stack: Stack, index: number, image: Types.IImage): void {
    if (this.#stack !== stack || stack.driver.placed !== index) return;
    this.#ports.viewport.renderImageObject(image);
    stack.prefetcher.note(index, 'loaded');
    this.#ports.onSharpened({ index, image, isFirst: false });
  }

  #fail(index: number | null, error: AppError): void {
    this.#ports.onBlank(true);
    this.#ports.onTargetChanged();
    this.#ports.emit('error', { error, index });
  }
}
