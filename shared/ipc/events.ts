import { z } from 'zod';
import { caseIdSchema, instantSchema } from '../domain/identity/actor';
import type { IpcEventName } from './channels';
import { requestNumberSchema, updateStateSchema } from './fields';

/** Everything the main process tells the renderer unasked. Broadcast of a change, never part of a call. */
export const ipcEvents = {
  /** The screen was locked or the machine is going to sleep: hide patient data now. */
  'power.locked': z.object({ reason: z.enum(['screenLock', 'suspend']), at: instantSchema }),
  'update.state': updateStateSchema,
  'deepLink.opened': z.object({ caseId: caseIdSchema }),
  /** The person clicked a notification; the window is already in front. */
  'notification.opened': z.object({ requestNumber: requestNumberSchema }),
} as const satisfies Record<IpcEventName, z.ZodType>;

export type IpcEvent = keyof typeof ipcEvents;
export type IpcEventPayload<E extends IpcEvent> = z.output<(typeof ipcEvents)[E]>;
