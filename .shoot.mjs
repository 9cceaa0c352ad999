import { chromium } from 'playwright-core';
const [account, path, out, w = '1366', h = '768', waitMs = '2500'] = process.argv.slice(2);
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-software-rasterizer',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const c = await b.newContext({ viewport: { width: +w, height: +h }, locale: 'zh-CN' });
const page = await c.newPage();
page.on('console', (m) => {
  if (['error', 'warning'].includes(m.type()))
    console.log('console', m.type(), m.text().slice(0, 300));
});
page.on('pageerror', (e) => console.log('pageerror', e.message.slice(0, 500)));
const base = 'http://127.0.0.1:8099';
if (account !== '-') {
  const r = await c.request.post(base + '/v1/sessions', {
    data: { account, password: 'huizhen-demo' },
  });
  if (!r.ok()) console.log('login', r.status(), await r.text());
}
await page.goto(base + '/#' + path);
await page.waitForTimeout(+waitMs);
await page.screenshot({ path: out });
await b.close();
