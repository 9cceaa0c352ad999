import { ProtocolError } from './pdu';

/** Command fields of DIMSE, PS3.7 annex E; a response has the highest bit set. */
export const COMMAND = {
  store: 0x0001,
  get: 0x0010,
  find: 0x0020,
  move: 0x0021,
  echo: 0x0030,
  cancel: 0x0fff,
} as const;
export const RESPONSE = 0x8000;
const NO_DATA_SET = 0x0101;
const DATA_SET = 0x0001;

/** Status of C-STORE and others, PS3.4 table B.2-1 and PS3.7 annex C. */
export const STATUS = {
  success: 0x0000,
  pending: 0xff00,
  pendingWarning: 0xff01,
  cancelled: 0xfe00,
  invalidInstance: 0x0117,
  classNotSupported: 0x0122,
  unrecognisedOperation: 0x0211,
  outOfResources: 0xa700,
  dataSetMismatch: 0xa900,
  cannotUnderstand: 0xc000,
} as const;

/** Elements of group 0000 by element number; UIDs and AE titles as text. */
export type Command = {
  readonly field: number;
  readonly messageId: number;
  readonly respondedTo: number;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly hasDataSet: boolean;
  readonly status: number;
  readonly remaining: number | null;
  readonly completed: number | null;
  readonly failed: number | null;
};

/** A command set is below 1 kB; a peer that sends more is not speaking DICOM. */
export const MAX_COMMAND_BYTES = 64 * 1024;

/** @throws ProtocolError for bytes that are no command set (implicit little endian, PS3.7 6.3.1). */
export function decodeCommand(bytes: Buffer): Command {
  const elements = new Map<number, Buffer>();
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) throw new ProtocolError('command element is cut');
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.readUInt16LE(at) !== 0 || at + 8 + length > bytes.length)
      throw new ProtocolError('command element is wrong');
    elements.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  const number = (element: number): number | null => {
    const value = elements.get(element);
    return value && value.length >= 2 ? value.readUInt16LE(0) : null;
  };
  const text = (element: number) =>
    (elements.get(element)?.toString('latin1') ?? '').replace(/[\0 ]+$/u, '').trim();
  const field = number(0x0100);
  if (field === null) throw new ProtocolError('command without a command field');
  return {
    field,
    messageId: number(0x0110) ?? 0,
    respondedTo: number(0x0120) ?? 0,
    sopClassUid: text(0x0002),
    sopInstanceUid: text(0x1000),
    hasDataSet: number(0x0800) !== NO_DATA_SET,
    status: number(0x0900) ?? 0,
    remaining: number(0x1020),
    completed: number(0x1021),
    failed: number(0x1022),
  };
}

type Value = number | string;

function encodeElements(elements: readonly (readonly [number, Value])[]): Buffer {
  const parts = elements.map(([element, value]) => {
    const body =
      typeof value === 'number'
        ? Buffer.from([value & 0xff, value >> 8])
        : Buffer.from(value.length % 2 === 0 ? value : `${value}\0`, 'latin1');
    const head = Buffer.alloc(8);
    head.writeUInt16LE(element, 2);
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  });
  const body = Buffer.concat(parts);
  const group = Buffer.alloc(12);
  group.writeUInt32LE(4, 4);
  group.writeUInt32LE(body.length, 8);
  return Buffer.concat([group, body]);
}

/** The answer to `request`, with UIDs repeated where the request had them. */
export function encodeResponse(request: Command, status: number, comment?: string): Buffer {
  return encodeElements([
    ...(request.sopClassUid ? [[0x0002, request.sopClassUid] as const] : []),
    [0x0100, request.field | RESPONSE],
    [0x0120, request.messageId],
    [0x0800, NO_DATA_SET],
    [0x0900, status],
    // LO of 64 characters, ASCII: what the person at the modality gets to read
    ...(comment ? [[0x0902, comment.slice(0, 64)] as const] : []),
    ...(request.sopInstanceUid ? [[0x1000, request.sopInstanceUid] as const] : []),
  ]);
}

export type CommandRequest = {
  readonly field: number;
  readonly messageId: number;
  readonly sopClassUid: string;
  readonly hasDataSet: boolean;
  readonly sopInstanceUid?: string;
  /** C-MOVE: AE title the objects are to be sent to. */
  readonly destination?: string;
};

export function encodeRequest(request: CommandRequest): Buffer {
  const { field, messageId, sopClassUid, hasDataSet, sopInstanceUid, destination } = request;
  return encodeElements([
    [0x0002, sopClassUid],
    [0x0100, field],
    [0x0110, messageId],
    ...(destination === undefined ? [] : [[0x0600, padAe(destination)] as const]),
    ...(field === COMMAND.echo ? [] : [[0x0700, 0] as const]),
    [0x0800, hasDataSet ? DATA_SET : NO_DATA_SET],
    ...(sopInstanceUid === undefined ? [] : [[0x1000, sopInstanceUid] as const]),
  ]);
}

/** AE titles are padded with a space, UIDs with a zero byte. */
const padAe = (title: string): string => (title.length % 2 === 0 ? title : `${title} `);
