import { createRoot } from 'react-dom/client';
import { initI18n, preferredLanguage } from '../i18n/setup';
import { createPlatform, findServer, openDesktop } from './composition';
import { preloadPage } from './pages';
import { Root } from './Root';
import { ServerAddressPage } from './ServerAddressPage';

/** @param send `fetch`, or what answers from what was asked early. */
export async function start(send: typeof fetch): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('index.html has no #root');
  await initI18n(preferredLanguage());
  const desktop = openDesktop();
  const baseUrl = await findServer(desktop);
  const root = createRoot(element);
  if (baseUrl === null) {
    root.render(<ServerAddressPage desktop={desktop} />);
    return;
  }
  preloadPage(window.location.hash.slice(1));
  const platform = createPlatform(desktop, baseUrl, send);
  root.render(<Root platform={platform} />);
  await platform.session.check();
}
