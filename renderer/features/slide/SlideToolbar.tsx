import {
  BorderOutlined,
  CameraOutlined,
  CompressOutlined,
  DragOutlined,
  EnvironmentOutlined,
  FontSizeOutlined,
  HighlightOutlined,
  LineOutlined,
  LinkOutlined,
  MinusOutlined,
  PlusOutlined,
  QuestionOutlined,
  RotateRightOutlined,
  StarOutlined,
  TagOutlined,
} from '@ant-design/icons';
import { Dropdown, Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlideAdjustment } from '../../ports/slideViewer';
import { ColourPanel } from './ColourPanel';
import { TOOL_KEYS, TOOLS, type SlideTool } from './slideTools';

type Choice = { readonly key: string; readonly label: string };

type Props = {
  readonly tool: SlideTool;
  readonly canDraw: boolean;
  readonly adjustment: SlideAdjustment;
  readonly annotationCount: number;
  readonly showsAnnotations: boolean;
  /** Slides that can be put beside; empty when there is no other. */
  readonly others: readonly Choice[];
  readonly isComparing: boolean;
  readonly isLinked: boolean;
  readonly hasLabel: boolean;
  readonly isCapturing: boolean;
  readonly onTool: (tool: SlideTool) => void;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
  readonly onRotate: () => void;
  readonly onAdjust: (value: SlideAdjustment) => void;
  readonly onList: () => void;
  readonly onCompare: (key: string | null) => void;
  readonly onLink: () => void;
  readonly onLabel: () => void;
  readonly onCapture: () => void;
  readonly onHelp: () => void;
};

const ICONS: Readonly<Record<SlideTool, ReactNode>> = {
  pan: <DragOutlined />,
  point: <EnvironmentOutlined />,
  line: <LineOutlined />,
  rectangle: <BorderOutlined />,
  polygon: <StarOutlined />,
  text: <FontSizeOutlined />,
};

export function SlideToolbar(props: Props): ReactElement {
  const { tool, others, isComparing, isLinked } = props;
  const { t } = useTranslation('slide');
  return (
    <div className="slide-toolbar" role="toolbar" aria-label={t('toolbar.label')}>
      {TOOLS.filter((each) => each === 'pan' || props.canDraw).map((each) => (
        <ToolButton
          key={each}
          label={t(`tool.${each}`)}
          hint={TOOL_KEYS[each]}
          icon={ICONS[each]}
          isPressed={each === tool}
          onClick={() => props.onTool(each)}
        />
      ))}
      <i className="slide-divider" />
      <ToolButton
        label={t('action.zoomOut')}
        hint="-"
        icon={<MinusOutlined />}
        onClick={() => props.onZoom(0.5)}
      />
      <ToolButton
        label={t('action.zoomIn')}
        hint="+"
        icon={<PlusOutlined />}
        onClick={() => props.onZoom(2)}
      />
      <ToolButton
        label={t('action.fit')}
        hint="0"
        icon={<CompressOutlined />}
        onClick={props.onFit}
      />
      <ToolButton
        label={t('action.rotate')}
        hint="R"
        icon={<RotateRightOutlined />}
        onClick={props.onRotate}
      />
      <ColourPanel value={props.adjustment} onChange={props.onAdjust} />
      <i className="slide-divider" />
      {(others.length > 0 || isComparing) && (
        <>
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                ...others.map(({ key, label }) => ({ key, label })),
                ...(isComparing ? [{ key: '', label: t('compare.end') }] : []),
              ],
              onClick: ({ key }) => props.onCompare(key === '' ? null : key),
            }}
          >
            <button type="button" className="slide-button" aria-pressed={isComparing}>
              <BorderOutlined />
              <span>{t('compare.title')}</span>
            </button>
          </Dropdown>
          {isComparing && (
            <ToolButton
              label={t('compare.link')}
              hint="J"
              icon={<LinkOutlined />}
              isPressed={isLinked}
              onClick={props.onLink}
            />
          )}
        </>
      )}
      <ToolButton
        label={t('annotation.list', { count: props.annotationCount })}
        hint="A"
        icon={<HighlightOutlined />}
        isPressed={props.showsAnnotations}
        onClick={props.onList}
      />
      {props.hasLabel && (
        <ToolButton
          label={t('label.title')}
          hint=""
          icon={<TagOutlined />}
          onClick={props.onLabel}
        />
      )}
      {props.canDraw && (
        <ToolButton
          label={t(props.isCapturing ? 'capture.running' : 'capture.title')}
          hint="K"
          icon={<CameraOutlined />}
          onClick={props.onCapture}
        />
      )}
      <ToolButton
        label={t('help.button')}
        hint="?"
        icon={<QuestionOutlined />}
        onClick={props.onHelp}
      />
    </div>
  );
}

function ToolButton(props: {
  readonly label: string;
  readonly hint: string;
  readonly icon: ReactNode;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
}): ReactElement {
  const { label, hint, icon, isPressed, onClick } = props;
  return (
    <Tooltip title={hint === '' ? label : `${label} (${hint})`}>
      <button
        type="button"
        className="slide-button"
        aria-label={label}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        onClick={onClick}
      >
        {icon}
        <span>{label}</span>
      </button>
    </Tooltip>
  );
}
