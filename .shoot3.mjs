import { chromium } from 'playwright-core';
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer'],
});
const c = await b.newContext({ viewport: { width: 1366, height: 900 }, locale: 'zh-CN' });
const page = await c.newPage();
page.on('console', (m) => {
  if (['error', 'warning'].includes(m.type()))
    console.log('console', m.type(), m.text().slice(0, 300));
});
page.on('pageerror', (e) => console.log('pageerror', e.message.slice(0, 500)));
const base = 'http://127.0.0.1:8099';
await c.request.post(base + '/v1/sessions', {
  data: { account: 'county', password: 'huizhen-demo' },
});
await page.goto(base + '/#/');
await page.getByText('发起会诊').first().click();
await page.waitForTimeout(3500);
await page.screenshot({ path: '/tmp/hz/r1.png' });
await page.evaluate(() => {
  for (const e of document.querySelectorAll('*'))
    if (e.scrollHeight > e.clientHeight + 200 && getComputedStyle(e).overflowY !== 'visible')
      e.scrollTop = 1400;
});
await page.waitForTimeout(800);
await page.screenshot({ path: '/tmp/hz/r2.png' });
await b.close();
