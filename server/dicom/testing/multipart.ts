const BOUNDARY = 'test-boundary';

export const STOW_TYPE = `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`;

/** A STOW-RS body with the given files. */
export function stowBody(files: readonly Buffer[]): Buffer {
  const parts = files.flatMap((file) => [
    Buffer.from(`\r\n--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`),
    file,
  ]);
  return Buffer.concat([...parts, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

export type ReceivedPart = { readonly headers: string; readonly body: Buffer };

/** Cuts a multipart answer into its parts. */
export function parseMultipart(contentType: string, body: Buffer): ReceivedPart[] {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  if (!boundary) throw new Error(`no boundary in ${contentType}`);
  const mark = Buffer.from(`--${boundary}`);
  const parts: ReceivedPart[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    const next = body.indexOf(mark, start);
    if (next < 0) break;
    const headerEnd = body.indexOf('\r\n\r\n', start);
    parts.push({
      headers: body.toString('latin1', start, headerEnd).trim(),
      body: body.subarray(headerEnd + 4, next - 2),
    });
    at = next;
  }
  return parts;
}
