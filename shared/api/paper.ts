import { z } from 'zod';
import { caseIdSchema } from '../domain/identity/actor';
import { paperDocumentSchema, paperPageSchema } from '../domain/paper/paper';
import { defineRoute, noBody, nothing } from './route';

const CLINICAL = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;
const caseParams = z.object({ caseId: caseIdSchema });

/** One page of scanned paper, as the bench finds it. */
export const paperSourcePageSchema = z
  .object({
    /** From 0. */
    page: z.int().nonnegative(),
    /** Upright, in pixels; `null` where it is known only once it is drawn (PDF). */
    width: z.int().positive().nullable(),
    height: z.int().positive().nullable(),
  })
  .meta({ id: 'PaperSourcePage' });
export type PaperSourcePage = z.infer<typeof paperSourcePageSchema>;

export const listPaperPages = defineRoute({
  id: 'listPaperPages',
  method: 'GET',
  path: '/v1/cases/:caseId/records/:recordId/pages',
  summary: 'Pages of a photo, scan, multi-page TIFF or PDF, to be put together into a document',
  access: CLINICAL,
  params: caseParams.extend({ recordId: z.uuid() }),
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ pages: z.array(paperSourcePageSchema) }) },
});

/** Where the picture of a page is: JPEG, upright, at most `size` pixels long. */
export const paperPicturePath = (
  caseId: string,
  { recordId, page }: { readonly recordId: string; readonly page: number },
  size: number,
): string => `/v1/cases/${caseId}/records/${recordId}/pages/${page}/picture?size=${size}`;

export const makePaperPage = defineRoute({
  id: 'makePaperPage',
  method: 'POST',
  path: '/v1/cases/:caseId/paper-pages',
  summary:
    'Straighten, crop and clean one page ahead of its document; said again it answers at once',
  access: CLINICAL,
  params: caseParams,
  query: nothing,
  body: z.object({ page: paperPageSchema }),
  success: {
    status: 200,
    schema: z.object({ width: z.int().positive(), height: z.int().positive() }),
  },
});

export const addPaperDocument = defineRoute({
  id: 'addPaperDocument',
  method: 'POST',
  path: '/v1/cases/:caseId/paper-documents',
  summary:
    'Put pages of paper together into one PDF of the case; the originals stay as they are and every step is kept',
  access: CLINICAL,
  params: caseParams,
  query: nothing,
  body: z.object({
    idempotencyKey: z.uuid(),
    document: paperDocumentSchema,
    /** An earlier document of the same making that this one takes the place of. */
    replaces: z.uuid().nullable(),
  }),
  success: { status: 201, schema: z.object({ recordId: z.uuid() }) },
});
