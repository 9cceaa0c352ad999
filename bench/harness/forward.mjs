// The same small pass-through before ours and the peer's server, so that neither is nearer to the browser than the other.
import { Agent, createServer, request as ask } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends a request on as it came, with `headers` put over its own, and streams the answer back. */
export function forward(request, response, service, { path, headers = {} }) {
  const onward = ask(
    {
      agent,
      host: service.hostname,
      port: service.port,
      path,
      method: request.method,
      // the host stays what the browser asked for: the service writes its own address by it
      headers: { ...request.headers, ...headers },
    },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () =>
    response.headersSent ? response.destroy() : response.writeHead(502).end(),
  );
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** A whole server behind the pass-through. */
export const serveThrough = (url, port = 0) => {
  const service = new URL(url);
  const server = createServer((request, response) =>
    forward(request, response, service, { path: request.url }),
  );
  server.on('upgrade', (request, socket) => tunnel(request, socket, service));
  return listen(server, port);
};

/** A WebSocket: the opening request as it came, then bytes both ways. */
function tunnel(request, socket, service) {
  const onward = connect(Number(service.port), service.hostname, () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let at = 0; at < request.rawHeaders.length; at += 2)
      lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
}

export async function listen(server, port) {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
