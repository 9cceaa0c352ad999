// The thread of the paper bench: one picture of a page in, what can be seen of it or how it will look out.
import { paperEdges } from '../../../shared/domain/paper/edges';
import { lumaOfRgba } from '../../../shared/domain/paper/luma';
import { hintsOf } from '../../../shared/domain/paper/quality';
import { estimateSkew } from '../../../shared/domain/paper/skew';
import type { PaperLook } from '../../ports/paperImaging';
import { drawFrame, drawView } from './draw';
import type { PaperAnswer, PaperJob } from './job';

/** Lines of 6 point stay apart, and a page is looked at within a second on an old PC. */
const LOOKED_AT = 1400;

/** The page shown last stays decoded: a slider asks for it many times a second. */
let held: { readonly blob: Blob; readonly bitmap: ImageBitmap } | null = null;

async function decoded(blob: Blob): Promise<ImageBitmap> {
  if (held?.blob === blob) return held.bitmap;
  held?.bitmap.close();
  held = null;
  const bitmap = await createImageBitmap(blob);
  held = { blob, bitmap };
  return bitmap;
}

async function answer(job: PaperJob): Promise<PaperLook | ImageBitmap> {
  if (job.kind === 'show') return drawView(await decoded(job.picture), job.view);
  const bitmap = await createImageBitmap(job.picture);
  try {
    const { quarterTurns, original } = job;
    const context = drawFrame(bitmap, { quarterTurns, skewDegrees: 0 }, LOOKED_AT);
    const { width, height } = context.canvas;
    const luma = lumaOfRgba(context.getImageData(0, 0, width, height).data, { width, height });
    const skewDegrees = estimateSkew(luma)?.degrees ?? null;
    const edges = paperEdges(luma, skewDegrees ?? 0);
    // drawn pages are as large as they are drawn
    const hints = hintsOf(luma, original ?? { width: Infinity, height: Infinity });
    return { skewDegrees, edges, hints };
  } finally {
    bitmap.close();
  }
}

// one after the other: two pages at once would need twice the memory
let last: Promise<unknown> = Promise.resolve();

self.onmessage = ({ data: job }: MessageEvent<PaperJob>) => {
  last = last
    .then(() => answer(job))
    .catch(() => null)
    .then((value) => {
      const transfer = value instanceof ImageBitmap ? [value] : [];
      self.postMessage({ id: job.id, value } satisfies PaperAnswer, { transfer });
    });
};
