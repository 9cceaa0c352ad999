import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { LOG_LEVELS } from './log';

/** Every mistake in the configuration at once, in words for whoever wrote the file. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(source: string, problems: readonly string[]) {
    super(`配置有误 configuration is wrong (${source}):\n  ${problems.join('\n  ')}`);
    this.problems = problems;
  }
}

const port = z.int().min(0).max(65535);
const aeTitle = z
  .string()
  .regex(/^[\x21-\x5b\x5d-\x7e](?:[\x20-\x5b\x5d-\x7e]{0,14}[\x21-\x5b\x5d-\x7e])?$/u, {
    error: 'AE 名称为 1 至 16 个 ASCII 字符 (1 to 16 ASCII characters)',
  });
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, {
  error: '时间写作 08:30 (a time like 08:30)',
});
const timeZone = z.string().refine(isTimeZone, { error: '没有这个时区 (unknown time zone)' });

const tls = z.strictObject({
  certFile: z.string().min(1),
  keyFile: z.string().min(1),
  /** Senders must show a certificate of this authority. */
  caFile: z.string().min(1).optional(),
});

/** The configuration file; everything has a default but the address of the centre. */
export const configSchema = z.strictObject({
  centre: z
    .strictObject({
      url: z.url({ protocol: /^https?$/u, error: '应为 https:// 开头的地址 (an https address)' }),
      /** PEM of the centre's authority where it is not one the system knows. */
      caFile: z.string().min(1).optional(),
    })
    .prefault({ url: 'http://127.0.0.1:8080' }),
  dataDir: z.string().min(1).default('.huizhen-gateway'),
  logLevel: z.enum(LOG_LEVELS).default('info'),
  dicom: z
    .strictObject({
      enabled: z.boolean().default(true),
      host: z.string().min(1).default('127.0.0.1'),
      port: port.default(11112),
      aeTitle: aeTitle.default('HUIZHEN'),
      /** Who may send; empty: everybody who reaches the port. */
      peers: z
        .array(
          z.strictObject({
            aeTitle,
            addresses: z.array(z.union([z.ipv4(), z.ipv6()])).default([]),
          }),
        )
        .default([]),
      tls: tls.optional(),
      maxAssociations: z.int().min(1).max(1000).default(128),
      maxPerAddress: z.int().min(1).max(1000).default(64),
      idleSeconds: z.int().min(5).max(3600).default(120),
    })
    .prefault({}),
  hl7: z
    .strictObject({
      enabled: z.boolean().default(true),
      host: z.string().min(1).default('127.0.0.1'),
      port: port.default(2575),
      /** For senders that lie about their charset: MSH-3 → charset. */
      charsets: z.record(z.string(), z.enum(['utf8', 'gb18030', 'gbk', 'latin1'])).default({}),
      maxConnections: z.int().min(1).max(1000).default(64),
      idleSeconds: z.int().min(5).max(86_400).default(3600),
    })
    .prefault({}),
  status: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** Loopback alone: the page shows what passes through, and lets refused objects go again. */
      host: z.enum(['127.0.0.1', '::1', 'localhost']).default('127.0.0.1'),
      port: port.default(8090),
    })
    .prefault({}),
  upstream: z
    .strictObject({
      /** Cap in Mbit/s; absent: the whole line. */
      mbps: z.number().positive().optional(),
      windows: z
        .array(z.strictObject({ from: clockTime, to: clockTime, mbps: z.number().nonnegative() }))
        .default([]),
      timeZone: timeZone.default('Asia/Shanghai'),
      lanes: z.int().min(1).max(8).default(2),
    })
    .prefault({}),
  disk: z
    .strictObject({
      reserveMb: z.int().min(16).default(1024),
      keepDeliveredHours: z.number().nonnegative().default(24),
    })
    .prefault({}),
  /** Where images are fetched from on a request's order. */
  pacs: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        aeTitle,
        host: z.string().min(1),
        port: port.min(1),
      }),
    )
    .default([]),
  watch: z.array(z.strictObject({ name: z.string().min(1), dir: z.string().min(1) })).default([]),
});
export type GatewayConfig = z.output<typeof configSchema>;

/** Environment variables over the file: for one machine, a container, or a test. */
const OVERRIDES: Readonly<
  Record<string, { readonly path: readonly string[]; readonly isNumber?: true }>
> = {
  HUIZHEN_GATEWAY_CENTRE: { path: ['centre', 'url'] },
  HUIZHEN_GATEWAY_DATA: { path: ['dataDir'] },
  HUIZHEN_GATEWAY_LOG: { path: ['logLevel'] },
  HUIZHEN_DICOM_HOST: { path: ['dicom', 'host'] },
  HUIZHEN_DICOM_PORT: { path: ['dicom', 'port'], isNumber: true },
  HUIZHEN_DICOM_AE: { path: ['dicom', 'aeTitle'] },
  HUIZHEN_MLLP_HOST: { path: ['hl7', 'host'] },
  HUIZHEN_MLLP_PORT: { path: ['hl7', 'port'], isNumber: true },
  HUIZHEN_STATUS_PORT: { path: ['status', 'port'], isNumber: true },
};

/**
 * Reads `HUIZHEN_GATEWAY_CONFIG` (default: `gateway.json` beside the process, which need not be there) and the
 * environment.
 *
 * @throws ConfigError with every mistake, where it is and what is expected.
 */
export function readConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const file = env['HUIZHEN_GATEWAY_CONFIG'];
  const source = file ?? 'gateway.json';
  const raw = readFile(source, file !== undefined);
  for (const [name, { path: where, isNumber }] of Object.entries(OVERRIDES)) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    if (isNumber && !/^\d+$/u.test(value))
      throw new ConfigError(name, [`${name}: 应为整数 (a whole number)`]);
    put(raw, where, isNumber ? Number(value) : value);
  }
  const parsed = configSchema.safeParse(raw, { error: inWords });
  if (!parsed.success) {
    throw new ConfigError(
      source,
      parsed.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`),
    );
  }
  checkFiles(parsed.data, source);
  return parsed.data;
}

type Raw = Record<string, unknown>;

function readFile(file: string, isAsked: boolean): Raw {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (!isAsked && (error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new ConfigError(file, ['读不到这个文件 (the file cannot be read)']);
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/u, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Raw;
  } catch (error) {
    throw new ConfigError(file, [`不是正确的 JSON：${placeInText(text, error)} (not JSON)`]);
  }
  throw new ConfigError(file, ['应为 JSON 对象，以 { 开头 (a JSON object)']);
}

/** JSON.parse says a position; people count lines. */
function placeInText(text: string, error: unknown): string {
  const position = /position (\d+)/u.exec((error as Error).message)?.[1];
  if (position === undefined) return '文件不完整';
  const before = text.slice(0, Number(position)).split('\n');
  return `第 ${before.length} 行第 ${(before.at(-1)?.length ?? 0) + 1} 个字符`;
}

function put(raw: Raw, where: readonly string[], value: unknown): void {
  const [first = '', ...rest] = where;
  if (rest.length === 0) raw[first] = value;
  else {
    const inner = raw[first];
    const next: Raw = typeof inner === 'object' && inner !== null ? { ...(inner as Raw) } : {};
    raw[first] = next;
    put(next, rest, value);
  }
}

const placeOf = (where: readonly PropertyKey[]): string =>
  where.length === 0 ? '/' : where.map(String).join('.');

const WORDS: Readonly<Record<string, string>> = {
  string: '文字 (text)',
  number: '数字 (a number)',
  int: '整数 (a whole number)',
  boolean: 'true 或 false',
  array: '列表 [ ]',
  object: '对象 { }',
  record: '对象 { }',
};

function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? '缺少这一项 (missing)'
        : `应为${WORDS[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `没有这样的配置项：${issue.keys.join('、')} (unknown setting)`;
    case 'too_small':
      return `不能小于 ${issue.minimum} (at least ${issue.minimum})`;
    case 'too_big':
      return `不能大于 ${issue.maximum} (at most ${issue.maximum})`;
    case 'invalid_value':
      return `只能是 ${issue.values.map(String).join('、')} 之一`;
    default:
      return undefined;
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // Intl throws RangeError for names it does not know, and for nothing else
  }
}

function checkFiles(config: GatewayConfig, source: string): void {
  const files: [string, string | undefined][] = [
    ['centre.caFile', config.centre.caFile],
    ['dicom.tls.certFile', config.dicom.tls?.certFile],
    ['dicom.tls.keyFile', config.dicom.tls?.keyFile],
    ['dicom.tls.caFile', config.dicom.tls?.caFile],
  ];
  const missing = files.flatMap(([name, file]) => {
    if (file === undefined) return [];
    try {
      readFileSync(path.resolve(file));
      return [];
    } catch {
      return [`${name}: 读不到文件 ${file} (cannot be read)`];
    }
  });
  if (missing.length > 0) throw new ConfigError(source, missing);
}
