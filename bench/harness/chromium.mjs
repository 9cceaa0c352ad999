import { chromium } from 'playwright-core';

/** Debian's Chromium, quiet towards the network. OHIF draws by WebGL alone, which without a graphics card is simulated. */
export const SOFTWARE_GL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const SCREEN = {
  viewport: { width: 1440, height: 900 },
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
};
const launch = (flags) => ({
  executablePath: process.env.HUIZHEN_CHROMIUM ?? '/usr/bin/chromium',
  args: [...QUIET, ...flags],
});

export const openChromium = (flags = []) => chromium.launch(launch(flags));

/** A browser whose profile lies in `dir`: its cache, and what it compiled, outlive a page. */
export const openProfile = (dir, flags = []) =>
  chromium.launchPersistentContext(dir, { ...launch(flags), ...SCREEN });
