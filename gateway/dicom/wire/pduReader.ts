import { ABORT_REASON, PDU, ProtocolError } from './pdu';

export type PduEvent =
  | { readonly kind: 'pdu'; readonly type: number; readonly body: Buffer }
  | {
      readonly kind: 'data';
      readonly contextId: number;
      readonly isCommand: boolean;
      /** With these bytes the message (command or data set) is complete. */
      readonly isLast: boolean;
      readonly bytes: Buffer;
    };

/** An association request with 128 contexts of 64 syntaxes each is below this; anything longer is an attack. */
const MAX_CONTROL_BYTES = 512 * 1024;
const HEADER_BYTES = 6;

type Wanted =
  | { readonly step: 'header' }
  | { readonly step: 'body'; readonly type: number; readonly length: number }
  | { readonly step: 'item'; readonly left: number }
  | {
      readonly step: 'value';
      readonly left: number;
      readonly after: number;
      readonly contextId: number;
      readonly isCommand: boolean;
      readonly isLast: boolean;
    };

/**
 * Cuts a stream of bytes into PDUs. Data values are handed on as they come, never gathered: memory use does not
 * depend on what a peer announces. Lengths are checked before a byte of what they announce is taken.
 *
 * @param maxPduBytes Longest P-DATA-TF accepted, as announced to the peer.
 * @throws ProtocolError From `push`; the connection is of no use afterwards.
 */
export function createPduReader(maxPduBytes: number): { push(chunk: Buffer): PduEvent[] } {
  let wanted: Wanted = { step: 'header' };
  let held: Buffer = Buffer.alloc(0);

  /** `length` bytes, or null when they have not all arrived. */
  const take = (length: number): Buffer | null => {
    if (held.length < length) return null;
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };

  const readHeader = (): boolean => {
    const head = take(HEADER_BYTES);
    if (!head) return false;
    const type = head.readUInt8(0);
    const length = head.readUInt32BE(2);
    if (type < PDU.associateRequest || type > PDU.abort)
      throw new ProtocolError(`PDU type ${type}`, ABORT_REASON.unrecognised);
    const limit = type === PDU.data ? maxPduBytes : MAX_CONTROL_BYTES;
    if (length > limit) throw new ProtocolError(`PDU of ${length} bytes`);
    wanted = type === PDU.data ? { step: 'item', left: length } : { step: 'body', type, length };
    return true;
  };

  const readItem = (left: number): boolean => {
    if (left === 0) {
      wanted = { step: 'header' };
      return true;
    }
    if (left < 6) throw new ProtocolError('data PDU ends inside an item');
    const head = take(6);
    if (!head) return false;
    const length = head.readUInt32BE(0);
    if (length < 2 || length > left - 4) throw new ProtocolError(`data item of ${length} bytes`);
    const control = head.readUInt8(5);
    wanted = {
      step: 'value',
      left: length - 2,
      after: left - 4 - length,
      contextId: head.readUInt8(4),
      isCommand: (control & 1) === 1,
      isLast: (control & 2) === 2,
    };
    return true;
  };

  return {
    push(chunk) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const events: PduEvent[] = [];
      for (;;) {
        if (wanted.step === 'header') {
          if (!readHeader()) return events;
        } else if (wanted.step === 'body') {
          const body = take(wanted.length);
          if (!body) return events;
          events.push({ kind: 'pdu', type: wanted.type, body });
          wanted = { step: 'header' };
        } else if (wanted.step === 'item') {
          if (!readItem(wanted.left)) return events;
        } else {
          const { left, after, contextId, isCommand, isLast } = wanted;
          if (held.length === 0 && left > 0) return events;
          const bytes = take(Math.min(left, held.length)) ?? Buffer.alloc(0);
          const rest = left - bytes.length;
          events.push({
            kind: 'data',
            contextId,
            isCommand,
            isLast: isLast && rest === 0,
            bytes,
          });
          wanted = rest > 0 ? { ...wanted, left: rest } : { step: 'item', left: after };
        }
      }
    },
  };
}
