import {
  AimOutlined,
  BgColorsOutlined,
  BorderOutlined,
  ColumnHeightOutlined,
  DragOutlined,
  ExpandOutlined,
  LineOutlined,
  PauseOutlined,
  PlayCircleOutlined,
  QuestionCircleOutlined,
  RedoOutlined,
  RotateRightOutlined,
  StarOutlined,
  SwapOutlined,
  ZoomInOutlined,
} from '@ant-design/icons';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { WindowChoice } from '../../../shared/domain/imaging/windowing';
import type { ViewerTool } from '../../ports/imageViewer';
import type { Fitting } from './fitItems';
import { TOOL_KEYS } from './shortcuts';
import type { Layout } from './store';
import { AngleIcon, ContrastIcon, EllipseIcon, LayoutIcon } from './toolIcons';

export type ToolbarActions = {
  readonly setTool: (tool: ViewerTool) => void;
  readonly applyPreset: (id: string) => void;
  readonly setLayout: (layout: Layout) => void;
  readonly reset: () => void;
  readonly rotate: () => void;
  readonly flip: () => void;
  readonly invert: () => void;
  readonly toggleCine: () => void;
  readonly keyImage: () => void;
  readonly fullscreen: () => void;
  readonly help: () => void;
};

export type ToolbarProps = {
  readonly tool: ViewerTool;
  readonly layout: Layout;
  readonly modality: string | null;
  readonly windowChoice: WindowChoice | null;
  readonly inverted: boolean;
  readonly playing: boolean;
  readonly canPlay: boolean;
  readonly hasKeyImages: boolean;
  readonly actions: ToolbarActions;
};

/** One tool of the row, or of the menu behind `…` where the row is short. */
export type ToolItem = Fitting & {
  readonly icon: ReactNode;
  readonly label: string;
  readonly hint?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
};

export type ToolGroup = 'tools' | 'adjust' | 'play' | 'layout' | 'screen';

const BUTTON_PX = 30;

/** Icon of each mouse tool, and how long it stays in the row. */
const TOOLS: readonly (readonly [ViewerTool, ReactNode, number])[] = [
  ['scroll', <ColumnHeightOutlined key="i" />, Infinity],
  ['window', <ContrastIcon key="i" />, Infinity],
  ['zoom', <ZoomInOutlined key="i" />, Infinity],
  ['pan', <DragOutlined key="i" />, Infinity],
  ['length', <LineOutlined key="i" rotate={-45} />, Infinity],
  ['angle', <AngleIcon key="i" />, 4],
  ['ellipseRoi', <EllipseIcon key="i" />, 5],
  ['rectangleRoi', <BorderOutlined key="i" />, 3],
  ['probe', <AimOutlined key="i" />, 6],
];

const LAYOUTS: readonly Layout[] = ['1x1', '1x2', '2x2'];

/** Everything the toolbar offers, in groups from left to right. */
export function toolbarItems(
  t: TFunction<'viewer'>,
  props: ToolbarProps,
): Readonly<Record<ToolGroup, readonly ToolItem[]>> {
  const { tool, layout, inverted, playing, canPlay, actions } = props;
  const idle = props.modality === null;
  const item = (id: string, rank: number, rest: Omit<ToolItem, keyof Fitting>): ToolItem => ({
    id,
    rank,
    widthPx: BUTTON_PX,
    ...rest,
  });
  return {
    tools: TOOLS.map(([name, icon, rank]) =>
      item(name, rank, {
        icon,
        label: t(`tool.${name}`),
        hint: TOOL_KEYS[name],
        pressed: tool === name,
        onClick: () => actions.setTool(name),
      }),
    ),
    adjust: [
      item('invert', 8, {
        icon: <BgColorsOutlined />,
        label: t('action.invert'),
        hint: 'I',
        pressed: inverted,
        disabled: idle,
        onClick: actions.invert,
      }),
      item('rotate', 2, {
        icon: <RotateRightOutlined />,
        label: t('action.rotate'),
        disabled: idle,
        onClick: actions.rotate,
      }),
      item('flip', 1, {
        icon: <SwapOutlined />,
        label: t('action.flip'),
        disabled: idle,
        onClick: actions.flip,
      }),
      item('reset', 9, {
        icon: <RedoOutlined />,
        label: t('action.reset'),
        hint: '0',
        disabled: idle,
        onClick: actions.reset,
      }),
    ],
    play: [
      item('cine', 10, {
        icon: playing ? <PauseOutlined /> : <PlayCircleOutlined />,
        label: playing ? t('action.pause') : t('action.play'),
        hint: t('key.space'),
        pressed: playing,
        disabled: !canPlay,
        onClick: actions.toggleCine,
      }),
      ...(props.hasKeyImages
        ? [
            item('keyImage', Infinity, {
              icon: <StarOutlined />,
              label: t('action.keyImage'),
              hint: 'K',
              disabled: idle,
              onClick: actions.keyImage,
            }),
          ]
        : []),
    ],
    layout: LAYOUTS.map((value) =>
      item(value, 7, {
        icon: <LayoutIcon layout={value} />,
        label: t('toolbar.layoutOf', { layout: value.replace('x', '×') }),
        pressed: layout === value,
        onClick: () => actions.setLayout(value),
      }),
    ),
    screen: [
      item('fullscreen', 11, {
        icon: <ExpandOutlined />,
        label: t('action.fullscreen'),
        hint: 'F',
        onClick: actions.fullscreen,
      }),
      item('help', Infinity, {
        icon: <QuestionCircleOutlined />,
        label: t('action.help'),
        hint: '?',
        onClick: actions.help,
      }),
    ],
  };
}
