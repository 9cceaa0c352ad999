// Runs one server task (see server/tasks.ts) from the built bundle.
import { bundleServer } from './bundle.mjs';

await bundleServer();
await import('../dist/server/tasks.mjs');
