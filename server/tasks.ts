import path from 'node:path';
import { verifyAudit } from './audit/auditLog';
import { readConfig } from './config';
import { openDatabase } from './db/database';
import { startEmbeddedPostgres } from './db/embedded';

/** Commands for whoever runs the server: `node build/server-task.mjs audit-verify`. */
const tasks: Readonly<Record<string, (databaseUrl: string) => Promise<boolean>>> = {
  async 'audit-verify'(databaseUrl) {
    const db = openDatabase(databaseUrl, { max: 1 });
    const result = await verifyAudit(db);
    await db.destroy();
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return result.intact;
  },
};

const task = tasks[process.argv[2] ?? ''];
if (!task) {
  process.stderr.write(`tasks: ${Object.keys(tasks).join(', ')}\n`);
  process.exit(2);
}
const config = readConfig(process.env);
const embedded = config.databaseUrl
  ? null
  : await startEmbeddedPostgres({ dir: path.join(config.dataDir, 'postgres') });
const succeeded = await task(config.databaseUrl ?? embedded?.url ?? '');
if (embedded?.started) await embedded.stop();
process.exit(succeeded ? 0 : 1);
