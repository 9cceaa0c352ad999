import { encodePdu, PDU, ProtocolError } from './pdu';

export const APPLICATION_CONTEXT = '1.2.840.10008.3.1.1.1';
/** Ours for good: it stands in the header of every kept object, and equal objects must stay equal bytes. */
export const IMPLEMENTATION_CLASS_UID = '2.25.168431827154730168318926718634502416547';
export const IMPLEMENTATION_VERSION = 'HUIZHEN_GW';

export type ProposedContext = {
  readonly id: number;
  readonly abstractSyntax: string;
  readonly transferSyntaxes: readonly string[];
};

export type AssociateRequest = {
  readonly protocolVersion: number;
  readonly calledAe: string;
  readonly callingAe: string;
  readonly applicationContext: string;
  readonly contexts: readonly ProposedContext[];
  /** 0: the peer takes PDUs of any length. */
  readonly maxPduBytes: number;
  readonly implementation: string;
};

/** Result as in PS3.8 table 9-18: 0 accepted, 3 abstract syntax, 4 transfer syntaxes not supported. */
export type AnsweredContext = {
  readonly id: number;
  readonly result: number;
  readonly transferSyntax: string;
};

export type AssociateAccept = {
  readonly contexts: readonly AnsweredContext[];
  readonly maxPduBytes: number;
};

const ITEM = {
  applicationContext: 0x10,
  proposedContext: 0x20,
  answeredContext: 0x21,
  abstractSyntax: 0x30,
  transferSyntax: 0x40,
  userInformation: 0x50,
  maxLength: 0x51,
  implementationClass: 0x52,
  roleSelection: 0x54,
  implementationVersion: 0x55,
} as const;

type Item = { readonly type: number; readonly body: Buffer };

/** Items of one level. @throws ProtocolError where a length leaves its surroundings. */
function readItems(buffer: Buffer): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < buffer.length;) {
    if (at + 4 > buffer.length) throw new ProtocolError('association item is cut');
    const length = buffer.readUInt16BE(at + 2);
    if (at + 4 + length > buffer.length) throw new ProtocolError('association item is too long');
    items.push({ type: buffer.readUInt8(at), body: buffer.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return items;
}

const text = (buffer: Buffer): string =>
  buffer
    .toString('latin1')
    .replace(/[\0 ]+$/u, '')
    .trim();

/** @throws ProtocolError for a request that is not one. */
export function decodeAssociateRequest(body: Buffer): AssociateRequest {
  if (body.length < 68) throw new ProtocolError('association request is cut');
  const items = readItems(body.subarray(68));
  const user = items.find(({ type }) => type === ITEM.userInformation);
  const details = user ? readItems(user.body) : [];
  const contextName = items.find(({ type }) => type === ITEM.applicationContext);
  return {
    protocolVersion: body.readUInt16BE(0),
    calledAe: text(body.subarray(4, 20)),
    callingAe: text(body.subarray(20, 36)),
    applicationContext: contextName ? text(contextName.body) : '',
    contexts: items.filter(({ type }) => type === ITEM.proposedContext).map(readProposed),
    maxPduBytes: maxLengthOf(details),
    implementation: text(
      details.find(({ type }) => type === ITEM.implementationVersion)?.body ?? Buffer.alloc(0),
    ),
  };
}

function readProposed({ body }: Item): ProposedContext {
  if (body.length < 4) throw new ProtocolError('presentation context is cut');
  const parts = readItems(body.subarray(4));
  return {
    id: body.readUInt8(0),
    abstractSyntax: text(
      parts.find(({ type }) => type === ITEM.abstractSyntax)?.body ?? Buffer.alloc(0),
    ),
    transferSyntaxes: parts
      .filter(({ type }) => type === ITEM.transferSyntax)
      .map((part) => text(part.body)),
  };
}

function maxLengthOf(details: readonly Item[]): number {
  const found = details.find(({ type }) => type === ITEM.maxLength);
  return found && found.body.length >= 4 ? found.body.readUInt32BE(0) : 0;
}

/** @throws ProtocolError for an answer that is not one. */
export function decodeAssociateAccept(body: Buffer): AssociateAccept {
  if (body.length < 68) throw new ProtocolError('association answer is cut');
  const items = readItems(body.subarray(68));
  const user = items.find(({ type }) => type === ITEM.userInformation);
  return {
    contexts: items.filter(({ type }) => type === ITEM.answeredContext).map(readAnswered),
    maxPduBytes: maxLengthOf(user ? readItems(user.body) : []),
  };
}

function readAnswered({ body }: Item): AnsweredContext {
  if (body.length < 4) throw new ProtocolError('presentation context is cut');
  const syntax = readItems(body.subarray(4)).find(({ type }) => type === ITEM.transferSyntax);
  return {
    id: body.readUInt8(0),
    result: body.readUInt8(2),
    transferSyntax: syntax ? text(syntax.body) : '',
  };
}

function item(type: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.from([type, 0, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

const uid = (value: string): Buffer => Buffer.from(value, 'latin1');
const aeTitle = (value: string): Buffer => Buffer.from(value.padEnd(16).slice(0, 16), 'latin1');

function userInformation(maxPduBytes: number, roles: readonly Buffer[] = []): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(maxPduBytes);
  return item(
    ITEM.userInformation,
    item(ITEM.maxLength, length),
    item(ITEM.implementationClass, uid(IMPLEMENTATION_CLASS_UID)),
    ...roles,
    item(ITEM.implementationVersion, uid(IMPLEMENTATION_VERSION)),
  );
}

function fixedPart(calledAe: string, callingAe: string): Buffer {
  return Buffer.concat([
    Buffer.from([0, 1, 0, 0]),
    aeTitle(calledAe),
    aeTitle(callingAe),
    Buffer.alloc(32),
    item(ITEM.applicationContext, uid(APPLICATION_CONTEXT)),
  ]);
}

export function encodeAssociateAccept(
  request: Pick<AssociateRequest, 'calledAe' | 'callingAe'>,
  answer: AssociateAccept,
): Buffer {
  const contexts = answer.contexts.map(({ id, result, transferSyntax }) =>
    item(
      ITEM.answeredContext,
      Buffer.from([id, 0, result, 0]),
      item(ITEM.transferSyntax, uid(transferSyntax)),
    ),
  );
  return encodePdu(
    PDU.associateAccept,
    Buffer.concat([
      fixedPart(request.calledAe, request.callingAe),
      ...contexts,
      userInformation(answer.maxPduBytes),
    ]),
  );
}

/** @param storeBack Abstract syntaxes for which the peer shall send to us (C-GET), by role selection, PS3.7 D.3.3.4. */
export function encodeAssociateRequest(
  request: Pick<AssociateRequest, 'calledAe' | 'callingAe' | 'contexts' | 'maxPduBytes'>,
  storeBack: readonly string[] = [],
): Buffer {
  const contexts = request.contexts.map(({ id, abstractSyntax, transferSyntaxes }) =>
    item(
      ITEM.proposedContext,
      Buffer.from([id, 0, 0, 0]),
      item(ITEM.abstractSyntax, uid(abstractSyntax)),
      ...transferSyntaxes.map((syntax) => item(ITEM.transferSyntax, uid(syntax))),
    ),
  );
  const roles = storeBack.map((abstractSyntax) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(abstractSyntax.length);
    return item(ITEM.roleSelection, length, uid(abstractSyntax), Buffer.from([0, 1]));
  });
  return encodePdu(
    PDU.associateRequest,
    Buffer.concat([
      fixedPart(request.calledAe, request.callingAe),
      ...contexts,
      userInformation(request.maxPduBytes, roles),
    ]),
  );
}
