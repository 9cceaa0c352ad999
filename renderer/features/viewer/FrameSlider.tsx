import { FastForwardOutlined, StepBackwardOutlined } from '@ant-design/icons';
import type { ReactElement, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewportHandle, ViewportState } from '../../ports/imageViewer';
import { faster, otherMode, slower, type CineChange } from './cineSteps';

type Props = {
  readonly view: ViewportState;
  readonly handle: RefObject<ViewportHandle | null>;
};

/** Where in the stack one is, to be dragged; while it plays, also how fast and which way. */
export function FrameSlider({ view, handle }: Props): ReactElement | null {
  const { t } = useTranslation('viewer');
  const play = (change: (view: ViewportState) => CineChange) => () => {
    const { rate, mode } = change(view);
    handle.current?.setCine(rate, mode);
  };
  if (view.count < 2) return null;
  return (
    <div className="hz-slider">
      {view.cineRate !== null && (
        <span className="hz-cine">
          <button type="button" aria-label={t('action.slower')} onClick={play(slower)}>
            <StepBackwardOutlined />
          </button>
          {t('overlay.cine', { rate: Math.round(view.cineRate) })}
          <button type="button" aria-label={t('action.faster')} onClick={play(faster)}>
            <FastForwardOutlined />
          </button>
          <button type="button" aria-label={t('action.cineMode')} onClick={play(otherMode)}>
            {t(`cineMode.${view.cineMode}`)}
          </button>
        </span>
      )}
      <input
        type="range"
        min={0}
        max={view.count - 1}
        value={view.pendingIndex ?? view.index}
        aria-label={t('pane.slider')}
        onChange={(event) => handle.current?.setIndex(Number(event.target.value))}
        // the keyboard belongs to the picture, whatever was dragged last
        onPointerUp={(event) => event.currentTarget.blur()}
      />
    </div>
  );
}
