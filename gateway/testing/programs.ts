import { spawn } from 'node:child_process';

export type Ran = { readonly code: number | null; readonly output: string };

/** Nagle's algorithm makes DCMTK ten times slower than it is; everything here talks over loopback. */
const ENV = { ...process.env, TCP_NODELAY: '1' };

/** Runs a program to its end; stdout and stderr come together, as a person would read them. */
export function run(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: ENV, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const add = (chunk: Buffer) => (output += chunk.toString('latin1'));
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
