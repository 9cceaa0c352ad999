import {
  CameraOutlined,
  CaretRightOutlined,
  FullscreenOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons';
import { Button, Select, Slider, Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, SPEEDS } from './playback';
import type { Player } from './useVideo';

type Props = {
  readonly player: Player;
  readonly isGrabbing: boolean;
  /** Absent where the reader may not add to the case. */
  readonly onGrab?: () => void;
  readonly onFullscreen: () => void;
};

export function VideoBar({ player, isGrabbing, onGrab, onFullscreen }: Props): ReactElement {
  const { t } = useTranslation('video');
  const { seconds, duration, loop } = player;
  return (
    <div className="video-bar" role="toolbar" aria-label={t('bar.label')}>
      <Slider
        className="video-time"
        aria-label={t('bar.time')}
        min={0}
        max={Math.max(0.01, duration)}
        step={0.01}
        value={seconds}
        tooltip={{ formatter: (value) => clock(value ?? 0) }}
        marks={{
          ...(loop.a === null ? {} : { [loop.a]: t('loop.a') }),
          ...(loop.b === null ? {} : { [loop.b]: t('loop.b') }),
        }}
        onChange={player.seek}
      />
      <Tool
        label={t(player.isPlaying ? 'bar.pause' : 'bar.play')}
        hint={t('key.space')}
        icon={player.isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
        onClick={player.toggle}
      />
      <Tool
        label={t('bar.frameBack')}
        hint=","
        icon={<StepBackwardOutlined />}
        onClick={() => player.step(-1)}
      />
      <Tool
        label={t('bar.frameOn')}
        hint="."
        icon={<StepForwardOutlined />}
        onClick={() => player.step(1)}
      />
      <span className="video-clock">{`${clock(seconds)} / ${clock(duration)}`}</span>
      <Select
        size="small"
        aria-label={t('bar.speed')}
        value={player.speed}
        options={SPEEDS.map((value) => ({ value, label: t('bar.times', { value }) }))}
        onChange={player.setSpeed}
        popupMatchSelectWidth={false}
      />
      <Button size="small" onClick={() => player.setEnd('a')}>
        {t('loop.setA')}
      </Button>
      <Button size="small" onClick={() => player.setEnd('b')}>
        {t('loop.setB')}
      </Button>
      {(loop.a !== null || loop.b !== null) && (
        <Button size="small" onClick={player.clearLoop}>
          {t('loop.clear')}
        </Button>
      )}
      <span className="video-gap" />
      {onGrab && (
        <Button
          size="small"
          type="primary"
          icon={<CameraOutlined />}
          loading={isGrabbing}
          onClick={onGrab}
        >
          {t('grab.title')}
        </Button>
      )}
      <Tool
        label={t('bar.fullscreen')}
        hint="F"
        icon={<FullscreenOutlined />}
        onClick={onFullscreen}
      />
    </div>
  );
}

function Tool(props: {
  readonly label: string;
  readonly hint: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}): ReactElement {
  return (
    <Tooltip title={`${props.label} (${props.hint})`}>
      <Button
        size="small"
        type="text"
        icon={props.icon}
        aria-label={props.label}
        onClick={props.onClick}
      />
    </Tooltip>
  );
}
