import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';

export type ClientOrigin = {
  /** For `HUIZHEN_ORIGINS`: known before the server under test starts. */
  readonly origin: string;
  /** A page of that origin in which `new DICOMwebClient.api.DICOMwebClient(…)` is the package as published. */
  open(context: BrowserContext): Promise<Page>;
  close(): Promise<void>;
};

/** Somebody else's web application: an empty page on an origin of its own, with the npm package `dicomweb-client` in it. */
export async function startClientOrigin(): Promise<ClientOrigin> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as DICOMwebClient from 'dicomweb-client'; window.DICOMwebClient = DICOMwebClient;`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/client.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><script src="/client.js"></script>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    async open(context) {
      const page = await context.newPage();
      await page.goto(origin);
      return page;
    },
    close: () => stop(server),
  };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
