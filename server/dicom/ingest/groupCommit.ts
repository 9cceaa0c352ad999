/**
 * Gathers work that arrives while a batch is running and hands it to `run` as the next batch, so that many callers
 * share one transaction and one disk sync. A failing batch is repeated one by one: a bad item fails alone.
 *
 * @param lanes - How many batches may run at the same time.
 */
export function createGroupCommit<T, R>(
  run: (items: readonly T[]) => Promise<readonly R[]>,
  options: { readonly maxBatch: number; readonly lanes: number },
): (item: T) => Promise<R> {
  type Waiting = { item: T; resolve: (value: R) => void; reject: (reason: unknown) => void };
  const queue: Waiting[] = [];
  let running = 0;

  const settle = (waiting: readonly Waiting[], results: readonly R[]) => {
    waiting.forEach((entry, at) => entry.resolve(results[at] as R));
  };
  const runBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      settle(batch, await run(batch.map(({ item }) => item)));
    } catch (error) {
      if (batch.length === 1) return batch[0]?.reject(error);
      for (const entry of batch) await runBatch([entry]);
    }
  };
  const pump = () => {
    while (running < options.lanes && queue.length > 0) {
      running++;
      void runBatch(queue.splice(0, options.maxBatch)).finally(() => {
        running--;
        pump();
      });
    }
  };
  return (item) =>
    new Promise<R>((resolve, reject) => {
      queue.push({ item, resolve, reject });
      pump();
    });
}
