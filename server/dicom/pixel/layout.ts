/** Image Pixel module attributes (PS3.3 C.7.6.3) needed to cut and decode frames. */
export type ImageShape = {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  readonly photometric: string;
  /** 0: colour by pixel, 1: colour by plane. */
  readonly planarConfiguration: number;
  readonly frames: number;
};

/** Where the pixels of a stored object lie; offsets in bytes, inside the inflated data set if it is deflated. */
export type PixelLayout = {
  readonly tag: string;
  readonly vr: string;
  readonly image: ImageShape;
  readonly data: NativePixels | EncapsulatedPixels;
};
export type NativePixels = {
  readonly kind: 'native';
  readonly offset: number;
  readonly length: number;
};
export type EncapsulatedPixels = {
  readonly kind: 'encapsulated';
  /** Per frame its fragments as offset, length, offset, length, …; null when frame boundaries are unknown. */
  readonly frames: readonly (readonly number[])[] | null;
};

/** Bits of one native frame. Chroma of YBR_FULL_422 is stored for every second column only (PS3.3 C.7.6.3.1.2). */
export function bitsPerFrame(image: ImageShape): number {
  const samples = image.photometric === 'YBR_FULL_422' ? 2 : image.samplesPerPixel;
  return image.rows * image.columns * samples * image.bitsAllocated;
}

/** Bytes of one frame when handed out alone. */
export const bytesPerFrame = (image: ImageShape): number => Math.ceil(bitsPerFrame(image) / 8);

/** A frame is held in memory while it is decoded or sent; larger ones can only be had inside their object. */
export const MAX_FRAME_BYTES = 256 * 1024 * 1024;
