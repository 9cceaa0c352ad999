import { z } from 'zod';
import { filmConversionSchema } from '../domain/film/film';
import { caseIdSchema } from '../domain/identity/actor';
import { keyImageSchema } from '../domain/report/report';
import { defineRoute, nothing } from './route';

const CLINICAL = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;

const scale = z.object({ x: z.number().positive(), y: z.number().positive() });

/** Where a captured picture comes from. */
export const captureSourceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('slide'),
    slideId: z.string().max(64),
    /** Pixel of the slide's finest level in the middle of the picture. */
    centre: z.object({ x: z.number(), y: z.number() }),
    /** Micrometres of one pixel of the picture; `null` when the slide has no scale. */
    micronsPerPixel: scale.nullable(),
    rotation: z.number().min(0).max(360),
    magnification: z.number().positive().nullable(),
  }),
  z.object({
    kind: z.literal('video'),
    /** Since the beginning of the video. */
    seconds: z.number().nonnegative(),
  }),
]);
export type CaptureSource = z.infer<typeof captureSourceSchema>;

/** A PNG of a screen's size fits; base64 makes it a third larger. */
export const MAX_CAPTURE_BYTES = 24 * 1024 * 1024;

export const addCapture = defineRoute({
  id: 'addCapture',
  method: 'POST',
  path: '/v1/cases/:caseId/captures',
  summary:
    'File a picture taken from a slide or a video: it becomes a DICOM Secondary Capture of the case, with its origin',
  access: CLINICAL,
  params: z.object({ caseId: caseIdSchema }),
  query: nothing,
  body: z.object({
    idempotencyKey: z.uuid(),
    recordId: z.uuid(),
    /** PNG, base64. */
    png: z.string().max(MAX_CAPTURE_BYTES),
    caption: z.string().trim().max(200),
    source: captureSourceSchema,
  }),
  success: {
    status: 201,
    schema: z.object({ recordId: z.uuid(), keyImage: keyImageSchema }),
  },
});

export const convertFilm = defineRoute({
  id: 'convertFilm',
  method: 'POST',
  path: '/v1/cases/:caseId/records/:recordId/film',
  summary:
    'Make DICOM Secondary Captures of a scanned film: laid, cropped, windowed and scaled; the scan stays as it is',
  access: CLINICAL,
  params: z.object({ caseId: caseIdSchema, recordId: z.uuid() }),
  query: nothing,
  body: z.object({ idempotencyKey: z.uuid(), film: filmConversionSchema }),
  success: {
    status: 201,
    schema: z.object({ recordId: z.uuid(), studyInstanceUid: z.string() }),
  },
});
