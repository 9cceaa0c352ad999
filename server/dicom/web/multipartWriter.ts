import { randomUUID } from 'node:crypto';

export type OutgoingPart = {
  readonly contentType: string;
  readonly location?: string;
  readonly body: AsyncIterable<Buffer> | Buffer;
};

export const newBoundary = (): string => `huizhen-${randomUUID()}`;

/** A multipart body (RFC 2387), written part by part as it is read. */
export async function* writeMultipart(
  boundary: string,
  parts: AsyncIterable<OutgoingPart>,
): AsyncGenerator<Buffer> {
  let lead = '';
  for await (const { contentType, location, body } of parts) {
    const where = location ? `Content-Location: ${location}\r\n` : '';
    yield Buffer.from(
      `${lead}--${boundary}\r\nContent-Type: ${contentType}\r\n${where}\r\n`,
      'latin1',
    );
    if (Buffer.isBuffer(body)) yield body;
    else yield* body;
    lead = '\r\n';
  }
  yield Buffer.from(`${lead}--${boundary}--\r\n`, 'latin1');
}
