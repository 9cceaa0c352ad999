import { z } from 'zod';
import { NOTIFICATION_EVENTS } from '../domain/notification/events';
import { caseIdSchema, instantSchema } from '../domain/identity/actor';
import { defineRoute, noBody, nothing, pageOf, pageQuery } from './route';

export const notificationSchema = z
  .object({
    id: z.int(),
    event: z.enum(NOTIFICATION_EVENTS),
    caseId: caseIdSchema.nullable(),
    requestNo: z.string().nullable(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    /** Rejections and fix-it lists stand out. */
    highlight: z.boolean(),
    createdAt: instantSchema,
    readAt: instantSchema.nullable(),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof notificationSchema>;

export const listNotifications = defineRoute({
  id: 'listNotifications',
  method: 'GET',
  path: '/v1/notifications',
  summary: "The caller's notifications, newest first",
  access: 'signedIn',
  params: nothing,
  query: z.object(pageQuery),
  body: noBody,
  success: { status: 200, schema: pageOf(notificationSchema).extend({ unread: z.int() }) },
});

export const markNotificationsRead = defineRoute({
  id: 'markNotificationsRead',
  method: 'POST',
  path: '/v1/notifications/read',
  summary: 'Mark some or all as read',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: z.object({ ids: z.array(z.int()).max(500).nullable() }),
  success: { status: 200, schema: z.object({ unread: z.int() }) },
});

export const savePushSubscription = defineRoute({
  id: 'savePushSubscription',
  method: 'PUT',
  path: '/v1/push-subscription',
  summary: 'Register this browser for web push',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: z.object({
    endpoint: z.url().max(1000),
    keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
  }),
  success: { status: 200, schema: z.object({ saved: z.literal(true) }) },
});

export const removePushSubscription = defineRoute({
  id: 'removePushSubscription',
  method: 'POST',
  path: '/v1/push-subscription/removal',
  summary: 'Forget a browser; knowing its endpoint is what proves that one sits before it',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: z.object({ endpoint: z.url().max(1000) }),
  success: { status: 200, schema: z.object({ removed: z.literal(true) }) },
});

export const outboxEntrySchema = z
  .object({
    id: z.int(),
    channel: z.enum(['sms', 'email', 'webpush']),
    /** Masked except for the last four characters. */
    address: z.string(),
    text: z.string(),
    template: z.string(),
    requestNo: z.string().nullable(),
    state: z.enum(['pending', 'sent', 'failed']),
    attempts: z.int(),
    lastError: z.string().nullable(),
    createdAt: instantSchema,
    handedOverAt: instantSchema.nullable(),
  })
  .meta({ id: 'OutboxEntry' });

export const listOutbox = defineRoute({
  id: 'listOutbox',
  method: 'GET',
  path: '/v1/outbox',
  summary: 'Messages on their way out of the house, newest first',
  access: ['coordinator', 'sysadmin', 'technician'],
  params: nothing,
  query: z.object({ ...pageQuery, state: z.enum(['pending', 'sent', 'failed']).optional() }),
  body: noBody,
  success: { status: 200, schema: pageOf(outboxEntrySchema) },
});
