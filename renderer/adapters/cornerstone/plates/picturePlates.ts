import type { Types } from '@cornerstonejs/core';
import type { FrameRef } from '../../../../shared/domain/imaging/displaySet';
import { overlaysOf, type OverlayPlane } from '../../../../shared/domain/imaging/overlayPlane';
import { isPadding, type Padding } from '../../../../shared/domain/imaging/padding';
import { shuttersOf, type Shutter } from '../../../../shared/domain/imaging/shutter';
import type { LayerChoice } from '../../../ports/imageViewer';
import type { ScreenMap } from '../drawing/affine';
import { bitmapOf } from './bitmap';
import { PlateLayer, type Plate } from './plateLayer';

export type PicturePlatePorts = {
  readonly element: HTMLElement;
  readonly map: () => ScreenMap | null;
  readonly overlayBits: (imageId: string, plane: OverlayPlane) => Promise<Uint8Array | null>;
  /** Padding that would be seen. */
  readonly padding: () => Padding | null;
};

type Subject = { readonly imageId: string; readonly image: Types.IImage; readonly ref: FrameRef };

const OVERLAY_COLOUR = [235, 235, 235, 255] as const;
const KEPT_BITMAPS = 32;

/** The layers over the picture of one viewport: overlays of its file, shutters, and black over its padding. */
export class PicturePlates {
  readonly #ports: PicturePlatePorts;
  readonly #layer: PlateLayer;
  /** By picture and group; the newest last. */
  readonly #bitmaps = new Map<string, HTMLCanvasElement>();
  readonly #paddings = new WeakMap<Types.IImage, HTMLCanvasElement>();
  #choice: LayerChoice = { overlays: true, shutter: true };
  #subject: Subject | null = null;
  #overlays: readonly Plate[] = [];
  #shutters: readonly Shutter[] = [];

  constructor(ports: PicturePlatePorts) {
    this.#ports = ports;
    this.#layer = new PlateLayer(ports.element);
  }

  /** For a capture; `null` when nothing is drawn. */
  get canvas(): HTMLCanvasElement | null {
    return this.#layer.isEmpty ? null : this.#layer.canvas;
  }

  get choice(): LayerChoice {
    return this.#choice;
  }

  /** What there is to be shown or hidden. */
  get available(): { readonly overlays: number; readonly shutter: boolean } {
    return {
      overlays: this.#subject
        ? overlaysOf(this.#subject.ref.instance, this.#subject.ref.frame).length
        : 0,
      shutter: this.#shutters.length > 0,
    };
  }

  choose(choice: LayerChoice): void {
    this.#choice = choice;
    this.redraw();
  }

  follow(subject: Subject | null): void {
    this.#subject = subject;
    this.#overlays = [];
    this.#shutters = subject ? shuttersOf(subject.ref.instance) : [];
    if (subject) void this.#loadOverlays(subject);
  }

  redraw(): void {
    const map = this.#ports.map();
    if (!map || !this.#subject) return this.#layer.draw(null);
    const padding = this.#paddingPlate(this.#subject);
    this.#layer.draw({
      map,
      plates: [...(padding ? [padding] : []), ...(this.#choice.overlays ? this.#overlays : [])],
      shutters: this.#choice.shutter ? this.#shutters : [],
      shutterColour: '#000',
    });
  }

  dispose(): void {
    this.#bitmaps.clear();
    this.#layer.dispose();
  }

  async #loadOverlays(subject: Subject): Promise<void> {
    const { imageId, ref } = subject;
    const planes = overlaysOf(ref.instance, ref.frame);
    if (planes.length === 0) return;
    const plates = await Promise.all(planes.map((plane) => this.#overlayPlate(imageId, plane)));
    if (this.#subject !== subject) return;
    this.#overlays = plates.filter((plate) => plate !== null);
    this.redraw();
  }

  async #overlayPlate(imageId: string, plane: OverlayPlane): Promise<Plate | null> {
    const { left, top, columns, rows, group } = plane;
    const key = `${imageId}#${group}`;
    const known = this.#bitmaps.get(key);
    if (known) return { bitmap: known, left, top };
    const bits = await this.#ports.overlayBits(imageId, plane);
    const bitmap = bits && bitmapOf(bits, columns, rows, (bit) => (bit ? OVERLAY_COLOUR : null));
    if (!bitmap) return null;
    this.#bitmaps.set(key, bitmap);
    const [oldest] = this.#bitmaps.keys();
    if (this.#bitmaps.size > KEPT_BITMAPS && oldest !== undefined) this.#bitmaps.delete(oldest);
    return { bitmap, left, top };
  }

  #paddingPlate({ image }: Subject): Plate | null {
    const padding = this.#ports.padding();
    if (!padding) return null;
    const known = this.#paddings.get(image);
    if (known) return { bitmap: known, left: 0, top: 0 };
    const values = image.getPixelData() as ArrayLike<number>;
    const marks = Uint8Array.from(values, (value) => (isPadding(padding, value) ? 1 : 0));
    const bitmap = bitmapOf(marks, image.columns, image.rows, (mark) =>
      mark ? [0, 0, 0, 255] : null,
    );
    if (!bitmap) return null;
    this.#paddings.set(image, bitmap);
    return { bitmap, left: 0, top: 0 };
  }
}
