import { z } from 'zod';

/** PDF handed over for saving; larger documents go through the server's own download. */
export const MAX_PDF_BYTES = 50 * 1024 * 1024;

/**
 * Number of a consultation request as printed on paper. Needs four digits and accepts neither lower case nor Han
 * characters, and never the shape of a resident identity number (GB 11643-1999) or a mobile number: what
 * passes here may appear in an operating-system notification on a locked screen.
 */
export const requestNumberSchema = z
  .string()
  .regex(/^(?!\d{15}$|\d{17}[\dX]$|1\d{10}$)(?=(?:[^\d]*\d){4})[A-Z0-9][A-Z0-9-]{3,39}$/);

/** Identifies one picked file for the lifetime of the window; says nothing about where it lies. */
export const importHandleSchema = z.uuid().brand<'ImportHandle'>();
export type ImportHandle = z.infer<typeof importHandleSchema>;

/** Where the page reads a picked file, on its own origin; the answer streams and takes byte ranges. */
export const IMPORT_PATH = '/import/';

/** A bare file name: no separator, no control character, nothing a file system reads as a place. */
export const fileNameSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^(?!\.{1,2}$)[^/\\:*?"<>|\p{Cc}]+$/u);

/** What the desktop may keep in the operating system's key store, one entry per name. */
export const SECRET_NAMES = ['session.token', 'cache.key', 'device.key'] as const;
export const secretNameSchema = z.enum(SECRET_NAMES);
export type SecretName = z.infer<typeof secretNameSchema>;

/** Texts live in `desktop:notify.<template>`; the caller picks a text and can add none of its own. */
export const NOTIFY_TEMPLATES = [
  'emergencyRequest',
  'invitation',
  'consultationSoon',
  'consultationStarted',
  'returnedForSupplement',
  'reportPublished',
  'deadlineNear',
  'messageReceived',
] as const;
export const notifyTemplateSchema = z.enum(NOTIFY_TEMPLATES);
export type NotifyTemplate = z.infer<typeof notifyTemplateSchema>;

export const updateStateSchema = z.discriminatedUnion('status', [
  /** No server address yet, or a build that cannot update itself. */
  z.object({ status: z.literal('unavailable') }),
  z.object({ status: z.literal('idle') }),
  z.object({ status: z.literal('checking') }),
  z.object({ status: z.literal('upToDate') }),
  z.object({
    status: z.literal('downloading'),
    version: z.string(),
    percent: z.number().min(0).max(100),
  }),
  z.object({ status: z.literal('ready'), version: z.string() }),
  z.object({ status: z.literal('failed') }),
]);
export type UpdateState = z.infer<typeof updateStateSchema>;
