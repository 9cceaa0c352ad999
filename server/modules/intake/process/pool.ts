/**
 * Runs tasks side by side, at most `size` at a time. The first failure stops the rest: `run` and `drain` throw it.
 */
export function createPool(size: number) {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  const check = () => {
    if (failure) throw failure.error;
  };
  return {
    /** Answers when the task has been started. */
    async run(task: () => Promise<void>): Promise<void> {
      while (running.size >= size) await Promise.race(running);
      check();
      const promise = task().catch((error: unknown) => {
        failure ??= { error };
      });
      const tracked = promise.finally(() => running.delete(tracked));
      running.add(tracked);
    },
    /** Answers when every task has ended, also after a failure. */
    async drain(): Promise<void> {
      await Promise.all(running);
      check();
    },
  };
}
