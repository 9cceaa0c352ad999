import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlobUrl } from './useContent';
import { StageFrame } from './StageFrame';
import { useBoxSize } from './useBoxSize';
import { fitWidthZoom, fitZoom, type Size } from './zoom';
import { ZoomTools, type ZoomChoice } from './ZoomTools';

type Props = {
  readonly title: string;
  readonly source: string;
  readonly blob: Blob;
  /** Shown instead when the browser cannot decode the picture. */
  readonly undecodable: ReactNode;
  /** The way to the film bench. */
  readonly benches?: ReactNode;
};

/** A photo, scan or film scan: zoom, quarter turns, scrolling. No measuring: nothing says how large a pixel is. */
export function PictureView({ title, source, blob, undecodable, benches }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const url = useBlobUrl(blob);
  const boxRef = useRef<HTMLDivElement>(null);
  const box = useBoxSize(boxRef);
  const [natural, setNatural] = useState<Size | null>(null);
  const [choice, setChoice] = useState<ZoomChoice>('fit');
  const [rotation, setRotation] = useState(0);
  const [isBroken, setIsBroken] = useState(false);
  const zoom = natural ? zoomOf(choice, natural, box, rotation) : 1;
  const shown = natural && { width: natural.width * zoom, height: natural.height * zoom };
  const turned = rotation % 180 !== 0;

  const tools = (
    <>
      <ZoomTools zoom={zoom} rotation={rotation} onZoom={setChoice} onRotate={setRotation} />
      {benches}
    </>
  );
  return (
    <StageFrame title={title} source={source} tools={isBroken ? undefined : tools}>
      {isBroken ? (
        undecodable
      ) : (
        <div ref={boxRef} className="case-picture" tabIndex={0} aria-label={t('stage.picture')}>
          <div
            className="case-picture-space"
            style={
              shown
                ? {
                    width: turned ? shown.height : shown.width,
                    height: turned ? shown.width : shown.height,
                  }
                : undefined
            }
          >
            {url && (
              <img
                src={url}
                alt={title}
                draggable={false}
                onLoad={({ currentTarget: image }) =>
                  setNatural({ width: image.naturalWidth, height: image.naturalHeight })
                }
                onError={() => setIsBroken(true)}
                style={
                  shown
                    ? { ...shown, transform: `translate(-50%, -50%) rotate(${rotation}deg)` }
                    : { visibility: 'hidden' }
                }
              />
            )}
          </div>
        </div>
      )}
    </StageFrame>
  );
}

function zoomOf(choice: ZoomChoice, content: Size, box: Size, rotation: number): number {
  if (typeof choice === 'number') return choice;
  return choice === 'fit' ? fitZoom(content, box, rotation) : fitWidthZoom(content, box, rotation);
}
