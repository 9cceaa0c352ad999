import { z } from 'zod';
import { caseIdSchema, instantSchema } from '../domain/identity/actor';
import type { AppError } from '../domain/errors';
import type { IpcChannelName } from './channels';
import type { IpcEvent, IpcEventPayload } from './events';
import {
  MAX_PDF_BYTES,
  fileNameSchema,
  importHandleSchema,
  notifyTemplateSchema,
  requestNumberSchema,
  secretNameSchema,
  updateStateSchema,
} from './fields';

type IpcCall = { readonly input: z.ZodType; readonly output: z.ZodType };

const nothing = z.undefined();

/** Every call the renderer may make into the main process. There is no other door. */
export const ipcContract = {
  'app.info': {
    input: nothing,
    output: z.object({
      version: z.string(),
      platform: z.enum(['win32', 'darwin', 'linux']),
      isPackaged: z.boolean(),
      /** Whether `secrets.*` works here; without it nobody stays signed in across restarts. */
      canKeepSecrets: z.boolean(),
    }),
  },
  /** Origin of the central server, `https://host[:port]`, or `null` before the first set-up. */
  'server.getAddress': {
    input: nothing,
    output: z.object({
      address: z.string().nullable(),
      /** Why the address is asked for again although one was set; an error text exists under this code. */
      problem: z.literal('desktop.settingsDamaged').nullable(),
    }),
  },
  /**
   * Stores the origin. The content security policy names it, so a changed address takes effect when the page is
   * loaded again; the caller decides when. Errors: `desktop.serverAddress`, `desktop.serverInsecure`, `device.diskFull`,
   * `desktop.cannotWriteFile`.
   */
  'server.setAddress': {
    input: z.strictObject({ address: z.string().max(300) }),
    output: z.object({ address: z.string(), needsReload: z.boolean() }),
  },
  /**
   * Asks the person for files. `medium` expects a disc or folder with a DICOMDIR (PS3.10 section 8.6) and returns its DICOM
   * files only. Paths stay in the main process; bytes are read through `IMPORT_PATH + handle`.
   * Errors: `desktop.noDicomdir`, `desktop.tooManyFiles`, `desktop.cannotReadFile`.
   */
  'files.pickForImport': {
    input: z.strictObject({ kind: z.enum(['files', 'folder', 'medium']) }),
    output: z.object({
      /** True when the person closed the dialog. */
      isCancelled: z.boolean(),
      files: z.array(
        z.object({
          handle: importHandleSchema,
          name: z.string(),
          sizeBytes: z.int().nonnegative(),
        }),
      ),
      /** Entries left out: links, special files, and on a medium everything that is not DICOM. */
      skippedCount: z.int().nonnegative(),
    }),
  },
  'files.releaseImport': {
    input: z.strictObject({ handles: z.array(importHandleSchema).max(50_000) }),
    output: z.object({ releasedCount: z.int().nonnegative() }),
  },
  /** Errors: `desktop.notPdf`, `device.diskFull`, `desktop.cannotWriteFile`. */
  'report.savePdf': {
    input: z.strictObject({
      suggestedName: fileNameSchema,
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_PDF_BYTES),
    }),
    /** `false` when the person closed the dialog. */
    output: z.object({ isSaved: z.boolean() }),
  },
  /** Prints the calling window with its print style sheet, through the system's dialog. Errors: `desktop.printFailed`. */
  'report.print': { input: nothing, output: z.object({ isPrinted: z.boolean() }) },
  /** Errors: `desktop.cannotOpenLogs`. */
  'shell.openLogs': { input: nothing, output: z.object({ isOpened: z.literal(true) }) },
  /** Errors: `desktop.cannotOpenWindow`. */
  'window.openSecondScreen': {
    input: z.strictObject({ caseId: caseIdSchema }),
    output: z.object({ display: z.enum(['secondary', 'primary']) }),
  },
  /** Only a template and a request number can be said, so nothing about a patient can. */
  'notify.show': {
    input: z.strictObject({ template: notifyTemplateSchema, requestNumber: requestNumberSchema }),
    /** `false` where the system shows no notifications. */
    output: z.object({ isShown: z.boolean() }),
  },
  /** Errors: `desktop.secretsUnavailable`, `desktop.secretUnreadable`. */
  'secrets.get': {
    input: z.strictObject({ name: secretNameSchema }),
    output: z.object({ value: z.string().nullable() }),
  },
  /** `null` removes the entry. Errors: `desktop.secretsUnavailable`, `device.diskFull`, `desktop.cannotWriteFile`. */
  'secrets.set': {
    input: z.strictObject({
      name: secretNameSchema,
      value: z.string().min(1).max(8192).nullable(),
    }),
    output: z.object({ isStored: z.boolean() }),
  },
  /** For a page that was loaded after `power.locked` had been sent. */
  'session.lockState': {
    input: nothing,
    output: z.object({ isScreenLocked: z.boolean(), lastLockedAt: instantSchema.nullable() }),
  },
  /** The case a link opened before this page was listening; asking empties it. */
  'deepLink.takePending': { input: nothing, output: z.object({ caseId: caseIdSchema.nullable() }) },
  /** Errors: `desktop.noScreenSources`. */
  'screenShare.listSources': {
    input: nothing,
    output: z.object({
      sources: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          kind: z.enum(['screen', 'window']),
          thumbnailPng: z.instanceof(Uint8Array),
        }),
      ),
    }),
  },
  /** Arms the next `getDisplayMedia()` of the calling window; without it that call is refused. Errors: `desktop.screenSourceGone`. */
  'screenShare.choose': {
    input: z.strictObject({ sourceId: z.string().max(200), withSystemSound: z.boolean() }),
    output: z.object({ expiresInMs: z.int().positive() }),
  },
  'update.check': { input: nothing, output: updateStateSchema },
  /** Quits and installs. Errors: `desktop.updateNotReady`. */
  'update.install': { input: nothing, output: z.object({ isRestarting: z.literal(true) }) },
} as const satisfies Record<IpcChannelName, IpcCall>;

export type IpcContract = typeof ipcContract;
export type IpcChannel = keyof IpcContract;
export type IpcInput<C extends IpcChannel> = z.output<IpcContract[C]['input']>;
export type IpcOutput<C extends IpcChannel> = z.output<IpcContract[C]['output']>;

/** What crosses the wire. Errors travel as data: Electron keeps only `message` of a thrown Error. */
export type IpcReply<C extends IpcChannel> =
  | { readonly ok: true; readonly value: IpcOutput<C> }
  | { readonly ok: false; readonly error: AppError };

/** `window.workstation` as the preload exposes it. */
export type WorkstationBridge = {
  readonly calls: {
    readonly [C in IpcChannel]: (input: IpcInput<C>) => Promise<IpcReply<C>>;
  };
  /** Subscribes; the returned function ends the subscription. */
  readonly events: {
    readonly [E in IpcEvent]: (listener: (payload: IpcEventPayload<E>) => void) => () => void;
  };
};
