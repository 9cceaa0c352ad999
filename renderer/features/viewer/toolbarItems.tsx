import {
  AimOutlined,
  ArrowUpOutlined,
  BgColorsOutlined,
  BorderOutlined,
  ColumnHeightOutlined,
  CompressOutlined,
  DragOutlined,
  EditOutlined,
  ExpandOutlined,
  EyeInvisibleOutlined,
  EyeOutlined,
  FontSizeOutlined,
  LineOutlined,
  OneToOneOutlined,
  PauseOutlined,
  PlayCircleOutlined,
  QuestionCircleOutlined,
  RedoOutlined,
  RotateRightOutlined,
  SearchOutlined,
  StarOutlined,
  SwapOutlined,
  UndoOutlined,
  UnorderedListOutlined,
  ZoomInOutlined,
} from '@ant-design/icons';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { LAYOUTS, type Layout } from '../../../shared/domain/imaging/layout';
import type { WindowChoice } from '../../../shared/domain/imaging/windowing';
import type { ViewerTool } from '../../ports/imageViewer';
import type { Fitting } from './fitItems';
import { SIMPLE_ACTIONS, TOOL_KEYS, type SimpleAction } from './shortcuts';
import type { Panel } from './store';
import {
  AngleIcon,
  BidirectionalIcon,
  CobbIcon,
  ContrastIcon,
  CrosshairIcon,
  EllipseIcon,
  FreehandIcon,
  LayoutIcon,
  WindowBoxIcon,
  ZoomBoxIcon,
} from './toolIcons';

export type ToolbarActions = Readonly<Record<SimpleAction, () => void>> & {
  readonly setTool: (tool: ViewerTool) => void;
  readonly applyPreset: (id: string) => void;
  readonly setLayout: (layout: Layout) => void;
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
  readonly drawingsShown: boolean;
  readonly panel: Panel | null;
  readonly actions: ToolbarActions;
};

/** One tool of the row, or of a menu. */
export type ToolItem = Fitting & {
  readonly icon: ReactNode;
  readonly label: string;
  readonly hint?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  /** The same kind of thing, behind a small arrow; the item itself is the one used last. */
  readonly menu?: readonly ToolItem[];
  /** What the whole menu is. */
  readonly menuLabel?: string;
};

export type ToolGroup = 'tools' | 'adjust' | 'play' | 'layout' | 'screen';

const BUTTON_PX = 30;
const MENU_PX = 44;

const ICONS: Readonly<Record<ViewerTool, ReactNode>> = {
  scroll: <ColumnHeightOutlined />,
  window: <ContrastIcon />,
  windowBox: <WindowBoxIcon />,
  zoom: <ZoomInOutlined />,
  zoomBox: <ZoomBoxIcon />,
  pan: <DragOutlined />,
  lens: <SearchOutlined />,
  crosshair: <CrosshairIcon />,
  length: <LineOutlined rotate={-45} />,
  bidirectional: <BidirectionalIcon />,
  angle: <AngleIcon />,
  cobb: <CobbIcon />,
  ellipseRoi: <EllipseIcon />,
  rectangleRoi: <BorderOutlined />,
  freehandRoi: <FreehandIcon />,
  probe: <AimOutlined />,
  arrow: <ArrowUpOutlined rotate={-45} />,
  text: <FontSizeOutlined />,
};

/** Tools of one kind share a button; the first is what it stands for until another was used. */
const TOOL_MENUS: readonly (readonly [id: string, tools: readonly ViewerTool[]])[] = [
  ['scroll', ['scroll']],
  ['windowing', ['window', 'windowBox']],
  ['zooming', ['zoom', 'zoomBox', 'lens']],
  ['pan', ['pan']],
  ['crosshair', ['crosshair']],
  ['lengths', ['length', 'bidirectional', 'angle', 'cobb']],
  ['regions', ['ellipseRoi', 'rectangleRoi', 'freehandRoi', 'probe']],
  ['notes', ['arrow', 'text']],
];

export const menuOf = (tool: ViewerTool): string =>
  TOOL_MENUS.find(([, tools]) => tools.includes(tool))?.[0] ?? tool;

/** Everything the toolbar offers, in groups from left to right. */
export function toolbarItems(
  t: TFunction<'viewer'>,
  props: ToolbarProps,
  /** The tool used last of each menu. */
  lastUsed: Readonly<Record<string, ViewerTool>>,
): Readonly<Record<ToolGroup, readonly ToolItem[]>> {
  const { layout, actions } = props;
  const idle = props.modality === null;
  /** A command with its key. */
  const command = (
    name: SimpleAction,
    icon: ReactNode,
    rank: number,
    rest: Partial<ToolItem> = {},
  ): ToolItem => ({
    id: name,
    rank,
    widthPx: BUTTON_PX,
    icon,
    label: t(`action.${name}`),
    hint: name === 'cine' ? t('key.space') : SIMPLE_ACTIONS[name],
    disabled: idle,
    onClick: actions[name],
    ...rest,
  });
  const always = { disabled: false };
  return {
    tools: TOOL_MENUS.map(([id, tools]) => toolItem(t, props, { id, tools, last: lastUsed[id] })),
    adjust: [
      {
        ...command('fit', <CompressOutlined />, 3),
        widthPx: MENU_PX,
        menuLabel: t('toolbar.adjust'),
        menu: [
          command('fit', <CompressOutlined />, 0),
          command('actualSize', <OneToOneOutlined />, 0),
          command('rotate', <RotateRightOutlined />, 0),
          command('flip', <SwapOutlined />, 0),
        ],
      },
      command('invert', <BgColorsOutlined />, 8, { pressed: props.inverted }),
      command('reset', <RedoOutlined />, 9),
    ],
    play: [
      command('cine', props.playing ? <PauseOutlined /> : <PlayCircleOutlined />, 10, {
        label: t(props.playing ? 'action.pause' : 'action.cine'),
        pressed: props.playing,
        disabled: !props.canPlay,
      }),
      ...(props.hasKeyImages ? [command('keyImage', <StarOutlined />, Infinity)] : []),
      {
        ...command('list', <EditOutlined />, 7, { ...always, pressed: props.panel !== null }),
        widthPx: MENU_PX,
        menuLabel: t('toolbar.measurements'),
        menu: [
          command('list', <UnorderedListOutlined />, 0, {
            ...always,
            pressed: props.panel === 'measurements',
          }),
          command('drawings', props.drawingsShown ? <EyeInvisibleOutlined /> : <EyeOutlined />, 0, {
            ...always,
            label: t(props.drawingsShown ? 'action.drawings' : 'action.showDrawings'),
          }),
          command('undo', <UndoOutlined />, 0, always),
          command('redo', <RedoOutlined />, 0, always),
        ],
      },
    ],
    layout: [
      {
        id: 'layout',
        rank: 7,
        widthPx: MENU_PX,
        icon: <LayoutIcon layout={layout} />,
        label: t('toolbar.layoutOf', { layout: layout.replace('x', '×') }),
        menuLabel: t('toolbar.layout'),
        onClick: () => actions.setLayout(layout === '1x1' ? '1x2' : '1x1'),
        menu: LAYOUTS.map((value) => ({
          id: value,
          rank: 0,
          widthPx: BUTTON_PX,
          icon: <LayoutIcon layout={value} />,
          label: value.replace('x', ' × '),
          pressed: layout === value,
          onClick: () => actions.setLayout(value),
        })),
      },
    ],
    screen: [
      command('fullscreen', <ExpandOutlined />, 11, always),
      command('help', <QuestionCircleOutlined />, Infinity, always),
    ],
  };
}

function toolItem(
  t: TFunction<'viewer'>,
  { tool, actions }: ToolbarProps,
  { id, tools, last }: { id: string; tools: readonly ViewerTool[]; last: ViewerTool | undefined },
): ToolItem {
  const item = (name: ViewerTool): ToolItem => ({
    id: name,
    rank: Infinity,
    widthPx: BUTTON_PX,
    icon: ICONS[name],
    label: t(`tool.${name}`),
    hint: TOOL_KEYS[name],
    pressed: tool === name,
    onClick: () => actions.setTool(name),
  });
  const [first = 'scroll'] = tools;
  const face = item(tools.includes(tool) ? tool : (last ?? first));
  if (tools.length === 1) return face;
  return {
    ...face,
    id,
    widthPx: MENU_PX,
    menu: tools.map(item),
    menuLabel: t(`toolMenu.${id}` as never),
  };
}
