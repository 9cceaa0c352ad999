import { Decoder } from '@cornerstonejs/jpeg-lossless-decoder-js';

/**
 * Decodes one frame of JPEG Lossless, Process 14 with any selection value.
 * @returns Little-endian samples, colour by pixel.
 */
export function decodeJpegLossless(encoded: Buffer, bytesPerSample: 1 | 2): Buffer {
  const own = new Uint8Array(encoded);
  const decoded = new Decoder().decode(own.buffer, 0, own.length, bytesPerSample);
  return Buffer.from(decoded.buffer, decoded.byteOffset, decoded.byteLength);
}
