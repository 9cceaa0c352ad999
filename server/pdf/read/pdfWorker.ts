// Entry of the thread that reads PDFs: one question in, its answer out. Its owner ends the thread when it hangs.
import { parentPort } from 'node:worker_threads';
import { answerPdf } from './answer';
import type { PdfJob } from './protocol';

parentPort?.on('message', (job: PdfJob) => {
  void answerPdf(job).then((answer) => {
    const moved = answer.kind === 'page' ? [answer.picture.samples.buffer as ArrayBuffer] : [];
    parentPort?.postMessage(answer, moved);
  });
});
