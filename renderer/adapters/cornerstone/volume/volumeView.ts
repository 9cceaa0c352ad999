import * as cornerstone from '@cornerstonejs/core';
import { appError, AppFailure } from '../../../../shared/domain/errors';
import { edgeLetters } from '../../../../shared/domain/imaging/orientation';
import {
  add,
  length,
  scale,
  subtract,
  type Vector3,
} from '../../../../shared/domain/imaging/vector';
import { transferOf, type VolumePreset } from '../../../../shared/domain/imaging/volumePreset';
import type { VolumeDrag, VolumeHandle, VolumeState } from '../../../ports/volumeViewer';
import { Emitter } from '../emitter';
import { FROM_FRONT, orbit, rightOf, type Look } from './orbit';
import type { Solid } from './solids';
import { listenToPointer } from './volumePointer';

type Parts = {
  readonly engine: cornerstone.RenderingEngine;
  readonly element: HTMLDivElement;
  readonly viewportId: string;
  readonly solid: Solid;
  readonly presets: readonly VolumePreset[];
  readonly onDispose: () => void;
};

type VolumeEvents = { change: VolumeState };

/** The height of the picture area turns by half a circle. */
const TURN = Math.PI;
/** While it is turned, and at first, rays are sampled less often. */
const HELD_SAMPLING = 3;
/** Pictures to wait for until all slices are on the graphics card. */
const MOST_PAINTS = 4;

/** A block in three dimensions in one viewport of the library. */
export class VolumeView implements VolumeHandle {
  readonly reduction: VolumeHandle['reduction'];
  readonly #parts: Parts;
  readonly #emitter = new Emitter<VolumeEvents>();
  readonly #volumeId: string;
  readonly #viewport: cornerstone.Types.IVolumeViewport;
  readonly #stopListening: () => void;
  #imageIds: readonly string[] = [];
  #look: Look = FROM_FRONT;
  #preset: VolumePreset;
  #shift = 0;
  #drag: VolumeDrag = 'rotate';
  #isDisposed = false;

  /** Rejects with AppFailure `viewer.loadFailed` when not every slice reached the graphics card. */
  static async open(parts: Parts): Promise<VolumeView> {
    const view = new VolumeView(parts);
    try {
      await view.#fill();
    } catch (cause) {
      view.dispose();
      throw cause;
    }
    return view;
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
    const { engine, element, viewportId, solid, presets } = parts;
    const { step, isHalf } = solid;
    this.reduction = { step, isHalf };
    this.#preset = presets[0] ?? 'mr';
    this.#volumeId = `solid-${viewportId}`;
    engine.enableElement({
      viewportId,
      type: cornerstone.Enums.ViewportType.VOLUME_3D,
      element,
      defaultOptions: { background: [0, 0, 0], parallelProjection: true },
    });
    this.#viewport = engine.getViewport<cornerstone.Types.IVolumeViewport>(viewportId);
    this.#stopListening = listenToPointer(element, {
      rotate: (right, down) => this.rotate(right * TURN, down * TURN),
      pan: (dx, dy) => this.#pan(dx, dy),
      zoom: (factor) => this.zoomBy(factor),
      shift: (share) => this.shiftBy(share),
      drag: () => this.#drag,
      onHeld: (isHeld) => this.#sample(isHeld ? HELD_SAMPLING : 1),
    });
  }

  getState(): VolumeState {
    return {
      preset: this.#preset,
      shift: this.#shift,
      edges: edgeLetters(rightOf(this.#look), scale(this.#look.up, -1)),
    };
  }

  onChange(listener: (state: VolumeState) => void): () => void {
    return this.#emitter.on('change', listener);
  }

  choose(preset: VolumePreset): void {
    this.#preset = preset;
    this.#shift = 0;
    this.#colour();
  }

  setDrag(drag: VolumeDrag): void {
    this.#drag = drag;
  }

  rotate(right: number, down: number): void {
    this.#look = orbit(this.#look, right, down);
    this.#place();
  }

  zoomBy(factor: number): void {
    if (this.#isDisposed) return;
    const { parallelScale = 1 } = this.#viewport.getCamera();
    this.#viewport.setCamera({ parallelScale: parallelScale / factor });
    this.#changed();
  }

  shiftBy(share: number): void {
    this.#shift = Math.min(1, Math.max(-1, this.#shift + share));
    this.#colour();
  }

  reset(): void {
    if (this.#isDisposed) return;
    this.#look = FROM_FRONT;
    this.#shift = 0;
    this.#viewport.resetCamera();
    this.#place();
    this.#colour();
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#stopListening();
    this.#emitter.clear();
    this.#parts.engine.disableElement(this.#parts.viewportId);
    const { cache } = cornerstone;
    if (cache.getVolumeLoadObject(this.#volumeId)) cache.removeVolumeLoadObject(this.#volumeId);
    for (const imageId of this.#imageIds)
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId);
    this.#parts.onDispose();
  }

  async #fill(): Promise<void> {
    const { values, dimensions, spacing, origin, direction, range } = this.#parts.solid;
    const volume = cornerstone.volumeLoader.createLocalVolume(this.#volumeId, {
      scalarData: values,
      dimensions: [...dimensions],
      spacing: [...spacing],
      origin: [...origin],
      direction: new Float32Array(direction),
      metadata: {
        ...EMPTY_METADATA,
        BitsAllocated: values.BYTES_PER_ELEMENT * 8,
        Columns: dimensions[0],
        Rows: dimensions[1],
        // given, so that the library does not look for one in every slice
        voiLut: [
          { windowCenter: (range.min + range.max) / 2, windowWidth: range.max - range.min + 1 },
        ],
      },
    });
    this.#imageIds = volume.imageIds;
    const texture = volume.vtkOpenGLTexture as unknown as StreamedTexture;
    for (let slice = 0; slice < dimensions[2]; slice++) texture.setUpdatedFrame(slice);
    await this.#viewport.setVolumes([{ volumeId: this.#volumeId }]);
    if (this.#isDisposed) throw new AppFailure(appError('timeout', 'viewer.loadTimeout'));
    this.#viewport.resetCamera();
    this.#sample(HELD_SAMPLING);
    this.#colour();
    this.#place();
    const isDue = (): boolean => texture.getUpdatedFrames().some((slice) => slice === true);
    // the first pictures may come before the slices are on the card
    for (let tries = 0; isDue() && tries < MOST_PAINTS; tries++) {
      await painted(this.#parts.element);
      this.#viewport.render();
    }
    if (this.#isDisposed) throw new AppFailure(appError('timeout', 'viewer.loadTimeout'));
    // a slice that is missing here would be a hole in the patient
    if (isDue()) throw new AppFailure(appError('internal', 'viewer.loadFailed', { retry: 'safe' }));
    this.#sample(1);
  }

  #colour(): void {
    if (this.#isDisposed) return;
    const entry = this.#viewport.getDefaultActor();
    const property = (entry.actor as unknown as SolidActor).getProperty();
    const { colours, opacities } = transferOf(this.#preset, this.#parts.solid.range, this.#shift);
    const colour = property.getRGBTransferFunction(0);
    colour.removeAllPoints();
    for (const { value, rgb } of colours) colour.addRGBPoint(value, ...rgb);
    const density = property.getScalarOpacity(0);
    density.removeAllPoints();
    for (const { value, opacity } of opacities) density.addPoint(value, opacity);
    property.setScalarOpacityUnitDistance(0, 1);
    property.setInterpolationTypeToLinear();
    property.setShade(true);
    property.setAmbient(0.25);
    property.setDiffuse(0.8);
    property.setSpecular(0.2);
    property.setSpecularPower(12);
    this.#viewport.render();
    this.#changed();
  }

  #place(): void {
    if (this.#isDisposed) return;
    const { position, focalPoint } = this.#viewport.getCamera();
    if (!position || !focalPoint) return;
    const distance = length(subtract(position, focalPoint));
    this.#viewport.setCamera({
      focalPoint,
      position: mutable(add(focalPoint, scale(this.#look.normal, distance))),
      viewUp: mutable(this.#look.up),
      viewPlaneNormal: mutable(this.#look.normal),
    });
    this.#changed();
  }

  #pan(dx: number, dy: number): void {
    if (this.#isDisposed) return;
    const { position, focalPoint, parallelScale = 1 } = this.#viewport.getCamera();
    if (!position || !focalPoint) return;
    const perPixel = (2 * parallelScale) / Math.max(1, this.#parts.element.clientHeight);
    const moved = add(
      scale(rightOf(this.#look), -dx * perPixel),
      scale(this.#look.up, dy * perPixel),
    );
    this.#viewport.setCamera({
      position: mutable(add(position, moved)),
      focalPoint: mutable(add(focalPoint, moved)),
    });
  }

  #sample(multiplier: number): void {
    if (this.#isDisposed) return;
    (this.#viewport as unknown as SampledViewport).setSampleDistanceMultiplier(multiplier);
  }

  #changed(): void {
    this.#emitter.emit('change', this.getState());
  }
}

const EMPTY_METADATA = {
  BitsStored: 16,
  SamplesPerPixel: 1,
  HighBit: 15,
  PhotometricInterpretation: 'MONOCHROME2',
  PixelRepresentation: 1,
  Modality: '',
  SeriesInstanceUID: '',
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  PixelSpacing: [1, 1],
  FrameOfReferenceUID: '',
  VOILUTFunction: 'LINEAR',
};

const mutable = (vector: Vector3): [number, number, number] => [...vector];

/** Parts of the library's drawing objects that its types leave open. */
type StreamedTexture = {
  readonly setUpdatedFrame: (slice: number) => void;
  readonly getUpdatedFrames: () => readonly (boolean | null)[];
};
type SampledViewport = { readonly setSampleDistanceMultiplier: (multiplier: number) => void };
type SolidActor = {
  readonly getProperty: () => {
    readonly getRGBTransferFunction: (component: number) => {
      readonly removeAllPoints: () => void;
      readonly addRGBPoint: (value: number, r: number, g: number, b: number) => void;
    };
    readonly getScalarOpacity: (component: number) => {
      readonly removeAllPoints: () => void;
      readonly addPoint: (value: number, opacity: number) => void;
    };
    readonly setScalarOpacityUnitDistance: (component: number, mm: number) => void;
    readonly setInterpolationTypeToLinear: () => void;
    readonly setShade: (isShaded: boolean) => void;
    readonly setAmbient: (share: number) => void;
    readonly setDiffuse: (share: number) => void;
    readonly setSpecular: (share: number) => void;
    readonly setSpecularPower: (power: number) => void;
  };
};

/** The next picture of an element is drawn, or could not be for so long that nobody waits for it. */
function painted(element: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      element.removeEventListener(cornerstone.Enums.Events.IMAGE_RENDERED, done);
      resolve();
    };
    const timer = setTimeout(done, 15_000);
    element.addEventListener(cornerstone.Enums.Events.IMAGE_RENDERED, done);
  });
}
