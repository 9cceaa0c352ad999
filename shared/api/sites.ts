import { z } from 'zod';
import { hospitalIdSchema, instantSchema } from '../domain/identity/actor';
import { defineRoute, noBody, nothing } from './route';

/**
 * What a gateway reports about itself. Counts of queue entries; sizes in bytes; no patient in any field.
 * `lagSeconds` is the age of the oldest entry the centre does not have, 0 when it has all.
 */
export const siteHealthSchema = z
  .object({
    version: z.string().max(40),
    startedAt: instantSchema,
    waiting: z.int().nonnegative(),
    waitingBytes: z.int().nonnegative(),
    refused: z.int().nonnegative(),
    quarantined: z.int().nonnegative(),
    lagSeconds: z.int().nonnegative(),
    diskFreeBytes: z.int().nonnegative(),
    diskTotalBytes: z.int().nonnegative(),
    lastReceivedAt: instantSchema.nullable(),
    lastDeliveredAt: instantSchema.nullable(),
    /** Gateway's clock minus the centre's, as the gateway measured it last; null before the first answer. */
    clockOffsetMs: z.int().nullable(),
    /** Acknowledged objects whose file is gone: a broken disk. */
    lostFiles: z.int().nonnegative(),
  })
  .meta({ id: 'SiteHealth' });
export type SiteHealth = z.infer<typeof siteHealthSchema>;

export const SITE_STATES = ['invited', 'active', 'revoked'] as const;

export const siteSchema = z
  .object({
    id: z.uuid(),
    hospitalId: hospitalIdSchema,
    hospitalName: z.string(),
    city: z.string(),
    name: z.string(),
    state: z.enum(SITE_STATES),
    createdAt: instantSchema,
    joinedAt: instantSchema.nullable(),
    lastSeenAt: instantSchema.nullable(),
    /** Until when the code that was handed out can be used; null when there is none. */
    codeExpiresAt: instantSchema.nullable(),
    health: siteHealthSchema.nullable(),
    /** Studies of the last 30 days of which the centre holds fewer objects than the gateway or its source counted. */
    incompleteStudies: z.int().nonnegative(),
  })
  .meta({ id: 'Site' });
export type Site = z.infer<typeof siteSchema>;

const CENTRE_ROLES = ['sysadmin', 'coordinator', 'technician'] as const;
const idParam = z.object({ id: z.uuid() });
const invitation = z.object({
  site: siteSchema,
  /** Shown once; only its hash is kept. Good for seven days and one gateway. */
  code: z.string(),
});

export const listSites = defineRoute({
  id: 'listSites',
  method: 'GET',
  path: '/v1/admin/sites',
  summary: 'Gateways of the county hospitals with their latest report',
  access: CENTRE_ROLES,
  params: nothing,
  query: nothing,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({ items: z.array(siteSchema), now: instantSchema }),
  },
});

export const createSite = defineRoute({
  id: 'createSite',
  method: 'POST',
  path: '/v1/admin/sites',
  summary: 'Invite a gateway: answers the code its administrator enters',
  access: ['sysadmin'],
  params: nothing,
  query: nothing,
  body: z.object({ hospitalId: hospitalIdSchema, name: z.string().trim().min(1).max(60) }),
  success: { status: 201, schema: invitation },
});

export const renewSiteCode = defineRoute({
  id: 'renewSiteCode',
  method: 'POST',
  path: '/v1/admin/sites/:id/code',
  summary:
    'A new code for the same site; the credential in use stays good until the new one is fetched',
  access: ['sysadmin'],
  params: idParam,
  query: nothing,
  body: z.object({}),
  success: { status: 200, schema: invitation },
});

export const revokeSite = defineRoute({
  id: 'revokeSite',
  method: 'POST',
  path: '/v1/admin/sites/:id/revoke',
  summary: 'End the credential of a gateway at once; what it has not sent stays in its queue',
  access: ['sysadmin'],
  params: idParam,
  query: nothing,
  body: z.object({}),
  success: { status: 200, schema: siteSchema },
});

/** 对账: one study, counted on both sides. */
export const siteStudySchema = z.object({
  studyInstanceUid: z.string(),
  modality: z.string(),
  studyDate: z.string(),
  reportedAt: instantSchema,
  series: z.int(),
  /** Objects the gateway received. */
  instances: z.int(),
  /** Objects the source says there are; null where it did not say. */
  sourceInstances: z.int().nullable(),
  /** Objects the centre holds. */
  heldInstances: z.int(),
});

export const listSiteStudies = defineRoute({
  id: 'listSiteStudies',
  method: 'GET',
  path: '/v1/admin/sites/:id/studies',
  summary: 'Reconciliation: studies of the last 30 days, counted at the gateway and at the centre',
  access: CENTRE_ROLES,
  params: idParam,
  query: z.object({ incomplete: z.stringbool().optional() }),
  body: noBody,
  success: { status: 200, schema: z.object({ items: z.array(siteStudySchema) }) },
});

export const joinSite = defineRoute({
  id: 'joinSite',
  method: 'POST',
  path: '/v1/site/join',
  summary: 'A gateway exchanges its code for a credential, once',
  access: 'public',
  params: nothing,
  query: nothing,
  body: z.object({ code: z.string().trim().min(8).max(40), version: z.string().max(40) }),
  success: {
    status: 201,
    schema: z.object({
      siteId: z.uuid(),
      /** Shown once; only its hash is kept. Goes into `authorization: Bearer`. */
      credential: z.string(),
      hospitalName: z.string(),
      siteName: z.string(),
    }),
  },
});

export const reportSiteHealth = defineRoute({
  id: 'reportSiteHealth',
  method: 'POST',
  path: '/v1/site/heartbeat',
  summary: 'A gateway reports how it is',
  access: 'site',
  params: nothing,
  query: nothing,
  body: siteHealthSchema,
  success: {
    status: 200,
    schema: z.object({
      now: instantSchema,
      hospitalName: z.string(),
      siteName: z.string(),
      /** Studies that are wanted before others: they are on a case whose experts are waiting. */
      wantedStudies: z.array(z.string()),
    }),
  },
});

export const reportSiteStudies = defineRoute({
  id: 'reportSiteStudies',
  method: 'POST',
  path: '/v1/site/studies',
  summary: 'Reconciliation: a gateway says what it received; answers what is missing at the centre',
  access: 'site',
  params: nothing,
  query: nothing,
  body: z.object({
    items: z
      .array(
        siteStudySchema
          .pick({ modality: true, studyDate: true, series: true, instances: true })
          .extend({
            studyInstanceUid: z.string().regex(/^[0-9.]{1,64}$/),
            sourceInstances: z.int().nonnegative().nullable(),
          }),
      )
      .max(500),
  }),
  success: {
    status: 200,
    schema: z.object({
      items: z.array(z.object({ studyInstanceUid: z.string(), heldInstances: z.int() })),
    }),
  },
});
