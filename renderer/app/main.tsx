import { createRoot } from 'react-dom/client';
import { initI18n, preferredLanguage } from '../i18n/setup';
import { createPlatform, findServer, openDesktop } from './composition';
import { Root } from './Root';
import { ServerAddressPage } from './ServerAddressPage';

async function start(): Promise<void> {
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
  const platform = createPlatform(desktop, baseUrl);
  root.render(<Root platform={platform} />);
  await platform.session.check();
}

void start();
