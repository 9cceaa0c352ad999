/** As long as a step may hold up the page, ms: less than one picture of the screen. */
const SLICE_MS = 8;

type Options = {
  readonly signal: AbortSignal;
  /** Called at the end of each slice. */
  readonly onProgress: (done: number) => void;
  readonly now?: () => number;
  /** Lets the page do what else is due. */
  readonly pause?: () => Promise<void>;
};

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Runs a long piece of work in slices, so that scrolling and keys go on meanwhile. @returns `null` when given up. */
export async function inSlices<T>(
  steps: Generator<number, T>,
  { signal, onProgress, now = () => performance.now(), pause = nextTask }: Options,
): Promise<T | null> {
  let until = now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (now() < until) continue;
    onProgress(step.value);
    await pause();
    if (signal.aborted) return null;
    until = now() + SLICE_MS;
  }
}
