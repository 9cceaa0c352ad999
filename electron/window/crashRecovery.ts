type Contents = {
  readonly on: (
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string }) => void,
  ) => unknown;
  readonly reload: () => void;
};

/** A page that dies twice within this time dies of itself; loading it again would go on forever. */
const CALM_MS = 30_000;

/** Loads a page again whose process died, so that nobody sits before a white window in a consultation. */
export function recoverFromCrash(
  contents: Contents,
  ports: { readonly nowMs: () => number; readonly onCrash: (reason: string) => void },
): void {
  let lastCrashMs = Number.NEGATIVE_INFINITY;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    ports.onCrash(reason);
    const sinceLastMs = ports.nowMs() - lastCrashMs;
    lastCrashMs = ports.nowMs();
    if (sinceLastMs > CALM_MS) contents.reload();
  });
}
