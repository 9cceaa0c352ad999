export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields that may stand in a line. A list of what is allowed: a name or an id number has no way in. */
const ALLOWED = new Set([
  'code',
  'reason',
  'sender',
  'address',
  'port',
  'status',
  'count',
  'sizeBytes',
  'entryId',
  'durationMs',
  'attempts',
  'messageType',
]);

type Fields = Readonly<Record<string, unknown>> & { readonly error?: unknown };

export type Log = {
  error(component: string, message: string, fields?: Fields): void;
  warn(component: string, message: string, fields?: Fields): void;
  info(component: string, message: string, fields?: Fields): void;
  debug(component: string, message: string, fields?: Fields): void;
  /** The latest lines, newest last, for the status page. */
  recent(): readonly string[];
};

const KEPT_LINES = 200;

/** JSON lines; messages are fixed English texts, everything that varies is a field. */
export function createLog(
  level: LogLevel,
  write: (line: string) => void,
  now: () => Date = () => new Date(),
): Log {
  const limit = LOG_LEVELS.indexOf(level);
  const kept: string[] = [];
  const at =
    (name: Exclude<LogLevel, 'silent'>) =>
    (component: string, message: string, fields: Fields = {}): void => {
      if (LOG_LEVELS.indexOf(name) > limit) return;
      const allowed = Object.entries(fields).filter(([key]) => ALLOWED.has(key));
      const cause = fields.error === undefined ? {} : { error: describe(fields.error) };
      const line = JSON.stringify({
        at: now().toISOString(),
        level: name,
        component,
        message,
        ...Object.fromEntries(allowed),
        ...cause,
      });
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      write(line);
    };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    recent: () => [...kept],
  };
}

/** Code and kind only: messages of the system carry paths, and paths can carry names. */
function describe(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || 'Error';
}
