import { Enums } from '@cornerstonejs/core';
import dicomImageLoader from '@cornerstonejs/dicom-image-loader';
import { numberOf, TAG, textOf, type DicomJson } from '../../../shared/domain/imaging/dicomJson';
import type { FrameRef } from '../../../shared/domain/imaging/displaySet';
import { groupOf } from '../../../shared/domain/imaging/functionalGroups';
import { imagePlaneOf } from '../../../shared/domain/imaging/imagePlane';
import { isReformatted } from '../../../shared/domain/imaging/reformat';
import { fileVoiOf, rescaleOf } from '../../../shared/domain/imaging/voi';
import { palettesOf } from './lookupTables';

const { GENERAL_SERIES, IMAGE_PLANE, IMAGE_PIXEL, MODALITY_LUT, VOI_LUT } =
  Enums.MetadataModules as Record<string, string>;

/** What the library asks of a picture and reads worse itself; `undefined` leaves it to the library. */
export function moduleOf(type: string, ref: FrameRef, imageId: string): unknown {
  switch (type) {
    case IMAGE_PLANE:
      return planeModule(ref);
    case IMAGE_PIXEL:
      return pixelModule(ref, imageId);
    case MODALITY_LUT:
      return rescaleModule(ref);
    case VOI_LUT:
      return voiModule(ref);
    case GENERAL_SERIES:
      return seriesModule(ref);
    default:
      return undefined;
  }
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
  if (isReformatted(sopInstanceUid)) return cutModule(instance);
  const module: unknown = dicomImageLoader.wadors.metaData.metaDataProvider(
    Enums.MetadataModules.IMAGE_PIXEL,
    imageId,
  );
  const palettes = palettesOf(instance);
  if (palettes === null) return module;
  const [red, green, blue] = palettes;
  return {
    ...(module as object),
    redPaletteColorLookupTableData: red,
    greenPaletteColorLookupTableData: green,
    bluePaletteColorLookupTableData: blue,
  };
}

function seriesModule({ instance, sopInstanceUid }: FrameRef): object | undefined {
  if (!isReformatted(sopInstanceUid)) return undefined;
  return {
    modality: textOf(instance, TAG.Modality),
    seriesInstanceUID: textOf(instance, TAG.SeriesInstanceUID),
  };
}

/** Pictures the library knows nothing else of. */
const cutModule = (instance: DicomJson): object => ({
  samplesPerPixel: 1,
  photometricInterpretation: textOf(instance, TAG.PhotometricInterpretation) ?? 'MONOCHROME2',
  rows: numberOf(instance, TAG.Rows),
  columns: numberOf(instance, TAG.Columns),
  bitsAllocated: 16,
  bitsStored: 16,
  highBit: 15,
  pixelRepresentation: 1,
});

/** Enhanced images say it frame by frame, in a place the library does not look. */
function rescaleModule({ instance, frame }: FrameRef): unknown {
  if (groupOf(instance, frame, TAG.PixelValueTransformationSequence) === null) return undefined;
  const rescale = rescaleOf(instance, frame);
  return rescale && { rescaleSlope: rescale.slope, rescaleIntercept: rescale.intercept };
}

function voiModule({ instance, frame }: FrameRef): unknown {
  const { windows, fn } = fileVoiOf(instance, frame);
  const functions = { linear: 'LINEAR', exact: 'LINEAR_EXACT', sigmoid: 'SIGMOID' };
  return {
    windowCenter: windows.map(({ window }) => window.centre),
    windowWidth: windows.map(({ window }) => window.width),
    voiLUTFunction: functions[fn],
  };
}

/** The loader marks the object it is given, and the viewer's data stay untouched. */
export function loaderMetadata(
  instance: DicomJson,
): Parameters<typeof dicomImageLoader.wadors.metaDataManager.add>[1] {
  return { ...instance } as unknown as Parameters<
    typeof dicomImageLoader.wadors.metaDataManager.add
  >[1];
}
