/** PDU types of the DICOM upper layer, PS3.8 section 9.3. */
export const PDU = {
  associateRequest: 0x01,
  associateAccept: 0x02,
  associateReject: 0x03,
  data: 0x04,
  releaseRequest: 0x05,
  releaseResponse: 0x06,
  abort: 0x07,
} as const;

/** A peer that breaks the rules of the upper layer; the association ends with A-ABORT. `reason` as in PS3.8 table 9-26. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly reason: number;
  constructor(message: string, reason: number = ABORT_REASON.invalidParameter) {
    super(message);
    this.reason = reason;
  }
}

export const ABORT_REASON = {
  notSpecified: 0,
  unrecognised: 1,
  unexpected: 2,
  unexpectedParameter: 5,
  invalidParameter: 6,
} as const;

/** Why an association is refused: result, source, reason as in PS3.8 table 9-21. */
export const REJECTION = {
  contextName: [1, 1, 2],
  callingAe: [1, 1, 3],
  calledAe: [1, 1, 7],
  protocolVersion: [1, 2, 2],
  congestion: [2, 3, 1],
  limitReached: [2, 3, 2],
} as const;
export type Rejection = keyof typeof REJECTION;

export function encodePdu(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt8(type, 0);
  head.writeUInt32BE(body.length, 2);
  return Buffer.concat([head, body]);
}

export function encodeReject(rejection: Rejection): Buffer {
  return encodePdu(PDU.associateReject, Buffer.from([0, ...REJECTION[rejection]]));
}

/** Source 2: the service provider, which is what ends an association for breaking the rules; 0: the user of it. */
export function encodeAbort(source: 0 | 2, reason: number): Buffer {
  return encodePdu(PDU.abort, Buffer.from([0, 0, source, reason]));
}

export const encodeReleaseRequest = (): Buffer => encodePdu(PDU.releaseRequest, Buffer.alloc(4));
export const encodeReleaseResponse = (): Buffer => encodePdu(PDU.releaseResponse, Buffer.alloc(4));

/** One PDV in one PDU: PS3.8 section 9.3.5 and annex E.2. */
export function encodeData(
  contextId: number,
  kind: { readonly isCommand: boolean; readonly isLast: boolean },
  bytes: Buffer,
): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(PDU.data, 0);
  head.writeUInt32BE(bytes.length + 6, 2);
  head.writeUInt32BE(bytes.length + 2, 6);
  head.writeUInt8(contextId, 10);
  head.writeUInt8((kind.isCommand ? 1 : 0) | (kind.isLast ? 2 : 0), 11);
  return Buffer.concat([head, bytes]);
}
