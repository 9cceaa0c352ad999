import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../db/embedded';

/** One throw-away cluster for the whole integration run; `DATABASE_URL` runs the same tests on another server. */
export default async function setup(): Promise<() => Promise<void>> {
  const external = process.env['DATABASE_URL'];
  if (external) {
    process.env['HUIZHEN_TEST_DATABASE_URL'] = external;
    return async () => undefined;
  }
  const dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-test-pg-'));
  const server = await startEmbeddedPostgres({
    dir,
    settings: { fsync: 'off', synchronous_commit: 'off' },
  });
  process.env['HUIZHEN_TEST_DATABASE_URL'] = server.url;
  return async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
