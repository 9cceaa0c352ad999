import { z } from 'zod';
import type { RecordCategory } from '../consultation/completeness';
import { localDateSchema } from '../identity/actor';

/** What a page of paper is. */
export const PAPER_TAGS = [
  'chart',
  'labSlip',
  'examReport',
  'consent',
  'prescription',
  'progressNote',
  'nursing',
  'other',
] as const;
export type PaperTag = (typeof PAPER_TAGS)[number];

/** Where a page of that kind counts among the material of a case. */
export const CATEGORY_OF_TAG: Readonly<Record<PaperTag, RecordCategory>> = {
  chart: 'chart',
  labSlip: 'laboratory',
  examReport: 'report',
  consent: 'consent',
  prescription: 'chart',
  progressNote: 'chart',
  nursing: 'chart',
  other: 'other',
};

const TAG_OF_CATEGORY: Readonly<Partial<Record<RecordCategory, PaperTag>>> = {
  chart: 'chart',
  laboratory: 'labSlip',
  report: 'examReport',
  imaging: 'examReport',
  ecg: 'examReport',
  pathology: 'examReport',
  consent: 'consent',
};

/** A first guess from where its file was filed. */
export const tagOfCategory = (category: RecordCategory): PaperTag =>
  TAG_OF_CATEGORY[category] ?? 'other';

/** Beyond this a page was photographed askew on purpose, or is not straight at all. */
export const MOST_SKEW = 15;
/** The least share of a side that a crop leaves. */
export const LEAST_CROP = 0.05;
export const MOST_PAGES = 60;

const share = z.number().min(0).max(1);

/**
 * Shares of the page's sides after its quarter turns, measured on the straightened page: both have the same middle, so
 * that a crop stays where it is while the page is straightened.
 */
export const paperCropSchema = z
  .object({ x: share, y: share, width: share, height: share })
  .refine(
    ({ x, y, width, height }) =>
      width >= LEAST_CROP &&
      height >= LEAST_CROP &&
      x + width <= 1.000001 &&
      y + height <= 1.000001,
  );
export type PaperCrop = z.infer<typeof paperCropSchema>;
export const WHOLE_PAGE: PaperCrop = { x: 0, y: 0, width: 1, height: 1 };

/** What is done to one page, in this order; the original stays as it is. */
export const paperStepsSchema = z.object({
  /** Clockwise. */
  quarterTurns: z.int().min(0).max(3),
  /** Degrees clockwise by which the page is turned to make its lines level. */
  skewDegrees: z.number().min(-MOST_SKEW).max(MOST_SKEW),
  crop: paperCropSchema,
  /** Shadows and the tint of the paper are taken out, ink made darker. */
  cleaned: z.boolean(),
});
export type PaperSteps = z.infer<typeof paperStepsSchema>;
export const NO_STEPS: PaperSteps = {
  quarterTurns: 0,
  skewDegrees: 0,
  crop: WHOLE_PAGE,
  cleaned: false,
};

export const paperPageSchema = z.object({
  /** The original: a photo, a scan, a PDF of scans. */
  recordId: z.uuid(),
  /** Page of the original, from 0. */
  page: z.int().min(0).max(999),
  tag: z.enum(PAPER_TAGS),
  steps: paperStepsSchema,
});
export type PaperPage = z.infer<typeof paperPageSchema>;

export const paperDocumentSchema = z
  .object({
    title: z.string().trim().min(1).max(120),
    /** The day the paper is from, as it says; `null` when it does not. */
    datedOn: localDateSchema.nullable(),
    pages: z.array(paperPageSchema).min(1).max(MOST_PAGES),
  })
  .meta({ id: 'PaperDocument' });
export type PaperDocument = z.infer<typeof paperDocumentSchema>;

/** What a document put together of paper keeps about its making, so that it can be checked and done again. */
export const paperOriginSchema = z.object({
  pages: z.array(
    paperPageSchema.extend({
      /** SHA-256 of the original file. */
      sha256: z.string(),
      /** Title of the original when the page was taken from it. */
      title: z.string(),
      /** How many pages the original has. */
      pageCount: z.int().positive(),
    }),
  ),
  datedOn: localDateSchema.nullable(),
});
export type PaperOrigin = z.infer<typeof paperOriginSchema>;

/** All categories a document's pages count for, the most frequent first. */
export function categoriesOf(pages: readonly { readonly tag: PaperTag }[]): RecordCategory[] {
  const counts = new Map<RecordCategory, number>();
  for (const { tag } of pages) {
    const category = CATEGORY_OF_TAG[tag];
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([category]) => category);
}

/**
 * Originals whose every page is in some document: lists show the document instead, which leads to them.
 *
 * @param documents - Origins of the documents that are on the case.
 */
export function filedOriginals(documents: readonly PaperOrigin[]): ReadonlySet<string> {
  const used = new Map<string, { readonly pages: Set<number>; readonly count: number }>();
  for (const { recordId, page, pageCount } of documents.flatMap(({ pages }) => pages)) {
    const known = used.get(recordId) ?? { pages: new Set(), count: pageCount };
    known.pages.add(page);
    used.set(recordId, known);
  }
  return new Set([...used].flatMap(([id, { pages, count }]) => (pages.size >= count ? [id] : [])));
}
