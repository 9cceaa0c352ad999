import type { Code } from './annotationSet';

const code = (value: string, scheme: string, meaning: string): Code => ({ value, scheme, meaning });
const dcm = (value: string, meaning: string) => code(value, 'DCM', meaning);
const sct = (value: string, meaning: string) => code(value, 'SCT', meaning);
const ucum = (value: string, meaning: string) => code(value, 'UCUM', meaning);
/** Our own, where PS3.16 has none; explained in docs/conformance/annotations.md. */
export const OWN_SCHEME = '99HUIZHEN';
const own = (value: string, meaning: string) => code(value, OWN_SCHEME, meaning);

/** Concepts of PS3.16 and what stands beside them. */
export const C = {
  imagingMeasurementReport: dcm('126000', 'Imaging Measurement Report'),
  imagingMeasurements: dcm('126010', 'Imaging Measurements'),
  measurementGroup: dcm('125007', 'Measurement Group'),
  trackingIdentifier: dcm('112039', 'Tracking Identifier'),
  trackingUid: dcm('112040', 'Tracking Unique Identifier'),
  language: dcm('121049', 'Language of Content Item and Descendants'),
  chinese: code('zh-CN', 'RFC5646', 'Chinese (China)'),
  observerType: dcm('121005', 'Observer Type'),
  person: dcm('121006', 'Person'),
  personObserverName: dcm('121008', 'Person Observer Name'),
  personObserverOrganization: dcm('121009', "Person Observer's Organization Name"),
  procedureReported: dcm('121058', 'Procedure reported'),
  imagingProcedure: sct('363679005', 'Imaging procedure'),
  finding: dcm('121071', 'Finding'),
  findingSite: sct('363698007', 'Finding Site'),
  laterality: sct('272741003', 'Laterality'),
  left: sct('7771000', 'Left'),
  right: sct('24028007', 'Right'),
  both: sct('51440002', 'Right and left'),
  comment: dcm('121106', 'Comment'),
  imageRegion: dcm('111030', 'Image Region'),
  derivation: dcm('121401', 'Derivation'),
  measurementMethod: sct('370129005', 'Measurement Method'),
  measurementFailure: dcm('114006', 'Measurement failure'),

  length: sct('410668003', 'Length'),
  longAxis: sct('103339001', 'Long Axis'),
  shortAxis: sct('103340004', 'Short Axis'),
  angle: sct('1483009', 'Angle'),
  cobbAngle: sct('285285000', 'Cobb angle'),
  area: sct('42798000', 'Area'),
  attenuation: dcm('112031', 'Attenuation Coefficient'),
  suvBodyWeight: dcm('126401', 'SUVbw'),
  mean: sct('373098007', 'Mean'),
  standardDeviation: sct('386136009', 'Standard Deviation'),
  minimum: sct('255605001', 'Minimum'),
  maximum: sct('56851009', 'Maximum'),

  mm: ucum('mm', 'mm'),
  mm2: ucum('mm2', 'mm2'),
  degree: ucum('deg', 'degree'),
  pixels: ucum('{pixels}', 'pixels'),
  hounsfield: ucum("[hnsf'U]", 'Hounsfield unit'),
  suvUnit: ucum('g/ml{SUVbw}', 'g/ml{SUVbw}'),
  noUnit: ucum('1', 'no units'),

  ofInterest: dcm('113000', 'Of Interest'),
  forReportAttachment: dcm('113020', 'For Report Attachment'),
  keyObjectDescription: dcm('113012', 'Key Object Description'),

  /** What a group is to our viewer: its kind and what its coordinates do not tell. */
  drawing: own('drawing', 'Drawing'),
  /** A stored or rescaled value of which the file does not say what it is. */
  pixelValue: own('pixelValue', 'Pixel value'),
  pixelCount: own('pixelCount', 'Number of pixels'),
  atDetector: own('detector', 'In the detector plane, magnification unknown'),
  inUltrasoundRegion: own('ultrasound', 'By the ultrasound region'),
} as const satisfies Record<string, Code>;

/** What older writers use for the same concepts (PS3.16 Annex "SRT to SCT"). */
export const OLD = {
  longAxis: code('G-A185', 'SRT', 'Long Axis'),
  shortAxis: code('G-A186', 'SRT', 'Short Axis'),
  findingSite: code('G-C0E3', 'SRT', 'Finding Site'),
  laterality: code('G-C171', 'SRT', 'Laterality'),
  cobbAngle: code('F-00E5C', 'SRT', 'Cobb angle'),
} as const satisfies Record<string, Code>;
