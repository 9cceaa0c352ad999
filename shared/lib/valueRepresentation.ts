/** DICOM value representations whose length takes 32 bits (PS3.5 section 7.1.2). */
export const LONG_FORM = new Set<string>([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
]);
