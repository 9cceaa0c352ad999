import type { PaperImaging, PaperLook } from '../../ports/paperImaging';
import type { PaperAnswer, PaperJob } from './job';

type Question = PaperJob extends infer J ? (J extends PaperJob ? Omit<J, 'id'> : never) : never;

/** The paper bench's pictures in a thread of their own; it ends with the bench. */
export function createPaperImaging(): PaperImaging {
  const worker = new Worker(new URL('./paperWorker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (value: PaperAnswer['value']) => void>();
  let next = 0;
  let isDisposed = false;

  const giveUp = (): void => {
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
  };
  worker.onmessage = ({ data: { id, value } }: MessageEvent<PaperAnswer>) => {
    const settle = waiting.get(id);
    waiting.delete(id);
    if (settle) settle(value);
    else if (value instanceof ImageBitmap) value.close();
  };
  worker.onerror = giveUp;

  const ask = (question: Question): Promise<PaperAnswer['value']> => {
    if (isDisposed) return Promise.resolve(null);
    next += 1;
    const id = next;
    return new Promise((settle) => {
      waiting.set(id, settle);
      worker.postMessage({ ...question, id });
    });
  };

  return {
    look: async (picture, quarterTurns, original) => {
      const value = await ask({ kind: 'look', picture, quarterTurns, original });
      return value as PaperLook | null;
    },
    show: async (picture, view) => {
      const value = await ask({ kind: 'show', picture, view });
      return value as ImageBitmap | null;
    },
    dispose() {
      isDisposed = true;
      worker.terminate();
      giveUp();
    },
  };
}
