import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { encodeAssociateRequest } from '../wire/associate';
import { COMMAND, decodeCommand, encodeRequest, type Command } from '../wire/command';
import { encodeData, PDU } from '../wire/pdu';
import { createPduReader, type PduEvent } from '../wire/pduReader';

/** A peer that says exactly what a test wants it to say, right or wrong. */
export type RawPeer = {
  readonly socket: Socket;
  send(bytes: Buffer): Promise<void>;
  /** Next PDU or message part, or null when the connection has ended. */
  next(): Promise<PduEvent | null>;
  associate(options: AssociateOptions): Promise<PduEvent | null>;
  store(object: StoreOptions): Promise<Command | null>;
  /** The beginning of an object, and no more. */
  begin(object: StoreOptions & { readonly sentBytes: number }): Promise<void>;
  close(): void;
};

export type AssociateOptions = {
  readonly called?: string;
  readonly calling?: string;
  readonly abstractSyntax: string;
  readonly transferSyntaxes: readonly string[];
};
export type StoreOptions = {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly bytes: Buffer;
  readonly fragmentBytes?: number;
};

export async function connectRaw(port: number): Promise<RawPeer> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const events: PduEvent[] = [];
  const waiting: ((event: PduEvent | null) => void)[] = [];
  let isEnded = false;
  const reader = createPduReader(1024 * 1024);
  socket.on('data', (chunk: Buffer) => {
    events.push(...reader.push(chunk));
    while (waiting.length > 0 && events.length > 0) waiting.shift()?.(events.shift() ?? null);
  });
  socket.on('close', () => {
    isEnded = true;
    for (const resolve of waiting.splice(0)) resolve(null);
  });

  const send = (bytes: Buffer) =>
    new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  const next = (): Promise<PduEvent | null> => {
    const event = events.shift();
    if (event) return Promise.resolve(event);
    return isEnded ? Promise.resolve(null) : new Promise((resolve) => waiting.push(resolve));
  };
  let messageId = 0;
  const command = (object: Pick<StoreOptions, 'sopClassUid' | 'sopInstanceUid'>) => {
    const about = { field: COMMAND.store, messageId: ++messageId, hasDataSet: true };
    const bytes = encodeRequest({ ...about, ...object });
    return send(encodeData(1, { isCommand: true, isLast: true }, bytes));
  };
  return {
    socket,
    send,
    next,
    async associate({ called = 'HUIZHEN', calling = 'TESTER', abstractSyntax, transferSyntaxes }) {
      await send(
        encodeAssociateRequest({
          calledAe: called,
          callingAe: calling,
          maxPduBytes: 65536,
          contexts: [{ id: 1, abstractSyntax, transferSyntaxes }],
        }),
      );
      return next();
    },
    async begin({ bytes, sentBytes, fragmentBytes = 60_000, ...object }) {
      await command(object);
      for (let at = 0; at < sentBytes; at += fragmentBytes) {
        const part = bytes.subarray(at, at + fragmentBytes);
        await send(encodeData(1, { isCommand: false, isLast: false }, part));
      }
    },
    async store({ sopClassUid, sopInstanceUid, bytes, fragmentBytes = 60_000 }) {
      await command({ sopClassUid, sopInstanceUid });
      for (let at = 0; at < bytes.length || at === 0; at += fragmentBytes) {
        const part = bytes.subarray(at, at + fragmentBytes);
        const isLast = at + fragmentBytes >= bytes.length;
        await send(encodeData(1, { isCommand: false, isLast }, part));
      }
      const answer = await next();
      return answer?.kind === 'data' ? decodeCommand(answer.bytes) : null;
    },
    close: () => socket.destroy(),
  };
}

export const isAbort = (event: PduEvent | null): boolean =>
  event?.kind === 'pdu' && event.type === PDU.abort;
export const isAccept = (event: PduEvent | null): boolean =>
  event?.kind === 'pdu' && event.type === PDU.associateAccept;
/** Result, source and reason of a refusal, or null. */
export const rejectionOf = (event: PduEvent | null): number[] | null =>
  event?.kind === 'pdu' && event.type === PDU.associateReject
    ? [...event.body.subarray(1, 4)]
    : null;
