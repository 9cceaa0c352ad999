import { connect } from 'node:net';

/** Both ways between a connection and a new one to `target` (as for `net.connect`); either end takes the other with it. */
export function join(from, ...target) {
  const to = connect(...target);
  from.pipe(to).pipe(from);
  for (const end of [from, to]) end.on('error', () => (from.destroy(), to.destroy()));
}
