/**
 * Runs tasks side by side, at most `size` at a time. After the first failure nothing new is started, and
 * `drain` throws it.
 */
export function createPool(size: number) {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  return {
    /** Answers when the task has been started; false when it will not be. */
    async run(task: () => Promise<void>): Promise<boolean> {
      while (running.size >= size) await Promise.race(running);
      if (failure) return false;
      const promise = task().catch((error: unknown) => {
        failure ??= { error };
      });
      const tracked = promise.finally(() => running.delete(tracked));
      running.add(tracked);
      return true;
    },
    /** Answers when every task has ended, also after a failure. */
    async drain(): Promise<void> {
      await Promise.all(running);
      if (failure) throw failure.error;
    },
  };
}
