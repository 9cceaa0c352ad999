/**
 * One JSON line per event. `error` gave up, `warn` recovered, `info` one line per lifecycle transition.
 * Fields are an allow-list of types that cannot hold a sentence: a path, a name or a URL never fits.
 */
export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = {
  readonly channel?: string;
  readonly code?: string;
  readonly status?: string;
  readonly version?: string;
  readonly count?: number;
  readonly sizeBytes?: number;
  readonly cause?: unknown;
};
export type Logger = (level: LogLevel, event: string, fields?: LogFields) => void;

const PLAIN_TEXT = ['channel', 'code', 'status', 'version'] as const;
const PLAIN_NUMBER = ['count', 'sizeBytes'] as const;

export function createLogger(ports: {
  readonly write: (line: string) => void;
  readonly now: () => Date;
}): Logger {
  return (level, event, fields = {}) => {
    const entry: Record<string, unknown> = { at: ports.now().toISOString(), level, event };
    for (const name of PLAIN_TEXT) {
      const value = fields[name];
      if (value !== undefined) entry[name] = /^[\w.+-]{1,80}$/.test(value) ? value : '[redacted]';
    }
    for (const name of PLAIN_NUMBER) {
      if (fields[name] !== undefined) entry[name] = Number(fields[name]);
    }
    if (fields.cause !== undefined) Object.assign(entry, describeCause(fields.cause));
    ports.write(`${JSON.stringify(entry)}\n`);
  };
}

/** The kind of an error and where it arose. Its message is left out: it may quote a path or the data itself. */
function describeCause(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return { cause: typeof cause };
  const code = (cause as NodeJS.ErrnoException).code;
  const frames = [...(cause.stack ?? '').matchAll(/([\w.-]+\.[cm]?[jt]s:\d+:\d+)/g)];
  return {
    cause: cause.name,
    ...(typeof code === 'string' && /^\w{1,40}$/.test(code) ? { causeCode: code } : {}),
    frames: frames.slice(0, 4).map((frame) => frame[1]),
  };
}
