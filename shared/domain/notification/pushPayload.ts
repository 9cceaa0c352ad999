import { NOTIFICATION_EVENTS, type NotificationEvent } from './events';

/**
 * What a push carries through somebody else's service to a locked screen: a code, a number, an opaque id. The device
 * makes the words; there is no member for a name, a diagnosis or free text (product §5.5).
 */
export type PushPayload = {
  /** Of the message, the same over retries: a repetition replaces what it repeats. */
  readonly id: string;
  readonly event: NotificationEvent;
  readonly requestNo: string | null;
  readonly caseId: string | null;
};

const REQUEST_NO = /^[A-Z]{1,4}[0-9-]{4,24}$/u;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

export const isCaseId = (value: unknown): value is string =>
  typeof value === 'string' && UUID.test(value);

const isEvent = (value: unknown): value is NotificationEvent =>
  NOTIFICATION_EVENTS.some((event) => event === value);

/**
 * Reads a payload as it arrived. Written out instead of a schema, because it runs in a service worker that is woken for
 * one message.
 *
 * @returns Null for anything that is not one of ours; members of the wrong form are left out.
 */
export function parsePushPayload(text: string): PushPayload | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // not from this server
  }
  if (typeof value !== 'object' || value === null) return null;
  const { id, event, requestNo, caseId } = value as Record<string, unknown>;
  if (typeof id !== 'string' || id.length > 40 || !isEvent(event)) return null;
  return {
    id,
    event,
    requestNo: typeof requestNo === 'string' && REQUEST_NO.test(requestNo) ? requestNo : null,
    caseId: isCaseId(caseId) ? caseId : null,
  };
}

/** What the server sends; read back by its own reader, so that nothing else can get in. */
export function pushPayload(value: Readonly<Record<keyof PushPayload, unknown>>): string | null {
  const payload = parsePushPayload(JSON.stringify(value));
  return payload && JSON.stringify(payload);
}
