import { answerPdf } from '../read/answer';
import { questions } from '../read/pdfReader';
import type { PdfReader } from '../read/protocol';

/** PDFs read in the test's own thread: threads need a bundle, and have a test of their own. */
export const pdfInPlace: PdfReader = {
  ...questions(answerPdf),
  close: async () => undefined,
};
