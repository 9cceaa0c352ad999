import type { EdgeLetters } from '../../shared/domain/imaging/orientation';
import type { VolumePreset } from '../../shared/domain/imaging/volumePreset';

/** Why no solids are drawn on this machine: its graphics are simulated by the processor, or there are none. */
export type VolumeRefusal = 'noGraphics';

export type VolumeState = {
  readonly preset: VolumePreset;
  /** Share of the preset's width by which colours and densities are moved. */
  readonly shift: number;
  readonly edges: EdgeLetters;
};

/** What the person sees is less than what there is. */
export type VolumeReduction = {
  /** Every n-th voxel in each direction. */
  readonly step: number;
  readonly isHalf: boolean;
};

export type VolumeDrag = 'rotate' | 'shift';

/** A block drawn as a solid. Methods on a disposed handle do nothing. */
export interface VolumeHandle {
  readonly reduction: VolumeReduction;
  getState(): VolumeState;
  /** As it is drawn anew. */
  onChange(listener: (state: VolumeState) => void): () => void;
  choose(preset: VolumePreset): void;
  /** What the left button does; the right one and the wheel magnify, the middle one moves. */
  setDrag(drag: VolumeDrag): void;
  /** Turns as if a ball around it were pushed, radians. */
  rotate(right: number, down: number): void;
  zoomBy(factor: number): void;
  shiftBy(share: number): void;
  /** From the front, whole, and the preset as it is. */
  reset(): void;
  /** Frees the picture, its memory and that of the graphics card. */
  dispose(): void;
}
