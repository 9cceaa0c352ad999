/** Free-text sections in the order they are written, shown and printed. */
export const REPORT_SECTIONS = [
  'caseSummary',
  'findings',
  'conclusion',
  'recommendations',
  'precautions',
] as const;
export type ReportSection = (typeof REPORT_SECTIONS)[number];
