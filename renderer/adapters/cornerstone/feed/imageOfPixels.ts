import { Enums, metaData, utilities, type Types } from '@cornerstonejs/core';
import { fullWindow } from '../../../../shared/domain/imaging/windowing';
import type { DecodedPixels } from './decodeJob';

type VoiModule = {
  readonly windowCenter?: readonly number[];
  readonly windowWidth?: readonly number[];
  readonly voiLUTFunction?: string;
};
type PlaneModule = {
  readonly columnPixelSpacing?: number;
  readonly rowPixelSpacing?: number;
};
export type RescaleModule = {
  readonly rescaleSlope?: number;
  readonly rescaleIntercept?: number;
};

export type PictureShape = {
  readonly rows: number;
  readonly columns: number;
  readonly isColour: boolean;
  readonly isRgba: boolean;
  readonly photometricInterpretation: string;
};

/** The library's image from values that are ready to be shown, as its own loader would have made it. */
export function imageOfPixels(
  imageId: string,
  { rows, columns, isColour, isRgba, photometricInterpretation }: PictureShape,
  { values, min, max }: DecodedPixels,
): Types.IImage {
  const plane = (metaData.get(Enums.MetadataModules.IMAGE_PLANE, imageId) ?? {}) as PlaneModule;
  const voi = (metaData.get(Enums.MetadataModules.VOI_LUT, imageId) ?? {}) as VoiModule;
  const rescale = (metaData.get(Enums.MetadataModules.MODALITY_LUT, imageId) ??
    {}) as RescaleModule;
  const numberOfComponents = isColour ? (isRgba ? 4 : 3) : 1;
  const fileWindow =
    !isColour && voi.windowCenter?.[0] !== undefined && voi.windowWidth?.[0] !== undefined
      ? { windowCenter: voi.windowCenter[0], windowWidth: voi.windowWidth[0] }
      : isColour
        ? { windowCenter: 128, windowWidth: 256 }
        : utilities.windowLevel.toWindowLevel(min, max);
  const image = {
    imageId,
    dataType: values.constructor.name,
    color: isColour,
    rgba: isRgba,
    calibration: {},
    rows,
    columns,
    height: rows,
    width: columns,
    rowPixelSpacing: plane.rowPixelSpacing,
    columnPixelSpacing: plane.columnPixelSpacing,
    slope: rescale.rescaleSlope ?? 1,
    intercept: rescale.rescaleIntercept ?? 0,
    preScale: {
      enabled: !isColour,
      scaled: !isColour,
      scalingParameters: {
        rescaleSlope: rescale.rescaleSlope ?? 1,
        rescaleIntercept: rescale.rescaleIntercept ?? 0,
      },
    },
    invert: photometricInterpretation === 'MONOCHROME1',
    photometricInterpretation,
    minPixelValue: min,
    maxPixelValue: max,
    sizeInBytes: values.byteLength,
    ...fileWindow,
    voiLUTFunction: voi.voiLUTFunction,
    numberOfComponents,
    imageFrame: { photometricInterpretation, smallestPixelValue: min, largestPixelValue: max },
    getPixelData: () => values,
    getCanvas: undefined,
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: values,
      width: columns,
      height: rows,
      numberOfComponents,
    }),
  };
  return image as unknown as Types.IImage;
}

const PREVIEW_LEVELS = 255;

/**
 * The picture with eight-bit values for the library to draw, over the whole range of its floating ones; those are still what
 * `getPixelData` gives, to measure in and to draw properly from.
 */
export function withPreview(image: Types.IImage): Types.IImage {
  const values = image.getPixelData() as ArrayLike<number>;
  const { centre, width } = fullWindow(values);
  const low = centre - width / 2;
  const preview = Uint8Array.from(values, (value) => ((value - low) / width) * PREVIEW_LEVELS);
  return {
    ...image,
    minPixelValue: 0,
    maxPixelValue: PREVIEW_LEVELS,
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: preview,
      width: image.columns,
      height: image.rows,
      numberOfComponents: 1,
    }),
  };
}
