import { z } from 'zod';
import { caseIdSchema, instantSchema, userIdSchema } from '../domain/identity/actor';
import { annotationContentSchema } from '../domain/imaging/annotations/annotationSet';
import { defineRoute, noBody, nothing, writeGuard } from './route';

const CLINICAL = ['requester', 'hospitalAdmin', 'triage', 'coordinator', 'expert'] as const;
const AUTHORS = ['requester', 'expert'] as const;
const caseParams = z.object({ caseId: caseIdSchema });

/** What one author has put on the images of a case. */
export const annotationSetSchema = z
  .object({
    author: z.object({
      userId: userIdSchema,
      name: z.string(),
      hospitalName: z.string(),
      /** The requesting side; its drawings are part of the question. */
      isCounty: z.boolean(),
    }),
    version: z.int(),
    updatedAt: instantSchema,
    /** Version that lies in the studies as DICOM objects; smaller than `version` while changes wait to be written. */
    filedVersion: z.int(),
    content: annotationContentSchema,
  })
  .meta({ id: 'AnnotationSet' });
export type AnnotationSet = z.infer<typeof annotationSetSchema>;

const playlistEntry = z.object({ authorId: userIdSchema, id: z.uuid() });
export const playlistSchema = z
  .object({ version: z.int(), entries: z.array(playlistEntry).max(500) })
  .meta({ id: 'Playlist' });
export type Playlist = z.infer<typeof playlistSchema>;

/** A series of a study that holds DICOM objects made of these drawings. */
export const annotationSeriesSchema = z
  .object({
    studyInstanceUid: z.string(),
    seriesInstanceUid: z.string(),
    authorId: userIdSchema,
  })
  .meta({ id: 'AnnotationSeries' });

export const caseAnnotationsSchema = z
  .object({
    /** Those the caller may see; his own among them once he has saved something. */
    sets: z.array(annotationSetSchema),
    /** Order of the case's key images; entries of authors the caller does not see are left out. */
    playlist: playlistSchema,
    series: z.array(annotationSeriesSchema),
    mayWrite: z.boolean(),
    mayOrder: z.boolean(),
  })
  .meta({ id: 'CaseAnnotations' });
export type CaseAnnotations = z.infer<typeof caseAnnotationsSchema>;

export const getAnnotations = defineRoute({
  id: 'getAnnotations',
  method: 'GET',
  path: '/v1/cases/:caseId/annotations',
  summary: 'Drawings and key images on the images of a case, as far as the caller may see them',
  access: CLINICAL,
  params: caseParams,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: caseAnnotationsSchema },
});

export const saveAnnotations = defineRoute({
  id: 'saveAnnotations',
  method: 'PUT',
  path: '/v1/cases/:caseId/annotations/mine',
  summary:
    "Save the caller's drawings and key images as a whole; `expectedVersion` is the version of his own set",
  access: AUTHORS,
  params: caseParams,
  query: nothing,
  body: z.object({ content: annotationContentSchema, ...writeGuard }),
  success: { status: 200, schema: z.object({ version: z.int(), savedAt: instantSchema }) },
});

export const fileAnnotations = defineRoute({
  id: 'fileAnnotations',
  method: 'PUT',
  path: '/v1/cases/:caseId/annotations/mine/dicom',
  summary:
    "Write the caller's saved drawings into the studies now, as SR, presentation states and key object selections; it also happens by itself",
  access: AUTHORS,
  params: caseParams,
  query: nothing,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      filedVersion: z.int(),
      objects: z.array(
        z.object({
          studyInstanceUid: z.string(),
          seriesInstanceUid: z.string(),
          sopInstanceUid: z.string(),
          sopClassUid: z.string(),
        }),
      ),
    }),
  },
});

export const savePlaylist = defineRoute({
  id: 'savePlaylist',
  method: 'PUT',
  path: '/v1/cases/:caseId/annotations/playlist',
  summary: 'Order the key images of the case; the lead expert only',
  access: ['expert'],
  params: caseParams,
  query: nothing,
  body: z.object({ entries: playlistSchema.shape.entries, ...writeGuard }),
  success: { status: 200, schema: playlistSchema },
});
