import { RotateLeftOutlined, RotateRightOutlined } from '@ant-design/icons';
import { Button, Spin } from 'antd';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperImaging } from '../../ports/paperImaging';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { CropFrame } from './CropFrame';
import {
  changedPage,
  withProposal,
  withSteps,
  type DraftPage,
  type PaperDraft,
} from './paperDraft';
import { usePicture } from './usePicture';

type Props = {
  readonly page: DraftPage;
  readonly imaging: PaperImaging;
  readonly onChange: (edit: (draft: PaperDraft) => PaperDraft) => void;
  readonly onTurn: (direction: 1 | -1) => void;
};

/** Enough for a screen of 1080 lines; the original is not needed to see where its lines run. */
const SHOWN = 1400;

/** One page as it is being straightened, with what will be cut away. */
export function PageView({ page, imaging, onChange, onTurn }: Props): ReactElement {
  const { t } = useTranslation('paper');
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { state, steps, key } = page;
  const picture = state.status === 'ready' ? state.picture : null;
  const frame = { ...steps, crop: { x: 0, y: 0, width: 1, height: 1 } };
  const size = usePicture(canvas, imaging, picture, {
    steps: frame,
    longest: SHOWN,
    extent: 'frame',
  });
  const room = useRoom(box);
  const scale = size ? Math.min(room.width / size.width, room.height / size.height, 1.5) : 0;
  const edges = state.status === 'ready' ? state.edges : null;
  const isProposing =
    edges !== null && edges.width * edges.height < 0.999 && !isSame(edges, steps.crop);
  return (
    <section className="paper-view" aria-label={t('view.label')}>
      <div className="paper-view-tools">
        <Button size="small" icon={<RotateLeftOutlined />} onClick={() => onTurn(-1)}>
          {t('turn.left')}
        </Button>
        <Button size="small" icon={<RotateRightOutlined />} onClick={() => onTurn(1)}>
          {t('turn.right')}
        </Button>
        {isProposing && (
          <Button
            size="small"
            onClick={() => onChange((now) => changedPage(now, key, withProposal))}
          >
            {t('crop.takeEdges')}
          </Button>
        )}
        <span className="paper-muted">
          {t('view.source', { title: page.title, page: page.page + 1 })}
        </span>
      </div>
      <div ref={box} className="paper-view-box">
        {state.status === 'waiting' && (
          <p role="status">
            <Spin /> {t('view.loading')}
          </p>
        )}
        {state.status === 'broken' && (
          <div className="paper-broken">
            <ErrorNotice error={state.error} />
            <p>{t('view.broken')}</p>
          </div>
        )}
        <div
          className="paper-sheet"
          hidden={state.status !== 'ready' || !size}
          style={size ? { width: size.width * scale, height: size.height * scale } : undefined}
        >
          <canvas
            ref={canvas}
            role="img"
            aria-label={t('view.page')}
            data-cleaned={steps.cleaned}
          />
          {size && (
            <CropFrame
              crop={steps.crop}
              proposal={isProposing ? edges : null}
              onChange={(crop) =>
                onChange((now) => changedPage(now, key, (one) => withSteps(one, { crop })))
              }
            />
          )}
        </div>
      </div>
      <p className="paper-muted paper-keys">{t('view.keys')}</p>
    </section>
  );
}

const isSame = (a: DraftPage['steps']['crop'], b: DraftPage['steps']['crop']): boolean =>
  (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(a[side] - b[side]) < 0.003);

function useRoom(box: React.RefObject<HTMLDivElement | null>): { width: number; height: number } {
  const [room, setRoom] = useState({ width: 600, height: 600 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setRoom({ width: element.clientWidth - 24, height: element.clientHeight - 24 }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return room;
}
