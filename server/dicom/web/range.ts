export type ByteRange = { readonly start: number; readonly end: number };

/**
 * One byte range (RFC 9110 14.1.2). Several ranges, other units and an If-Range of another version are answered with the
 * whole object, as the RFC allows.
 *
 * @returns Null for the whole object.
 */
export function parseRange(
  header: string | undefined,
  ifRange: string | string[] | undefined,
  sha256: string,
  sizeBytes: number,
): ByteRange | null | 'unsatisfiable' {
  if (!header || (ifRange !== undefined && ifRange !== `"${sha256}"`)) return null;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [, from = '', to = ''] = match ?? [];
  if (!match || (from === '' && to === '')) return null;
  if (from === '') {
    const suffix = Math.min(Number(to), sizeBytes);
    return suffix === 0 ? 'unsatisfiable' : { start: sizeBytes - suffix, end: sizeBytes - 1 };
  }
  const start = Number(from);
  const end = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (start >= sizeBytes) return 'unsatisfiable';
  return end < start ? null : { start, end };
}
