import { createCodec, type Codec, type Wire } from './codec';
import { createWorldBridge, type WorldBridge } from './worldBridge';

/** Name of the CDP binding through which the isolated world talks to the main process. */
export const IPC_BINDING = '__electronDoubleIpc';
/** Name of the function through which the main process talks back. */
export const DELIVER = '__electronDoubleDeliver';
export const PRELOAD_WORLD = 'electron-preload';

export type ToMain =
  | { kind: 'send'; channel: string; args: Wire }
  | { kind: 'invoke'; id: number; channel: string; args: Wire };
export type FromMain =
  | { kind: 'reply'; id: number; ok: boolean; value: Wire }
  | { kind: 'message'; channel: string; args: Wire };

type PreloadOptions = { name: string; platform: string; binding: string; deliver: string };
type Preload = (require: (id: string) => unknown, process: object, module: object) => void;

/** The script for the world of the page: the receiving end of `contextBridge`. */
export function pageWorldSource(): string {
  return `(() => {
    if (window !== window.top) return;
    (${String(createWorldBridge)})('page', 'preload');
  })();`;
}

/** The script for the isolated world: what a sandboxed preload finds there, and the built preload itself. */
export function preloadWorldSource(preload: string, name: string): string {
  const options: PreloadOptions = {
    name,
    platform: process.platform,
    binding: IPC_BINDING,
    deliver: DELIVER,
  };
  return `(() => {
    if (window !== window.top) return;
    const codec = (${String(createCodec)})();
    const bridge = (${String(createWorldBridge)})('preload', 'page');
    (${String(runPreload)})(${JSON.stringify(options)}, codec, bridge,
      (require, process, module) => { const exports = module.exports; ${preload}\n });
  })();`;
}

/** Runs as source text: nothing from outside its own body. */
function runPreload(
  options: PreloadOptions,
  codec: Codec,
  bridge: WorldBridge,
  preload: Preload,
): void {
  type Listener = (event: object, ...args: unknown[]) => void;
  type Pending = {
    resolve: (value: unknown) => void;
    reject: (cause: Error) => void;
    channel: string;
  };
  const world = globalThis as unknown as Record<string, (text: unknown) => void>;
  const listeners = new Map<string, Listener[]>();
  const pending = new Map<number, Pending>();
  let lastId = 0;

  const toMain = (message: object, args: unknown[]): void => {
    structuredClone(args); // throws for what Electron could not send either
    world[options.binding]?.(JSON.stringify({ ...message, args: codec.encode(args) }));
  };

  const ipcRenderer = {
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: Listener) {
      const rest = (listeners.get(channel) ?? []).filter((item) => item !== listener);
      listeners.set(channel, rest);
      return ipcRenderer;
    },
    send: (channel: string, ...args: unknown[]) => toMain({ kind: 'send', channel }, args),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        toMain({ kind: 'invoke', id, channel }, args);
        pending.set(id, { resolve, reject, channel });
      }),
  };

  world[options.deliver] = (raw) => {
    const message = raw as FromMain;
    if (message.kind === 'message') {
      const args = codec.decode(message.args) as unknown[];
      const event = { sender: ipcRenderer, ports: [] };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...args);
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.ok) waiting?.resolve(codec.decode(message.value));
    else {
      const reason = `Error invoking remote method '${waiting?.channel}': ${String(message.value)}`;
      waiting?.reject(new Error(reason));
    }
  };

  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (key: string, value: unknown) => bridge.expose(key, value),
    },
  };
  const require = (id: string): unknown => {
    if (id === 'electron' || id === 'electron/renderer') return electron;
    throw new Error(`module not found: ${id} (sandboxed preload ${options.name})`);
  };
  const process = { platform: options.platform, type: 'renderer', sandboxed: true, env: {} };
  preload(require, process, { exports: {} });
}
