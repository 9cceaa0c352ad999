import { z } from 'zod';
import { slideAnnotationSchema, slideShapeSchema } from '../domain/slide/annotation';
import { slideManifestSchema } from '../domain/slide/manifest';
import { appErrorSchema } from '../domain/errors';
import { caseIdSchema } from '../domain/identity/actor';
import { defineRoute, noBody, nothing } from './route';

const CLINICAL = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;
const recordParams = z.object({ caseId: caseIdSchema, recordId: z.uuid() });
const annotationParams = recordParams.extend({ annotationId: z.uuid() });
/** `file`, or the series of a DICOM slide. */
const slideId = z.string().regex(/^(file|[0-9.]{1,64})$/);

/**
 * Tiles and pictures of a slide are bytes, not JSON:
 * - `GET …/slides/:slideId/:revision/tiles/:level/:x/:y` - one tile, cached for good; 204 where the slide is empty,
 *   `slide.stale` when the revision is no longer the current one;
 * - `GET …/slides/:slideId/:revision/tiles?list=level/x/y,…` - several as one stream (`tileStream.ts`), in that order;
 * - `GET …/slides/:slideId/images/:kind` - label or photograph of the glass, which may name the patient.
 */
export const listSlides = defineRoute({
  id: 'listSlides',
  method: 'GET',
  path: '/v1/cases/:caseId/records/:recordId/slides',
  summary: 'Whole slides of a piece of material: levels, tile size, resolution, what else it holds',
  access: CLINICAL,
  params: recordParams,
  query: nothing,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      items: z.array(slideManifestSchema),
      /** Slides that are there and cannot be shown, and why. */
      failures: z.array(
        z.object({ slideId: z.string(), title: z.string(), error: appErrorSchema }),
      ),
    }),
  },
});

export const listSlideAnnotations = defineRoute({
  id: 'listSlideAnnotations',
  method: 'GET',
  path: '/v1/cases/:caseId/records/:recordId/annotations',
  summary: 'What was drawn on the slides of a piece of material, oldest first',
  access: CLINICAL,
  params: recordParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(slideAnnotationSchema) }) },
});

export const addSlideAnnotation = defineRoute({
  id: 'addSlideAnnotation',
  method: 'POST',
  path: '/v1/cases/:caseId/records/:recordId/annotations',
  summary: 'Draw on a slide',
  access: CLINICAL,
  params: recordParams,
  query: nothing,
  /** The key becomes the drawing’s id. */
  body: z.object({ idempotencyKey: z.uuid(), slideId, shape: slideShapeSchema }),
  success: { status: 201, schema: slideAnnotationSchema },
});

export const changeSlideAnnotation = defineRoute({
  id: 'changeSlideAnnotation',
  method: 'PUT',
  path: '/v1/cases/:caseId/records/:recordId/annotations/:annotationId',
  summary: 'Change a drawing of one’s own; `expectedVersion` is the version of the drawing',
  access: CLINICAL,
  params: annotationParams,
  query: nothing,
  body: z.object({ shape: slideShapeSchema, expectedVersion: z.int().positive() }),
  success: { status: 200, schema: slideAnnotationSchema },
});

export const removeSlideAnnotation = defineRoute({
  id: 'removeSlideAnnotation',
  method: 'DELETE',
  path: '/v1/cases/:caseId/records/:recordId/annotations/:annotationId',
  summary: 'Take a drawing of one’s own off the slide; the server keeps it, marked as removed',
  access: CLINICAL,
  params: annotationParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ removed: z.literal(true) }) },
});
