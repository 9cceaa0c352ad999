import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import type { Language } from '../../shared/i18n/index';
import { THEMES, type ThemeMode } from './theme';
import './tokens.css';

type RootProps = {
  readonly mode: ThemeMode;
  readonly language: Language;
  readonly children: ReactNode;
};

/** Theme and component language of the whole window. */
export function ThemeRoot({ mode, language, children }: RootProps): ReactElement {
  useEffect(() => {
    document.documentElement.dataset['theme'] = mode;
    document.documentElement.lang = language;
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
  }, [mode, language]);
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      theme={THEMES[mode]}
      locale={language === 'en' ? enUS : zhCN}
    >
      <App style={{ height: '100%' }}>{children}</App>
    </ConfigProvider>
  );
}

type SurfaceProps = { readonly className?: string; readonly children: ReactNode };

/** Dark island for pictures and conferences inside a light page. */
export function DarkSurface({ className, children }: SurfaceProps): ReactElement {
  return (
    // the page around is light, and its tokens would win over what the dark algorithm derives
    <ConfigProvider button={{ autoInsertSpace: false }} theme={{ ...THEMES.dark, inherit: false }}>
      <div data-theme="dark" className={className} style={DARK_STYLE}>
        {children}
      </div>
    </ConfigProvider>
  );
}

const DARK_STYLE = { background: 'var(--hz-ground)', color: 'var(--hz-text)' } as const;
