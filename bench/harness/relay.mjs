// relay.mjs HOST PORT SOCKET: TCP at the far end of a line, to a socket file that reaches out of the network namespace.
import { connect, createServer } from 'node:net';

const [host, port, socket] = process.argv.slice(2);
createServer({ noDelay: true }, (from) => {
  const to = connect(socket);
  from.pipe(to).pipe(from);
  for (const end of [from, to]) end.on('error', () => (from.destroy(), to.destroy()));
}).listen(Number(port), host, () => process.stdout.write('ready\n'));
