// Runs one external program (DCMTK and friends) and fails with its own words.
import { execFileSync } from 'node:child_process';

export function run(program, args, options = {}) {
  return execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
}
