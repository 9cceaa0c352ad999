import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { AppFailure, appError } from '../../shared/domain/errors';
import {
  ipcContract,
  type IpcChannel,
  type IpcInput,
  type IpcReply,
} from '../../shared/ipc/contract';
import { IPC_CHANNELS } from '../../shared/ipc/channels';
import type { IpcHandlers } from './handlers';

export type IpcGuards = {
  /** True only for the main frame of one of our windows, showing one of our pages. */
  readonly isTrustedSender: (event: IpcMainInvokeEvent) => boolean;
  readonly onRefused: (channel: IpcChannel, code: string) => void;
  readonly onFailure: (channel: IpcChannel, cause: unknown) => void;
};

/** Registers every channel of the contract once. The only file in the product that may call `ipcMain.handle`. */
export function registerIpc(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: IpcHandlers,
  guards: IpcGuards,
): void {
  for (const channel of IPC_CHANNELS) {
    ipcMain.handle(channel, (event, input: unknown) =>
      answer(channel, event, input, { handlers, guards }),
    );
  }
}

async function answer<C extends IpcChannel>(
  channel: C,
  event: IpcMainInvokeEvent,
  rawInput: unknown,
  { handlers, guards }: { readonly handlers: IpcHandlers; readonly guards: IpcGuards },
): Promise<IpcReply<C>> {
  // Before parsing: a stranger learns nothing, not even whether the input was well formed.
  if (!guards.isTrustedSender(event)) {
    guards.onRefused(channel, 'ipc.untrustedSender');
    return { ok: false, error: appError('forbidden', 'ipc.untrustedSender') };
  }
  const input = ipcContract[channel].input.safeParse(rawInput);
  if (!input.success) {
    guards.onRefused(channel, 'ipc.malformedInput');
    return { ok: false, error: appError('validation', 'ipc.malformedInput') };
  }
  try {
    return await handlers[channel](input.data as IpcInput<C>, { senderId: event.sender.id });
  } catch (cause) {
    guards.onFailure(channel, cause);
    const error =
      cause instanceof AppFailure ? cause.error : appError('internal', 'ipc.handlerFailed');
    return { ok: false, error };
  }
}
