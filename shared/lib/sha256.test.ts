import { describe, expect, it } from 'vitest';
import { sha256Hex } from './sha256';

const ascii = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

describe('SHA-256 without the platform', () => {
  // NIST example values, and lengths around the padding's edges computed with OpenSSL
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(55), '9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318'],
    ['a'.repeat(56), 'b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a'],
    ['a'.repeat(64), 'ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb'],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('gives the published value', (text, expected) => {
    expect(sha256Hex(ascii(text))).toBe(expected);
  });

  it('reads a part of a buffer, not the whole of it', () => {
    const within = ascii('xxabcxx').subarray(2, 5);
    expect(sha256Hex(within)).toBe(sha256Hex(ascii('abc')));
  });
});
