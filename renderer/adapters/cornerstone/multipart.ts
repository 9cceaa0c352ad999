/** Frame bytes with the content type of their part. */
export type FramePart = { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string };

const CRLF2 = [13, 10, 13, 10];
const ascii = new TextDecoder('latin1');

/** First part of a multipart/related answer (PS3.18 8.6.1, RFC 2387), or the whole body of a single-part one. */
export function firstPart(contentType: string, body: Uint8Array<ArrayBuffer>): FramePart | null {
  if (!/^multipart\/related/i.test(contentType)) return { bytes: body, contentType };
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const delimiter = new TextEncoder().encode(`--${boundary}`);
  const start = indexOf(body, delimiter, 0);
  const headersEnd = start < 0 ? -1 : indexOf(body, CRLF2, start);
  if (headersEnd < 0) return null;
  const headers = ascii.decode(body.subarray(start + delimiter.length, headersEnd));
  const from = headersEnd + CRLF2.length;
  const to = from + (contentLength(headers) ?? partLength(body, from, boundary));
  if (to <= from || to > body.length) return null;
  return {
    bytes: body.slice(from, to),
    contentType: headerValue(headers, 'content-type') ?? contentType,
  };
}

function contentLength(headers: string): number | null {
  const text = headerValue(headers, 'content-length');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** Searched from the end: the pixel data of a single frame is long and may itself hold the delimiter. */
function partLength(body: Uint8Array, from: number, boundary: string): number {
  const closing = new TextEncoder().encode(`\r\n--${boundary}`);
  for (let at = body.length - closing.length; at >= from; at -= 1) {
    if (closing.every((byte, i) => body[at + i] === byte)) return at - from;
  }
  return -1;
}

function headerValue(headers: string, name: string): string | null {
  return new RegExp(`^${name}:\\s*(.*?)\\s*$`, 'im').exec(headers)?.[1] ?? null;
}

function indexOf(body: Uint8Array, wanted: ArrayLike<number>, from: number): number {
  const first = wanted[0] ?? 0;
  for (let at = body.indexOf(first, from); at >= 0; at = body.indexOf(first, at + 1)) {
    let same = 1;
    while (same < wanted.length && body[at + same] === wanted[same]) same += 1;
    if (same === wanted.length) return at;
  }
  return -1;
}

/** `transfer-syntax` parameter; Explicit VR Little Endian where a server leaves it out (PS3.18 8.7.3.5.2). */
export function transferSyntaxOf(contentType: string): string {
  const named = /transfer-syntax="?([\d.]+)"?/i.exec(contentType)?.[1];
  if (named !== undefined) return named;
  const type = (/^[^;]+/.exec(contentType)?.[0] ?? '').trim().toLowerCase();
  return SYNTAX_BY_TYPE[type] ?? '1.2.840.10008.1.2.1';
}

/** Default transfer syntax of each compressed media type, PS3.18 table 8.7.3-5. */
const SYNTAX_BY_TYPE: Readonly<Record<string, string>> = {
  'image/jpeg': '1.2.840.10008.1.2.4.70',
  'image/dicom-rle': '1.2.840.10008.1.2.5',
  'image/jls': '1.2.840.10008.1.2.4.80',
  'image/jp2': '1.2.840.10008.1.2.4.90',
  'image/jphc': '1.2.840.10008.1.2.4.201',
};

const JPEG_FAMILY = ['50', '51', '57', '70', '80', '81', '90', '91', '201', '202', '203'];
const DECODABLE = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.5',
  ...JPEG_FAMILY.map((suffix) => `1.2.840.10008.1.2.4.${suffix}`),
]);

export const canDecode = (transferSyntaxUid: string): boolean => DECODABLE.has(transferSyntaxUid);
