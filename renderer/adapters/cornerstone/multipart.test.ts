import { describe, expect, it } from 'vitest';
import { canDecode, firstPart, transferSyntaxOf } from './multipart';

const bytes = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...new TextEncoder().encode(part)] : part,
    ),
  );
const TYPE = 'multipart/related; type="application/octet-stream"; boundary="b7"';

describe('the first part of a frame answer', () => {
  it('is the bytes between headers and boundary, with its own content type', () => {
    const body = bytes(
      '--b7\r\nContent-Type: application/octet-stream; transfer-syntax=1.2\r\n\r\n',
      [1, 2, 3],
      '\r\n--b7--',
    );
    expect(firstPart(TYPE, body)).toEqual({
      bytes: Uint8Array.from([1, 2, 3]),
      contentType: 'application/octet-stream; transfer-syntax=1.2',
    });
  });

  it('is found behind a preamble and with an unquoted boundary', () => {
    const body = bytes(
      '\r\nignored\r\n--b7\r\nContent-Type: image/jls\r\n\r\n',
      [9],
      '\r\n--b7--\r\n',
    );
    expect(firstPart('multipart/related; boundary=b7; type="image/jls"', body)?.bytes).toEqual(
      Uint8Array.from([9]),
    );
  });

  it('keeps line ends that belong to the picture', () => {
    const picture = [13, 10, 13, 10, 45, 45, 13, 10];
    expect(
      firstPart(TYPE, bytes('--b7\r\nContent-Type: a/b\r\n\r\n', picture, '\r\n--b7--'))?.bytes,
    ).toEqual(Uint8Array.from(picture));
  });

  it('believes a length that is given', () => {
    const body = bytes(
      '--b7\r\nContent-Type: a/b\r\nContent-Length: 2\r\n\r\n',
      [1, 2],
      '\r\n--b7--',
    );
    expect(firstPart(TYPE, body)?.bytes.length).toBe(2);
  });

  it('is the whole body of an answer that is not multipart', () => {
    expect(firstPart('image/jpeg', bytes([1, 2]))?.bytes).toEqual(Uint8Array.from([1, 2]));
  });

  it.each([
    ['no boundary named', 'multipart/related', bytes('--b7\r\n\r\n', [1], '\r\n--b7--')],
    ['another boundary', TYPE, bytes('--xx\r\nA: b\r\n\r\n', [1], '\r\n--xx--')],
    ['cut off in the headers', TYPE, bytes('--b7\r\nContent-Type: a/b')],
    ['cut off in the picture', TYPE, bytes('--b7\r\nContent-Type: a/b\r\n\r\n', [1, 2, 3])],
    ['nothing', TYPE, bytes()],
  ])('is refused: %s', (_what, type, body) => {
    expect(firstPart(type, body)).toBeNull();
  });
});

describe('the transfer syntax of a part', () => {
  it.each([
    ['application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.90'],
    ['application/octet-stream;transfer-syntax="1.2.840.10008.1.2.5"', '1.2.840.10008.1.2.5'],
    ['image/jls', '1.2.840.10008.1.2.4.80'],
    ['application/octet-stream', '1.2.840.10008.1.2.1'],
  ])('%s is %s', (type, uid) => {
    expect(transferSyntaxOf(type)).toBe(uid);
  });

  it('tells what can be decoded from what cannot', () => {
    expect(canDecode('1.2.840.10008.1.2.4.201')).toBe(true);
    expect(canDecode('1.2.840.10008.1.2.4.102')).toBe(false);
  });
});
