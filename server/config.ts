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
    origins: e.HUIZHEN_ORIGINS.split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
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
  };
}
