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
import { Button, Dropdown, Segmented, Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPresets, type WindowChoice } from '../../../shared/domain/imaging/windowing';
import type { ViewerTool } from '../../ports/imageViewer';
import type { Layout } from './store';
import { TOOL_KEYS } from './shortcuts';
import { AngleIcon, ContrastIcon, EllipseIcon } from './toolIcons';

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

type Props = {
  readonly tool: ViewerTool;
  readonly layout: Layout;
  readonly modality: string | null;
  readonly windowChoice: WindowChoice | null;
  readonly inverted: boolean;
  readonly playing: boolean;
  readonly canPlay: boolean;
  readonly actions: ToolbarActions;
};

const TOOL_ICONS: readonly (readonly [ViewerTool, ReactNode])[] = [
  ['scroll', <ColumnHeightOutlined key="i" />],
  ['window', <ContrastIcon key="i" />],
  ['zoom', <ZoomInOutlined key="i" />],
  ['pan', <DragOutlined key="i" />],
  ['length', <LineOutlined key="i" rotate={-45} />],
  ['angle', <AngleIcon key="i" />],
  ['ellipseRoi', <EllipseIcon key="i" />],
  ['rectangleRoi', <BorderOutlined key="i" />],
  ['probe', <AimOutlined key="i" />],
];

export function ViewerToolbar(props: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const { tool, layout, inverted, playing, canPlay, actions, modality } = props;
  const idle = modality === null;
  return (
    <div className="hz-toolbar" role="toolbar" aria-label={t('toolbar.label')}>
      {TOOL_ICONS.map(([name, icon]) => (
        <ToolButton
          key={name}
          icon={icon}
          label={t(`tool.${name}`)}
          hint={TOOL_KEYS[name]}
          pressed={tool === name}
          onClick={() => actions.setTool(name)}
        />
      ))}
      <span className="hz-divider" />
      <PresetMenu modality={modality} choice={props.windowChoice} onPick={actions.applyPreset} />
      <ToolButton
        icon={<BgColorsOutlined />}
        label={t('action.invert')}
        hint="I"
        pressed={inverted}
        disabled={idle}
        onClick={actions.invert}
      />
      <ToolButton
        icon={<RotateRightOutlined />}
        label={t('action.rotate')}
        disabled={idle}
        onClick={actions.rotate}
      />
      <ToolButton
        icon={<SwapOutlined />}
        label={t('action.flip')}
        disabled={idle}
        onClick={actions.flip}
      />
      <ToolButton
        icon={<RedoOutlined />}
        label={t('action.reset')}
        hint="0"
        disabled={idle}
        onClick={actions.reset}
      />
      <span className="hz-divider" />
      <ToolButton
        icon={playing ? <PauseOutlined /> : <PlayCircleOutlined />}
        label={playing ? t('action.pause') : t('action.play')}
        hint={t('key.space')}
        pressed={playing}
        disabled={!canPlay}
        onClick={actions.toggleCine}
      />
      <ToolButton
        icon={<StarOutlined />}
        label={t('action.keyImage')}
        hint="K"
        disabled={idle}
        onClick={actions.keyImage}
      />
      <span className="hz-toolbar-gap" />
      <Segmented<Layout>
        size="small"
        value={layout}
        onChange={actions.setLayout}
        options={(['1x1', '1x2', '2x2'] as const).map((value) => ({
          value,
          label: value.replace('x', '×'),
        }))}
        aria-label={t('toolbar.layout')}
      />
      <ToolButton
        icon={<ExpandOutlined />}
        label={t('action.fullscreen')}
        hint="F"
        onClick={actions.fullscreen}
      />
      <ToolButton
        icon={<QuestionCircleOutlined />}
        label={t('action.help')}
        hint="?"
        onClick={actions.help}
      />
    </div>
  );
}

type ButtonProps = {
  readonly icon: ReactNode;
  readonly label: string;
  readonly hint?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
};

function ToolButton({ icon, label, hint, pressed, disabled, onClick }: ButtonProps): ReactElement {
  return (
    <Tooltip title={hint === undefined ? label : `${label} (${hint})`} mouseEnterDelay={0.6}>
      <button
        type="button"
        className="hz-tool"
        aria-pressed={pressed ?? false}
        disabled={disabled}
        onClick={(event) => {
          // Keeps the keyboard with the picture: the next space bar is cine, not this button again.
          event.currentTarget.blur();
          onClick();
        }}
      >
        {icon}
        <span>{label}</span>
        {hint !== undefined && <kbd>{hint}</kbd>}
      </button>
    </Tooltip>
  );
}

type PresetProps = {
  readonly modality: string | null;
  readonly choice: WindowChoice | null;
  readonly onPick: (id: string) => void;
};

function PresetMenu({ modality, choice, onPick }: PresetProps): ReactElement {
  const { t } = useTranslation('viewer');
  const presets = windowPresets(modality ?? '');
  const current = presets.find(
    (preset) => JSON.stringify(preset.choice) === JSON.stringify(choice),
  );
  const items = presets.map(({ id, choice: { kind, ...rest } }, i) => ({
    key: id,
    label: (
      <span className="hz-preset">
        <span>{t(`preset.${id}` as never)}</span>
        <small>
          {'window' in rest
            ? `${rest.window.width} / ${rest.window.centre}`
            : t(`presetKind.${kind}` as never)}
        </small>
        <kbd>{i + 1}</kbd>
      </span>
    ),
  }));
  return (
    <Dropdown
      trigger={['click']}
      disabled={modality === null}
      menu={{ items, onClick: ({ key }) => onPick(key), selectedKeys: current ? [current.id] : [] }}
    >
      <Button size="small" className="hz-preset-button">
        {t('toolbar.preset')} · {current ? t(`preset.${current.id}` as never) : t('preset.manual')}
      </Button>
    </Dropdown>
  );
}
