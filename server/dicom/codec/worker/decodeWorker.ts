// Entry of a decoder thread: one frame in, its samples or an error out. The pool ends the thread when it hangs.
import { parentPort } from 'node:worker_threads';
import { decodeFrame } from '../decodeFrame';
import type { DecodeAnswer, DecodeJob } from './protocol';

parentPort?.on('message', ({ codec, encoded, image }: DecodeJob) => {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  void decodeFrame(codec, bytes, image).then((answer: DecodeAnswer) => {
    parentPort?.postMessage(answer);
  });
});
