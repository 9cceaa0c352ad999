import {
  AimOutlined,
  AppstoreOutlined,
  ArrowUpOutlined,
  BgColorsOutlined,
  BlockOutlined,
  BorderInnerOutlined,
  BorderOutlined,
  ColumnHeightOutlined,
  CompressOutlined,
  DeleteOutlined,
  DesktopOutlined,
  DiffOutlined,
  DragOutlined,
  EditOutlined,
  ExpandOutlined,
  FastBackwardOutlined,
  FastForwardOutlined,
  EyeInvisibleOutlined,
  EyeOutlined,
  FontSizeOutlined,
  HighlightOutlined,
  LineOutlined,
  LinkOutlined,
  OneToOneOutlined,
  PauseOutlined,
  PlayCircleOutlined,
  QuestionCircleOutlined,
  RadiusSettingOutlined,
  RedoOutlined,
  RetweetOutlined,
  RotateRightOutlined,
  SaveOutlined,
  SearchOutlined,
  StarOutlined,
  SwapOutlined,
  SyncOutlined,
  UndoOutlined,
  UnorderedListOutlined,
  ZoomInOutlined,
} from '@ant-design/icons';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { SavedHanging } from '../../../shared/domain/imaging/hanging';
import { layoutFor, LAYOUTS, sizeOf, type Layout } from '../../../shared/domain/imaging/layout';
import type { WindowChoice } from '../../../shared/domain/imaging/windowing';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import type { ViewerTool, ViewportState } from '../../ports/imageViewer';
import type { Fitting } from './fitItems';
import { LAYOUT_KEYS, SIMPLE_ACTIONS, TOOL_KEYS, type SimpleAction } from './shortcuts';
import type { SolidRefusal } from './solid';
import type { Panel, ViewerState } from './store';
import {
  AngleIcon,
  BidirectionalIcon,
  CobbIcon,
  ContrastIcon,
  CrosshairIcon,
  EllipseIcon,
  FreehandIcon,
  LayoutIcon,
  MprIcon,
  SolidIcon,
  WindowBoxIcon,
  ZoomBoxIcon,
} from './toolIcons';

export type ToolbarActions = Readonly<Record<SimpleAction, () => void>> & {
  readonly setTool: (tool: ViewerTool) => void;
  readonly applyPreset: (id: string) => void;
  readonly chooseWindow: (choice: WindowChoice) => void;
  readonly setLayout: (layout: Layout) => void;
  readonly hang: (protocolId: string) => void;
  readonly saveHanging: () => void;
  readonly forgetHanging: (id: string) => void;
};

export type ToolbarProps = {
  readonly tool: ViewerTool;
  readonly layout: Layout;
  readonly modality: string | null;
  readonly view: ViewportState | null;
  /** Metadata of the picture on screen. */
  readonly instance: DicomJson | null;
  readonly hasKeyImages: boolean;
  readonly hasSecondScreen: boolean;
  readonly drawingsShown: boolean;
  readonly linked: ViewerState['linked'];
  readonly lines: boolean;
  readonly isMpr: boolean;
  readonly isVolume: boolean;
  readonly volumeRefusal: SolidRefusal | null;
  readonly hangingId: string | null;
  readonly savedHangings: readonly SavedHanging[];
  /** Ids of the protocols the studies fit. */
  readonly fittingHangings: readonly string[];
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
  const { actions, view } = props;
  const idle = view === null;
  const isPlaying = view !== null && view.cineRate !== null;
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
          command('overlays', <BlockOutlined />, 0, {
            pressed: view?.layers.shown.overlays ?? false,
            disabled: (view?.layers.overlays ?? 0) === 0,
          }),
          command('shutter', <RadiusSettingOutlined />, 0, {
            pressed: view?.layers.shown.shutter ?? false,
            disabled: view?.layers.shutter !== true,
          }),
        ],
      },
      command('invert', <BgColorsOutlined />, 8, { pressed: view?.inverted ?? false }),
      command('reset', <RedoOutlined />, 9),
    ],
    play: [
      {
        ...command('cine', isPlaying ? <PauseOutlined /> : <PlayCircleOutlined />, 10, {
          label: t(isPlaying ? 'action.pause' : 'action.cine'),
          pressed: isPlaying,
          disabled: view === null || view.count < 2,
        }),
        widthPx: MENU_PX,
        menuLabel: t('toolbar.cine'),
        menu: [
          command('cineMode', <RetweetOutlined />, 0),
          command('faster', <FastForwardOutlined />, 0, { disabled: !isPlaying }),
          command('slower', <FastBackwardOutlined />, 0, { disabled: !isPlaying }),
        ],
      },
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
          command('segments', <HighlightOutlined />, 0, {
            ...always,
            pressed: props.panel === 'segments',
          }),
          command('segmentsShown', <EyeOutlined />, 0, always),
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
        ...command('link', <LinkOutlined />, 6, { pressed: props.linked.scroll }),
        widthPx: MENU_PX,
        menuLabel: t('toolbar.link'),
        menu: [
          command('link', <LinkOutlined />, 0, { pressed: props.linked.scroll }),
          command('linkView', <SyncOutlined />, 0, { pressed: props.linked.view }),
          command('lines', <BorderInnerOutlined />, 0, { pressed: props.lines }),
        ],
      },
      command('mpr', <MprIcon />, 6.5, { pressed: props.isMpr }),
      command('volume', <SolidIcon />, 6.4, {
        pressed: props.isVolume,
        disabled: idle || props.volumeRefusal !== null,
        ...(props.volumeRefusal && {
          label: `${t('action.volume')} · ${t(`volume.refusal.${props.volumeRefusal}`)}`,
        }),
      }),
      layoutItem(t, props, command),
    ],
    screen: [
      ...(props.hasSecondScreen ? [command('secondScreen', <DesktopOutlined />, 6, always)] : []),
      command('fullscreen', <ExpandOutlined />, 11, always),
      command('help', <QuestionCircleOutlined />, Infinity, always),
    ],
  };
}

type Command = (
  name: SimpleAction,
  icon: ReactNode,
  rank: number,
  rest?: Partial<ToolItem>,
) => ToolItem;

function layoutItem(t: TFunction<'viewer'>, props: ToolbarProps, command: Command): ToolItem {
  const { layout, actions } = props;
  const plain = (id: string, label: string, rest: Partial<ToolItem>): ToolItem => ({
    id,
    rank: 0,
    widthPx: BUTTON_PX,
    icon: null,
    label,
    onClick: () => undefined,
    ...rest,
  });
  const keyOf = (value: Layout): string | undefined => {
    const { count } = sizeOf(value);
    const digit = LAYOUT_KEYS.find(([, places]) => places === count && layoutFor(places) === value);
    return digit && `Shift+${digit[0]}`;
  };
  const hangings = props.fittingHangings.map((id) => {
    const own = props.savedHangings.find((saved) => saved.id === id);
    const name = own
      ? t('hanging.own', {
          name: [own.modality, own.bodyPart, own.layout.replace('x', '×')]
            .filter(Boolean)
            .join(' '),
        })
      : t(`hanging.${id}` as never);
    return plain(`hang-${id}`, name, {
      icon: <AppstoreOutlined />,
      pressed: props.hangingId === id,
      onClick: () => actions.hang(id),
    });
  });
  const forget = props.savedHangings
    .filter(({ id }) => id === props.hangingId)
    .map(({ id }) =>
      plain('forget', t('hanging.forget'), {
        icon: <DeleteOutlined />,
        onClick: () => actions.forgetHanging(id),
      }),
    );
  return {
    id: 'layout',
    rank: 7,
    widthPx: MENU_PX,
    icon: <LayoutIcon layout={layout} />,
    label: t('toolbar.layoutOf', { layout: layout.replace('x', '×') }),
    menuLabel: t('toolbar.layout'),
    onClick: () => actions.setLayout(layout === '1x1' ? '1x2' : '1x1'),
    menu: [
      ...LAYOUTS.map((value) => {
        const hint = keyOf(value);
        return plain(value, value.replace('x', ' × '), {
          icon: <LayoutIcon layout={value} />,
          pressed: layout === value,
          ...(hint !== undefined && { hint }),
          onClick: () => actions.setLayout(value),
        });
      }),
      command('prior', <DiffOutlined />, 0),
      ...hangings,
      plain('save', t('hanging.save'), { icon: <SaveOutlined />, onClick: actions.saveHanging }),
      ...forget,
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
