import { z } from 'zod';

/** One element of the DICOM JSON model (PS3.18 Annex F.2.2). */
const dicomElementSchema = z.object({
  vr: z.string(),
  Value: z.array(z.unknown()).optional(),
  BulkDataURI: z.string().optional(),
  InlineBinary: z.string().optional(),
});

/** One instance as DICOM JSON: keys are eight hexadecimal digits, without pixel data. */
export const dicomJsonSchema = z.record(z.string(), dicomElementSchema);
export type DicomJson = z.infer<typeof dicomJsonSchema>;
export type DicomElement = z.infer<typeof dicomElementSchema>;

/** The tags the viewer reads, by keyword of PS3.6. */
export const TAG = {
  SpecificCharacterSet: '00080005',
  ImageType: '00080008',
  SOPClassUID: '00080016',
  SOPInstanceUID: '00080018',
  StudyDate: '00080020',
  SeriesDate: '00080021',
  AcquisitionDate: '00080022',
  StudyTime: '00080030',
  SeriesTime: '00080031',
  AcquisitionTime: '00080032',
  Modality: '00080060',
  InstitutionName: '00080080',
  StudyDescription: '00081030',
  SeriesDescription: '0008103E',
  RecommendedDisplayFrameRate: '00082144',
  AvailableTransferSyntaxUID: '00083002',
  PatientName: '00100010',
  PatientID: '00100020',
  PatientBirthDate: '00100030',
  PatientSex: '00100040',
  PatientWeight: '00101030',
  BodyPartExamined: '00180015',
  ProtocolName: '00181030',
  ViewPosition: '00185101',
  CineRate: '00180040',
  SliceThickness: '00180050',
  FrameTime: '00181063',
  RadiopharmaceuticalStartTime: '00181072',
  RadionuclideTotalDose: '00181074',
  RadionuclideHalfLife: '00181075',
  RadiopharmaceuticalStartDateTime: '00181078',
  ImagerPixelSpacing: '00181164',
  ShutterShape: '00181600',
  ShutterLeftVerticalEdge: '00181602',
  ShutterRightVerticalEdge: '00181604',
  ShutterUpperHorizontalEdge: '00181606',
  ShutterLowerHorizontalEdge: '00181608',
  CenterOfCircularShutter: '00181610',
  RadiusOfCircularShutter: '00181612',
  VerticesOfThePolygonalShutter: '00181620',
  SequenceOfUltrasoundRegions: '00186011',
  RegionSpatialFormat: '00186012',
  RegionDataType: '00186014',
  RegionMinX0: '00186018',
  RegionMinY0: '0018601A',
  RegionMaxX1: '0018601C',
  RegionMaxY1: '0018601E',
  PhysicalUnitsXDirection: '00186024',
  PhysicalUnitsYDirection: '00186026',
  PhysicalDeltaX: '0018602C',
  PhysicalDeltaY: '0018602E',
  StudyInstanceUID: '0020000D',
  SeriesInstanceUID: '0020000E',
  SeriesNumber: '00200011',
  InstanceNumber: '00200013',
  ImagePositionPatient: '00200032',
  ImageOrientationPatient: '00200037',
  FrameOfReferenceUID: '00200052',
  Laterality: '00200060',
  ImageLaterality: '00200062',
  NumberOfSeriesRelatedInstances: '00201209',
  SamplesPerPixel: '00280002',
  PhotometricInterpretation: '00280004',
  NumberOfFrames: '00280008',
  Rows: '00280010',
  Columns: '00280011',
  PixelSpacing: '00280030',
  PixelAspectRatio: '00280034',
  CorrectedImage: '00280051',
  PixelSpacingCalibrationType: '00280A02',
  BitsAllocated: '00280100',
  BitsStored: '00280101',
  HighBit: '00280102',
  PixelRepresentation: '00280103',
  PixelPaddingValue: '00280120',
  PixelPaddingRangeLimit: '00280121',
  WindowCenter: '00281050',
  WindowWidth: '00281051',
  RescaleIntercept: '00281052',
  RescaleSlope: '00281053',
  RescaleType: '00281054',
  WindowCenterWidthExplanation: '00281055',
  VOILUTFunction: '00281056',
  RedPaletteColorLookupTableDescriptor: '00281101',
  LossyImageCompression: '00282110',
  LossyImageCompressionRatio: '00282112',
  ModalityLUTSequence: '00283000',
  LUTDescriptor: '00283002',
  LUTExplanation: '00283003',
  LUTData: '00283006',
  VOILUTSequence: '00283010',
  FrameVOILUTSequence: '00289132',
  PixelValueTransformationSequence: '00289145',
  PerFrameFunctionalGroupsSequence: '52009230',
  SharedFunctionalGroupsSequence: '52009229',
  PixelMeasuresSequence: '00289110',
  PlaneOrientationSequence: '00209116',
  PlanePositionSequence: '00209113',
  RadiopharmaceuticalInformationSequence: '00540016',
  Units: '00541001',
  SUVType: '00541006',
  DecayCorrection: '00541102',
  /** Holds `Philips PET Private Group` where the next one means what its name says. */
  PhilipsPetCreator: '70530010',
  PhilipsSuvFactor: '70531000',
} as const;
export type Tag = (typeof TAG)[keyof typeof TAG];

/** First value as trimmed text; `null` when the element is absent or empty. Numbers become text. */
export function textOf(instance: DicomJson, tag: Tag): string | null {
  const value = instance[tag]?.Value?.[0];
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

/** All values as finite numbers; `[]` when absent or when any value is not a number (DS may arrive as text). */
export function numbersOf(instance: DicomJson, tag: Tag): readonly number[] {
  const values = instance[tag]?.Value ?? [];
  const numbers = values.map((value) =>
    typeof value === 'string' ? Number.parseFloat(value) : value,
  );
  return numbers.every((n): n is number => typeof n === 'number' && Number.isFinite(n))
    ? numbers
    : [];
}

export function numberOf(instance: DicomJson, tag: Tag): number | null {
  return numbersOf(instance, tag)[0] ?? null;
}

/** An enhanced image has an item for each of its frames, asked for at every picture drawn. */
const parsedItems = new WeakMap<DicomElement, readonly DicomJson[]>();

/** Items of a sequence; an item that is not an object of elements is left out. */
export function itemsOf(instance: DicomJson, tag: Tag): readonly DicomJson[] {
  const element = instance[tag];
  if (!element) return [];
  const known = parsedItems.get(element);
  if (known) return known;
  const items = (element.Value ?? []).flatMap((item) => {
    const parsed = dicomJsonSchema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
  parsedItems.set(element, items);
  return items;
}
