import { ok } from '../../../shared/lib/result';
import { decodeFrame } from '../codec/decodeFrame';
import { encodeProgressive } from '../codec/htj2kEncode';
import type { CodecPool } from '../codec/worker/codecPool';

/** Codecs in the test's own thread: threads need a bundle, and have a test of their own. */
export const codecsInPlace: CodecPool = {
  decode: decodeFrame,
  encode: async (frame) => ok(await encodeProgressive(frame)),
  close: async () => undefined,
};
