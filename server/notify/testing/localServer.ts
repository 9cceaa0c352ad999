import type { AddressInfo, Server } from 'node:net';

export type RunningServer = { readonly port: number; readonly close: () => Promise<void> };

/** Listens on a free port of this machine only. */
export async function listen(server: Server): Promise<RunningServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
