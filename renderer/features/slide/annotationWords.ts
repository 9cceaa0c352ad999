import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { measureShape, type SlideShape } from '../../../shared/domain/slide/annotation';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { areaText, lengthText } from '../../../shared/domain/slide/scale';

/** What a drawing measures, in words; `''` where it measures nothing or the slide has no scale. */
export function useMeasureText(
  slide: Pick<SlideManifest, 'micronsPerPixel'>,
): (shape: Pick<SlideShape, 'kind' | 'points'>) => string {
  const { t } = useTranslation('slide');
  return useCallback(
    (shape) => {
      const measure = measureShape(shape, slide);
      if (!measure) return '';
      const quantity = ({ value, unit }: { value: string; unit: string }) => `${value} ${unit}`;
      if (measure.kind === 'length') return quantity(lengthText(measure.microns));
      return t('measure.area', {
        area: quantity(areaText(measure.squareMicrons)),
        perimeter: quantity(lengthText(measure.perimeterMicrons)),
      });
    },
    [slide, t],
  );
}
