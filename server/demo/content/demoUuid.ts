import { createHash } from 'node:crypto';

/**
 * Stable id of a demo object, so that a re-seeded server keeps every link, deep link and test reference.
 *
 * @param key - `kind/slug`, e.g. `user/county` or `hospital/baiquan`.
 * @returns A version 8 UUID (RFC 9562 §5.8: custom, here from SHA-256).
 */
export function demoUuid(key: string): string {
  const bytes = createHash('sha256').update(`huizhen-demo/${key}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
