/** The DICOM JSON model, PS3.18 Annex F. */
export type PersonName = {
  readonly Alphabetic?: string;
  readonly Ideographic?: string;
  readonly Phonetic?: string;
};
export type DicomValue = string | number | PersonName | DicomDataSet | null;
export type DicomAttribute = {
  readonly vr: string;
  Value?: DicomValue[];
  InlineBinary?: string;
  /** Relative here, `7FE00010` or `54000100/0/54001010`; the web layer puts the instance's address before it. */
  BulkDataURI?: string;
};
export type DicomDataSet = { [tag: string]: DicomAttribute };

/** First value as text, without padding; null when absent or empty. */
export function textOf(dataSet: DicomDataSet, tag: string): string | null {
  const value = dataSet[tag]?.Value?.[0];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** First value as a finite number; null when absent or not one. */
export function numberOf(dataSet: DicomDataSet, tag: string): number | null {
  const value = dataSet[tag]?.Value?.[0];
  const number =
    typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : NaN;
  return Number.isFinite(number) ? number : null;
}

export function nameOf(dataSet: DicomDataSet, tag: string): PersonName | null {
  const value = dataSet[tag]?.Value?.[0];
  return typeof value === 'object' && value !== null ? value : null;
}
