// Entry of a codec thread: one frame in, its samples or its codestream out. The pool ends the thread when it hangs.
import { parentPort } from 'node:worker_threads';
import { ok } from '../../../../shared/lib/result';
import { decodeFrame } from '../decodeFrame';
import { encodeProgressive } from '../htj2kEncode';
import type { CodecAnswer, CodecJob } from './protocol';

async function answer(job: CodecJob): Promise<CodecAnswer> {
  if (job.kind === 'encode') return ok(await encodeProgressive(job.frame));
  const { buffer, byteOffset, byteLength } = job.encoded;
  return decodeFrame(job.codec, Buffer.from(buffer, byteOffset, byteLength), job.image);
}

parentPort?.on('message', (job: CodecJob) => {
  void answer(job).then((result) => parentPort?.postMessage(result));
});
