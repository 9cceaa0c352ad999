// relay.mjs HOST PORT SOCKET: TCP at the far end of a line, to a socket file that reaches out of the network namespace.
import { createServer } from 'node:net';
import { join } from './join.mjs';

const [host, port, socket] = process.argv.slice(2);
createServer({ noDelay: true }, (from) => join(from, socket)).listen(Number(port), host, () =>
  process.stdout.write('ready\n'),
);
