import { appError, appErrorSchema, refuse, type AppError } from '../../../shared/domain/errors';
import {
  ipcContract,
  type IpcChannel,
  type IpcOutput,
  type WorkstationBridge,
} from '../../../shared/ipc/contract';
import { ipcEvents } from '../../../shared/ipc/events';
import { IMPORT_PATH } from '../../../shared/ipc/fields';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { DesktopBridge, ImportRange } from '../../ports/desktopBridge';

declare global {
  interface Window {
    /** Put there by the preload; absent in the portal. */
    readonly workstation?: WorkstationBridge;
  }
}

export type BridgeOptions = {
  /** Told about an event whose payload was not what the contract says. */
  readonly onMalformed?: (event: string) => void;
  readonly fetchImport?: typeof fetch;
};

/** `createDesktopBridge(window.workstation)`: over the preload where there is one, refusing where there is none. */
export function createDesktopBridge(
  exposed: WorkstationBridge | undefined,
  options: BridgeOptions = {},
): DesktopBridge {
  return exposed === undefined ? browserBridge : overPreload(exposed, options);
}

const browserBridge: DesktopBridge = {
  isDesktop: false,
  call: async () => desktopOnly(),
  on: () => () => undefined,
  readImport: async () => desktopOnly(),
};

function overPreload(exposed: WorkstationBridge, options: BridgeOptions): DesktopBridge {
  const { onMalformed = () => undefined, fetchImport = fetch } = options;
  return {
    isDesktop: true,
    call: async (channel, ...input) => {
      // The preload is built from the same list; a page newer than its program would find a gap.
      const run = exposed.calls[channel] as ((value: unknown) => Promise<unknown>) | undefined;
      if (run === undefined) return desktopOnly();
      try {
        return parseReply(channel, await run(input[0]));
      } catch {
        // What cannot be cloned never leaves the page; there is nothing else in it to report.
        return refuse('validation', 'ipc.malformedInput');
      }
    },
    on: (event, listener) => {
      const hear = (raw: unknown): void => {
        const payload = ipcEvents[event].safeParse(raw);
        if (payload.success) (listener as (value: unknown) => void)(payload.data);
        else onMalformed(event);
      };
      return exposed.events[event](hear);
    },
    readImport: (handle, range) => readImport(fetchImport, `${IMPORT_PATH}${handle}`, range),
  };
}

function desktopOnly(): Result<never, AppError> {
  return refuse('unsupported', 'desktop.only');
}

function parseReply<C extends IpcChannel>(
  channel: C,
  raw: unknown,
): Result<IpcOutput<C>, AppError> {
  const { ok: isOk, value, error } = (raw ?? {}) as Record<string, unknown>;
  if (isOk === true) {
    const parsed = ipcContract[channel].output.safeParse(value);
    if (parsed.success) return ok(parsed.data as IpcOutput<C>);
  } else {
    const parsed = appErrorSchema.safeParse(error);
    if (parsed.success) return err(parsed.data);
  }
  return err(appError('internal', 'net.badResponse', { message: `bad reply on ${channel}` }));
}

async function readImport(
  fetchImport: typeof fetch,
  address: string,
  range: ImportRange | undefined,
): Promise<Result<Blob, AppError>> {
  // An empty part has no byte range; asking for one would bring the whole file.
  if (range !== undefined && range.toByte <= range.fromByte) return ok(new Blob([]));
  try {
    const headers: Record<string, string> =
      range === undefined ? {} : { range: `bytes=${range.fromByte}-${range.toByte - 1}` };
    const reply = await fetchImport(address, { headers });
    if (reply.status === 409) return refuse('conflict', 'desktop.fileChanged');
    if (reply.status !== (range === undefined ? 200 : 206)) {
      return refuse('device', 'desktop.cannotReadFile', { params: { status: reply.status } });
    }
    return ok(await reply.blob());
  } catch {
    // The stream broke while reading: the disc was taken out or the file went away.
    return refuse('device', 'desktop.cannotReadFile', { retry: 'safe' });
  }
}
