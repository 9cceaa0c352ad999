import {
  ColumnWidthOutlined,
  ExpandOutlined,
  RotateLeftOutlined,
  RotateRightOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nextZoom, quarterTurn } from './zoom';

export type ZoomChoice = number | 'fit' | 'width';

type Props = {
  /** Zoom on screen, 1 is 100 %. */
  readonly zoom: number;
  readonly rotation: number;
  readonly onZoom: (choice: ZoomChoice) => void;
  readonly onRotate: (rotation: number) => void;
};

export function ZoomTools({ zoom, rotation, onZoom, onRotate }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  return (
    <>
      <Tool label={t('stage.zoomOut')} onClick={() => onZoom(nextZoom(zoom, -1))}>
        <ZoomOutOutlined />
      </Tool>
      <span className="case-stage-zoom">
        {t('stage.percent', { value: Math.round(zoom * 100) })}
      </span>
      <Tool label={t('stage.zoomIn')} onClick={() => onZoom(nextZoom(zoom, 1))}>
        <ZoomInOutlined />
      </Tool>
      <Tool label={t('stage.fit')} onClick={() => onZoom('fit')}>
        <ExpandOutlined />
      </Tool>
      <Tool label={t('stage.fitWidth')} onClick={() => onZoom('width')}>
        <ColumnWidthOutlined />
      </Tool>
      <Tool label={t('stage.turnLeft')} onClick={() => onRotate(quarterTurn(rotation, -1))}>
        <RotateLeftOutlined />
      </Tool>
      <Tool label={t('stage.turnRight')} onClick={() => onRotate(quarterTurn(rotation, 1))}>
        <RotateRightOutlined />
      </Tool>
    </>
  );
}

export function Tool(props: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <Tooltip title={props.label}>
      <Button type="text" size="small" aria-label={props.label} onClick={props.onClick}>
        {props.children}
      </Button>
    </Tooltip>
  );
}
