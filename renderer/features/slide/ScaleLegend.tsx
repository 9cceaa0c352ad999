import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { lengthText, magnificationOf, slideScaleBar } from '../../../shared/domain/slide/scale';

type Props = { readonly slide: SlideManifest; readonly zoom: number };

const ROOM = 160;
/** CSS pixels per slide pixel from which nothing new appears, only larger pixels. */
const ENLARGED = 1.5;

/** Scale bar and magnification of what is on screen; a slide without resolution says that it has none. */
export function ScaleLegend({ slide, zoom }: Props): ReactElement {
  const { t } = useTranslation('slide');
  const bar = slideScaleBar(slide, zoom, ROOM);
  const magnification = magnificationOf(slide, zoom);
  const length = bar && lengthText(bar.microns);
  return (
    <div className="slide-legend" data-testid="slide-legend">
      {bar && length ? (
        <>
          <span className="slide-bar" style={{ width: bar.pixels }} />
          <span>{`${length.value} ${length.unit}`}</span>
        </>
      ) : (
        <span className="slide-noscale">{t('scale.none')}</span>
      )}
      <span>
        {magnification === null
          ? t('scale.percent', { value: percent(zoom) })
          : t('scale.magnification', { value: magnified(magnification) })}
      </span>
      {zoom > ENLARGED && <span className="slide-noscale">{t('scale.enlarged')}</span>}
    </div>
  );
}

export const magnified = (value: number): string =>
  value >= 10 ? value.toFixed(0) : value.toPrecision(2);
const percent = (zoom: number): string => (zoom * 100).toPrecision(zoom < 1 ? 2 : 3);
