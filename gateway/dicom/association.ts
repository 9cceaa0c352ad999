import type { Socket } from 'node:net';
import type { Log } from '../log';
import {
  answerContext,
  judgeAssociation,
  plainAddress,
  VERIFICATION_CLASS,
  type AssociationPolicy,
} from './associationPolicy';
import type { Answer, Announced, Reception } from './reception';
import {
  decodeAssociateRequest,
  encodeAssociateAccept,
  type AnsweredContext,
  type AssociateRequest,
} from './wire/associate';
import {
  COMMAND,
  decodeCommand,
  encodeResponse,
  MAX_COMMAND_BYTES,
  STATUS,
  type Command,
} from './wire/command';
import {
  ABORT_REASON,
  encodeAbort,
  encodeData,
  encodeReject,
  encodeReleaseResponse,
  PDU,
  ProtocolError,
  type Rejection,
} from './wire/pdu';
import { createPduReader, type PduEvent } from './wire/pduReader';

export type AssociationDeps = {
  readonly policy: AssociationPolicy;
  readonly maxPduBytes: number;
  readonly idleTimeoutMs: number;
  /** Refuses every association of this connection with that reason; null for a welcome one. */
  readonly overload: Rejection | null;
  readonly receive: (announced: Announced) => Promise<Reception>;
  /** The answer has left (true), or the connection went first. */
  readonly answered: (answer: Answer, isHeard: boolean) => void;
  readonly isClosing: () => boolean;
  readonly log: Log;
};

type Context = AnsweredContext & { readonly abstractSyntax: string };

/** Between connecting and the association request (ARTIM, PS3.8 9.1.4). */
const REQUEST_TIMEOUT_MS = 15_000;

/** Serves one connection until it ends; every way it can end leaves no unfinished object behind. Never throws. */
export async function serveAssociation(socket: Socket, deps: AssociationDeps): Promise<void> {
  socket.setNoDelay(true);
  socket.on('error', () => undefined); // the loop below ends with it
  socket.setTimeout(deps.idleTimeoutMs, () => endHard(socket, ABORT_REASON.notSpecified));
  const noRequest = setTimeout(() => socket.destroy(), REQUEST_TIMEOUT_MS);
  const session = createSession(socket, deps, () => clearTimeout(noRequest));
  const reader = createPduReader(deps.maxPduBytes);
  try {
    // the answer that ends the association has to leave before the socket does
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      for (const event of reader.push(chunk as Buffer)) await session.handle(event);
      if (session.isOver()) break;
    }
  } catch (error) {
    if (error instanceof ProtocolError) {
      deps.log.warn('dicom', 'association ended: the peer broke the protocol', {
        reason: error.message,
        address: plainAddress(socket.remoteAddress ?? ''),
      });
      endHard(socket, error.reason);
    } else if (!socket.destroyed) {
      deps.log.error('dicom', 'association ended by a fault', { error });
      endHard(socket, ABORT_REASON.notSpecified);
    }
  } finally {
    clearTimeout(noRequest);
    await session.end();
    if (!socket.destroyed) socket.end();
  }
}

function endHard(socket: Socket, reason: number): void {
  if (socket.destroyed) return;
  socket.write(encodeAbort(2, reason));
  socket.destroySoon();
}

type Receiving = {
  readonly command: Command;
  readonly reception: Reception;
  readonly context: Context;
};

function createSession(socket: Socket, deps: AssociationDeps, onRequest: () => void) {
  const address = plainAddress(socket.remoteAddress ?? '');
  let request: AssociateRequest | null = null;
  let contexts = new Map<number, Context>();
  let commandParts: Buffer[] = [];
  let commandBytes = 0;
  let receiving: Receiving | null = null;
  let isOver = false;

  const send = async (bytes: Buffer): Promise<boolean> => {
    if (socket.destroyed) return false;
    return new Promise((resolve) => socket.write(bytes, (error) => resolve(!error)));
  };

  async function associate(body: Buffer): Promise<void> {
    if (request) throw new ProtocolError('a second association request', ABORT_REASON.unexpected);
    onRequest();
    const asked = decodeAssociateRequest(body);
    const rejection =
      (deps.isClosing() ? 'congestion' : deps.overload) ??
      judgeAssociation(deps.policy, asked, address);
    if (rejection) {
      deps.log.warn('dicom', 'association refused', {
        reason: rejection,
        sender: asked.callingAe,
        address,
      });
      await send(encodeReject(rejection));
      isOver = true;
      return;
    }
    request = asked;
    contexts = new Map(
      asked.contexts.map((context) => [
        context.id,
        { ...answerContext(context), abstractSyntax: context.abstractSyntax },
      ]),
    );
    const answer = { contexts: [...contexts.values()], maxPduBytes: deps.maxPduBytes };
    await send(encodeAssociateAccept(asked, answer));
  }

  async function control(type: number, body: Buffer): Promise<void> {
    if (type === PDU.associateRequest) return associate(body);
    if (type === PDU.abort) {
      isOver = true;
      socket.destroy();
    } else if (type === PDU.releaseRequest && request && !receiving) {
      await send(encodeReleaseResponse());
      isOver = true;
    } else throw new ProtocolError(`unexpected PDU ${type}`, ABORT_REASON.unexpected);
  }

  async function data(event: Extract<PduEvent, { kind: 'data' }>): Promise<void> {
    const context = contexts.get(event.contextId);
    if (context?.result !== 0)
      throw new ProtocolError(
        'data in a context that was not accepted',
        ABORT_REASON.unexpectedParameter,
      );
    if (event.isCommand) return commandPart(context, event.bytes, event.isLast);
    if (receiving?.context !== context)
      throw new ProtocolError('data set without a command', ABORT_REASON.unexpected);
    if (event.bytes.length > 0) await receiving.reception.write(event.bytes);
    if (event.isLast) await finish(receiving);
  }

  async function commandPart(context: Context, bytes: Buffer, isLast: boolean): Promise<void> {
    if (receiving) throw new ProtocolError('command inside a data set', ABORT_REASON.unexpected);
    commandParts.push(bytes);
    commandBytes += bytes.length;
    if (commandBytes > MAX_COMMAND_BYTES) throw new ProtocolError('command set is too long');
    if (!isLast) return;
    const command = decodeCommand(Buffer.concat(commandParts));
    commandParts = [];
    commandBytes = 0;
    await dispatch(context, command);
  }

  const respond = (context: Context, command: Command, { status, comment }: Answer) =>
    send(
      encodeData(
        context.id,
        { isCommand: true, isLast: true },
        encodeResponse(command, status, comment),
      ),
    );

  async function dispatch(context: Context, command: Command): Promise<void> {
    const isEcho = command.field === COMMAND.echo && context.abstractSyntax === VERIFICATION_CLASS;
    if (command.field === COMMAND.cancel) return; // nothing of ours can be cancelled, and it has no answer
    if (isEcho && !command.hasDataSet) {
      await respond(context, command, { status: STATUS.success });
    } else if (command.field === COMMAND.store && command.hasDataSet) {
      const reception = await deps.receive({
        sopClassUid: command.sopClassUid,
        sopInstanceUid: command.sopInstanceUid,
        contextClassUid: context.abstractSyntax,
        transferSyntax: context.transferSyntax,
        callingAe: request?.callingAe ?? '',
        address,
      });
      receiving = { command, reception, context };
    } else if (command.hasDataSet) {
      // its data set would come next, and nobody here could say what it is
      throw new ProtocolError(`operation ${command.field.toString(16)}`, ABORT_REASON.unexpected);
    } else {
      await respond(context, command, { status: STATUS.unrecognisedOperation });
    }
  }

  async function finish({ command, reception, context }: Receiving): Promise<void> {
    receiving = null;
    const answer = await reception.finish();
    const isHeard = await respond(context, command, answer);
    deps.answered(answer, isHeard);
  }

  return {
    async handle(event: PduEvent): Promise<void> {
      if (isOver) return;
      if (event.kind === 'pdu') await control(event.type, event.body);
      else if (request) await data(event);
      else throw new ProtocolError('data before an association', ABORT_REASON.unexpected);
    },
    isOver: () => isOver,
    async end(): Promise<void> {
      await receiving?.reception.abort();
      receiving = null;
    },
  };
}
