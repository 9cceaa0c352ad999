import { BgColorsOutlined } from '@ant-design/icons';
import { Button, Popover, Slider } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { UNADJUSTED, type SlideAdjustment } from '../../ports/slideViewer';

type Props = {
  readonly value: SlideAdjustment;
  readonly onChange: (value: SlideAdjustment) => void;
};

const SLIDERS = [
  ['brightness', 0.5, 1.8],
  ['contrast', 0.5, 2.5],
  ['gamma', 0.4, 2.5],
] as const;

/** Brightness, contrast and gamma of what is shown; the button says when colours are not those of the scan. */
export function ColourPanel({ value, onChange }: Props): ReactElement {
  const { t } = useTranslation('slide');
  const isAdjusted = SLIDERS.some(([key]) => value[key] !== 1);
  return (
    <Popover
      trigger="click"
      placement="bottom"
      content={
        <div className="slide-colours">
          {SLIDERS.map(([key, min, max]) => (
            <label key={key}>
              <span>{t(`colour.${key}`)}</span>
              <Slider
                min={min}
                max={max}
                step={0.05}
                value={value[key]}
                onChange={(next) => onChange({ ...value, [key]: next })}
              />
            </label>
          ))}
          <Button size="small" disabled={!isAdjusted} onClick={() => onChange(UNADJUSTED)}>
            {t('colour.reset')}
          </Button>
        </div>
      }
    >
      <button type="button" className="slide-button" aria-pressed={isAdjusted}>
        <BgColorsOutlined />
        <span>{t(isAdjusted ? 'colour.adjusted' : 'colour.title')}</span>
      </button>
    </Popover>
  );
}
