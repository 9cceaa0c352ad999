import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PdfAnswer, PdfJob, PdfPicture } from './protocol';

/** Identities stand at the head of pages; what a book of 30 pages does not say, the rest does not add. */
const TEXT_PAGES = 30;
const TEXT_CHARACTERS = 400_000;
const DOTS_PER_INCH = 200;
const UNITS_PER_INCH = 72;
/** Longest side of a drawn page; A4 at 300 dpi. */
const MOST_PIXELS = 3508;

/** Answers one question. Whatever is in the file, it never throws. */
export async function answerPdf(job: PdfJob): Promise<PdfAnswer> {
  try {
    return await withDocument(job.bytes, async (document) => {
      switch (job.kind) {
        case 'text':
          return { kind: 'text', pages: await textOf(document) };
        case 'count':
          return { kind: 'count', count: document.numPages };
        case 'page':
          return { kind: 'page', picture: await draw(document, job.page + 1) };
      }
    });
  } catch {
    return { kind: 'failed' }; // damaged, encrypted, or too much for it: it is no less a document
  }
}

async function withDocument<T>(
  bytes: Uint8Array,
  use: (document: PDFDocumentProxy) => Promise<T>,
): Promise<T> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const root = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    // pdf.js takes the buffer over, and refuses Node's subclass
    data: Uint8Array.from(bytes),
    cMapUrl: `${root}/cmaps/`,
    standardFontDataUrl: `${root}/standard_fonts/`,
    wasmUrl: `${root}/wasm/`,
    isEvalSupported: false,
    disableFontFace: true,
    enableXfa: false,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    return await use(await task.promise);
  } finally {
    await task.destroy();
  }
}

async function textOf(document: PDFDocumentProxy): Promise<string[]> {
  const pages: string[] = [];
  let characters = 0;
  for (let number = 1; number <= Math.min(document.numPages, TEXT_PAGES); number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const text = items
      .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
      .join('');
    characters += text.length;
    if (characters > TEXT_CHARACTERS) break;
    pages.push(text);
    page.cleanup();
  }
  return pages;
}

type Drawable = {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
};

async function draw(document: PDFDocumentProxy, number: number): Promise<PdfPicture> {
  const page = await document.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(DOTS_PER_INCH / UNITS_PER_INCH, MOST_PIXELS / Math.max(width, height));
  const viewport = page.getViewport({ scale });
  const size = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))];
  const factory = document.canvasFactory as {
    create(width: number, height: number): Drawable;
    destroy(made: Drawable): void;
  };
  const made = factory.create(size[0] ?? 1, size[1] ?? 1);
  try {
    await page.render({ canvas: made.canvas, viewport }).promise;
    const { data } = made.context.getImageData(0, 0, size[0] ?? 1, size[1] ?? 1);
    return { width: size[0] ?? 1, height: size[1] ?? 1, samples: data };
  } finally {
    factory.destroy(made);
  }
}
