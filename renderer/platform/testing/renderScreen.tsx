import { render, type RenderResult } from '@testing-library/react';
import { App, ConfigProvider } from 'antd';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';
import type { Me } from '../../../shared/api/sessions';
import { SOURCE_LANGUAGE, type Language } from '../../../shared/i18n/index';
import { initI18n } from '../../i18n/setup';
import { MeProvider, PlatformProvider } from '../ApiContext';
import { aMe, type FakePlatform } from './fakePlatform';

type Options = {
  readonly me?: Me;
  readonly at?: string;
  readonly language?: Language;
};

/** Shows a screen as the application would: platform, person, texts, theme and router around it. */
export async function renderScreen(
  screen: ReactElement,
  platform: FakePlatform,
  options: Options = {},
): Promise<RenderResult> {
  await initI18n(options.language ?? SOURCE_LANGUAGE);
  standInForLayout();
  return render(
    <PlatformProvider platform={platform}>
      <MeProvider me={options.me ?? aMe()}>
        <ConfigProvider
          theme={{ token: { motion: false } }}
          wave={{ disabled: true }}
          button={{ autoInsertSpace: false }}
        >
          <App>
            <MemoryRouter initialEntries={[options.at ?? '/']}>{screen}</MemoryRouter>
          </App>
        </ConfigProvider>
      </MeProvider>
    </PlatformProvider>,
  );
}

/** jsdom has no layout; antd asks for it. */
function standInForLayout(): void {
  window.matchMedia ??= (query: string) =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      addListener: () => undefined,
      removeListener: () => undefined,
    }) as unknown as MediaQueryList;
  window.ResizeObserver ??= class {
    observe(): void {
      return undefined;
    }
    unobserve(): void {
      return undefined;
    }
    disconnect(): void {
      return undefined;
    }
  };
}
