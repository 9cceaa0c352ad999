import { describe, expect, it } from 'vitest';
import { createAppProtocol, resolveInside } from './appProtocol';

const FILES: Readonly<Record<string, string>> = {
  '/app/dist/renderer/index.html': '<!doctype html>',
  '/app/dist/renderer/assets/a.js': 'export {}',
  '/app/package.json': '{"secret":1}',
  '/app/dist/renderer-old/index.html': 'old',
};

const handle = createAppProtocol({
  root: '/app/dist/renderer',
  serverOrigin: () => 'https://consult.example.cn:8443',
  serveImport: async (request) => new Response(`import ${new URL(request.url).pathname}`),
  readFile: async (path) => (path in FILES ? new TextEncoder().encode(FILES[path]) : null),
});
const get = (url: string, method = 'GET') => handle(new Request(url, { method }));

describe('app://workstation', () => {
  it('serves a file of the renderer with the policy and its own type', async () => {
    const reply = await get('app://workstation/assets/a.js');
    expect([reply.status, await reply.text()]).toEqual([200, 'export {}']);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    const policy = reply.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(
      "connect-src 'self' https://consult.example.cn:8443 wss://consult.example.cn:8443",
    );
    expect(policy).not.toContain("'unsafe-eval'");
  });

  it('shows the application for an address that is one of its routes', async () => {
    expect(await (await get('app://workstation/cases/7')).text()).toBe('<!doctype html>');
  });

  it.each([
    ['app://workstation/..%2f..%2fpackage.json', 403],
    ['app://workstation/..%5c..%5cpackage.json', 403],
    ['app://workstation/..%2frenderer-old/index.html', 403],
    ['app://workstation/%00index.html', 403],
    ['app://workstation/%e0%a4%a', 403],
    ['app://elsewhere/index.html', 403],
    ['app://workstation/assets/missing.js', 404],
  ])('answers %s with %i and no body', async (url, status) => {
    const reply = await get(url);
    expect([reply.status, await reply.text()]).toEqual([status, '']);
    expect(reply.headers.has('content-security-policy')).toBe(true);
  });

  it('leaves picked files to their own route', async () => {
    expect(await (await get('app://workstation/import/0f9f')).text()).toBe('import /import/0f9f');
  });

  it('takes no other method than GET and HEAD', async () => {
    const [post, head] = [
      await get('app://workstation/index.html', 'POST'),
      await get('app://workstation/index.html', 'HEAD'),
    ];
    expect([post.status, head.status, await head.text()]).toEqual([405, 200, '']);
  });

  it('resolves nothing outside the folder', () => {
    expect(
      ['/a/b.js', '/../x', '/%2e%2e/x', '/..%2fx', '/c:/x', '//etc/passwd'].map((path) =>
        resolveInside('/portal', path),
      ),
    ).toEqual(['/portal/a/b.js', null, null, null, null, '/portal/etc/passwd']);
  });
});
