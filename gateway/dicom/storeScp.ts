import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { serveAssociation, type AssociationDeps } from './association';
import { plainAddress } from './associationPolicy';
import type { Rejection } from './wire/pdu';

export type StoreScpOptions = Omit<AssociationDeps, 'overload' | 'isClosing'> & {
  readonly maxAssociations: number;
  readonly maxPerAddress: number;
  readonly tls: TlsFiles | null;
};

/** PEM texts. With `ca`, senders have to show a certificate of that authority. */
export type TlsFiles = { readonly cert: string; readonly key: string; readonly ca: string | null };

export type StoreScp = {
  /** @throws The error of `listen`, e.g. EADDRINUSE. @returns The port, which matters when 0 was asked for. */
  listen(host: string, port: number): Promise<number>;
  openAssociations(): number;
  /** Stops taking associations, gives those that are open a moment to finish their object, then ends them. */
  close(): Promise<void>;
};

const GRACE_MS = 5_000;
/** Connections beyond the limits get a refusal in the protocol's own words; beyond this many more they are just cut. */
const REFUSED_AT_ONCE = 32;

export function createStoreScp(options: StoreScpOptions): StoreScp {
  const open = new Map<Socket, Promise<void>>();
  let refused = 0;
  let isClosing = false;

  const overloadOf = (address: string): Rejection | null => {
    const same = [...open.keys()].filter(
      (socket) => plainAddress(socket.remoteAddress ?? '') === address,
    ).length;
    return open.size >= options.maxAssociations || same >= options.maxPerAddress
      ? 'limitReached'
      : null;
  };

  const accept = (socket: Socket) => {
    const overload = overloadOf(plainAddress(socket.remoteAddress ?? ''));
    if (overload && refused >= REFUSED_AT_ONCE) return socket.destroy();
    const served = serveAssociation(socket, { ...options, overload, isClosing: () => isClosing });
    if (overload) {
      refused++;
      void served.finally(() => refused--);
      return;
    }
    open.set(socket, served);
    void served.finally(() => open.delete(socket));
  };

  const server: Server = options.tls
    ? createTlsServer(
        {
          cert: options.tls.cert,
          key: options.tls.key,
          ...(options.tls.ca === null
            ? {}
            : { ca: options.tls.ca, requestCert: true, rejectUnauthorized: true }),
          minVersion: 'TLSv1.2',
        },
        accept,
      )
    : createTcpServer(accept);
  server.on('tlsClientError', () => undefined); // a peer that does not speak TLS is its own problem

  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          server.on('error', (error) => options.log.error('dicom', 'listening failed', { error }));
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      }),
    openAssociations: () => open.size,
    async close() {
      isClosing = true;
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      const grace = setTimeout(() => {
        for (const socket of open.keys()) socket.destroy();
      }, GRACE_MS);
      await Promise.all([...open.values()]);
      clearTimeout(grace);
      await stopped;
    },
  };
}
