/** Buffers smaller than this share one memory, which must stay here. */
const POOLED_BYTES = 64 * 1024;

/** What of some bytes may change its thread instead of being copied: memory that nothing else lies in. */
export const whole = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && byteLength === buffer.byteLength && byteLength > POOLED_BYTES
    ? [buffer]
    : [];
