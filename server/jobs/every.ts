export type Job = { stop(): Promise<void> };

/** Runs `work` again and again with a pause between; a failure is logged and the next round tries again. */
export function every(
  pauseMs: number,
  name: string,
  work: () => Promise<void>,
  log: { error(fields: object, message: string): void },
): Job {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    try {
      await work();
    } catch (error) {
      if (!stopped) log.error({ err: error, component: name }, 'job failed');
    }
    if (!stopped) schedule();
  };
  const schedule = () => {
    timer = setTimeout(() => (running = round()), pauseMs);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
