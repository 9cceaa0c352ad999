import { z } from 'zod';
import type { WindowChannel } from '../../ports/windowChannel';

/** One window is one voice, however many channels it opens. */
const WINDOW_ID = crypto.randomUUID();

const envelopeSchema = z.strictObject({ from: z.uuid(), body: z.unknown() });

type Wire = Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>;

/**
 * A `WindowChannel` over a broadcast channel.
 *
 * @param name Windows that use the same name hear each other.
 */
export function openWindowChannel<M>(
  name: string,
  messageSchema: z.ZodType<M>,
  options: { readonly id?: string; readonly open?: (name: string) => Wire } = {},
): WindowChannel<M> {
  const { id = WINDOW_ID, open = (channel: string): Wire => new BroadcastChannel(channel) } =
    options;
  const wire = open(name);
  const listeners = new Set<(message: M, from: string) => void>();
  let isClosed = false;
  wire.onmessage = ({ data }: MessageEvent<unknown>) => {
    const envelope = envelopeSchema.safeParse(data);
    if (!envelope.success || envelope.data.from === id) return;
    const message = messageSchema.safeParse(envelope.data.body);
    if (!message.success) return;
    for (const listener of [...listeners]) listener(message.data, envelope.data.from);
  };
  return {
    id,
    post: (body) => {
      if (!isClosed) wire.postMessage({ from: id, body });
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      isClosed = true;
      wire.close();
    },
  };
}
