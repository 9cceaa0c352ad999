import { theme as antdTheme, type ThemeConfig } from 'antd';

export const THEME_MODES = ['light', 'dark'] as const;
export type ThemeMode = (typeof THEME_MODES)[number];

/** The same family as `--hz-font`, for what is not drawn by style sheets. */
export const UI_FONT =
  "'Noto Sans SC','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Segoe UI',sans-serif";

const COMMON: NonNullable<ThemeConfig['token']> = {
  fontFamily: UI_FONT,
  fontSize: 14,
  borderRadius: 6,
  controlHeight: 32,
  wireframe: false,
};

const COMPONENTS: NonNullable<ThemeConfig['components']> = {
  Table: { cellPaddingBlock: 5, cellPaddingBlockSM: 4, cellPaddingInlineSM: 8 },
  Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 4px' },
  Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
};

/** Paper for forms, queues and reports; dark around pictures, with a surround of at most 5 % grey. */
export const THEMES: Readonly<Record<ThemeMode, ThemeConfig>> = {
  light: {
    algorithm: antdTheme.defaultAlgorithm,
    token: {
      ...COMMON,
      colorPrimary: '#1a56c4',
      colorInfo: '#1a56c4',
      colorError: '#c5221f',
      colorWarning: '#9a5b00',
      colorSuccess: '#4a5a70',
      colorText: '#1b2432',
      colorTextSecondary: '#5a6678',
      colorBgLayout: '#f3f5f8',
      colorBorder: '#cbd2dc',
      colorBorderSecondary: '#e2e6ec',
    },
    components: COMPONENTS,
  },
  dark: {
    algorithm: antdTheme.darkAlgorithm,
    token: {
      ...COMMON,
      colorPrimary: '#5b8dee',
      colorInfo: '#5b8dee',
      colorError: '#ff8a80',
      colorWarning: '#f0b45b',
      colorSuccess: '#8d99ab',
      colorBgBase: '#0d0d0d',
      colorBgLayout: '#0d0d0d',
      colorBgContainer: '#15181d',
      colorBgElevated: '#1c2027',
    },
    components: COMPONENTS,
  },
};
