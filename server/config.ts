import path from 'node:path';
import { z } from 'zod';

const environment = z.object({
  HUIZHEN_HOST: z.string().default('127.0.0.1'),
  HUIZHEN_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HUIZHEN_DATA: z.string().min(1).default('.huizhen'),
  HUIZHEN_DEMO: z.enum(['0', '1']).default('0'),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  HUIZHEN_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Origins besides our own that may call with a bearer token, comma separated; the desktop app is one. */
  HUIZHEN_ORIGINS: z.string().default('app://workstation'),
  HUIZHEN_SMS_URL: z.url().optional(),
  HUIZHEN_SMS_SECRET: z.string().min(16).optional(),
  HUIZHEN_SMTP_URL: z.string().startsWith('smtp').optional(),
  HUIZHEN_SMTP_FROM: z.string().optional(),
  HUIZHEN_PUBLIC_URL: z.url().optional(),
  HUIZHEN_UPLOAD_QUOTA_GB: z.coerce.number().positive().default(40),
  /** Binary of the media worker; without one the conference has no sound and picture. */
  MEDIASOUP_WORKER_BIN: z.string().min(1).optional(),
  /** First port for sound and picture, UDP and TCP; one more for each further worker. 0: whatever is free. */
  HUIZHEN_MEDIA_PORT: z.coerce.number().int().min(0).max(65535).default(44440),
  /** Where browsers reach the media ports, comma separated, `announced` or `announced@local`; one for each carrier. */
  HUIZHEN_MEDIA_ADDRESS: z.string().optional(),
  HUIZHEN_MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  /** STUN and TURN addresses for browsers, comma separated. */
  HUIZHEN_TURN_URLS: z.string().optional(),
  /** coturn's `static-auth-secret`. */
  HUIZHEN_TURN_SECRET: z.string().min(16).optional(),
});

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly databaseUrl: string | null;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly origins: readonly string[];
  readonly sms: { readonly url: string; readonly secret: string } | null;
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly publicUrl: string | null;
  readonly uploadQuotaBytes: number;
  readonly media: {
    readonly workerBinary: string | null;
    readonly port: number;
    /** `null`: this machine's own. */
    readonly addresses: readonly { readonly announced: string; readonly local: string }[] | null;
    /** `null`: one for each core. */
    readonly workers: number | null;
  };
  readonly turn: { readonly urls: readonly string[]; readonly secret: string | null } | null;
};

/** Reads and checks the environment; throws with the name of every wrong variable. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new Error(`configuration is wrong:\n  ${problems.join('\n  ')}`);
  }
  const e = parsed.data;
  return {
    host: e.HUIZHEN_HOST,
    port: e.HUIZHEN_PORT,
    dataDir: path.resolve(e.HUIZHEN_DATA),
    demo: e.HUIZHEN_DEMO === '1',
    databaseUrl: e.DATABASE_URL ?? null,
    logLevel: e.HUIZHEN_LOG,
    origins: listOf(e.HUIZHEN_ORIGINS),
    sms:
      e.HUIZHEN_SMS_URL && e.HUIZHEN_SMS_SECRET
        ? { url: e.HUIZHEN_SMS_URL, secret: e.HUIZHEN_SMS_SECRET }
        : null,
    smtp:
      e.HUIZHEN_SMTP_URL && e.HUIZHEN_SMTP_FROM
        ? { url: e.HUIZHEN_SMTP_URL, from: e.HUIZHEN_SMTP_FROM }
        : null,
    publicUrl: e.HUIZHEN_PUBLIC_URL ?? null,
    uploadQuotaBytes: e.HUIZHEN_UPLOAD_QUOTA_GB * 1024 ** 3,
    media: {
      workerBinary: e.MEDIASOUP_WORKER_BIN ?? null,
      port: e.HUIZHEN_MEDIA_PORT,
      addresses: e.HUIZHEN_MEDIA_ADDRESS ? listOf(e.HUIZHEN_MEDIA_ADDRESS).map(toAddress) : null,
      workers: e.HUIZHEN_MEDIA_WORKERS ?? null,
    },
    turn: e.HUIZHEN_TURN_URLS
      ? { urls: listOf(e.HUIZHEN_TURN_URLS), secret: e.HUIZHEN_TURN_SECRET ?? null }
      : null,
  };
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Behind a NAT the announced address is not one of this machine's; without a local one it listens everywhere. */
function toAddress(text: string) {
  const [announced = '', local = '0.0.0.0'] = text.split('@');
  return { announced, local };
}
