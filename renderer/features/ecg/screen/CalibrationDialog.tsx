import { Button, InputNumber, Modal, Segmented, Slider } from 'antd';
import { useState, type CSSProperties, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CARD_MM, RULER_MM } from './screenScale';
import type { ScreenScale } from './useScreenScale';

type Props = {
  readonly open: boolean;
  readonly screen: ScreenScale;
  readonly onClose: () => void;
};

const AIDS = ['card', 'ruler'] as const;
/** CSS pixels for a millimetre: from a wall display to a telephone. */
const RANGE = { min: 1.5, max: 12, step: 0.005 } as const;

/** A card or a ruler is held against the screen until the figure has its size. */
export function CalibrationDialog({ open, screen, onClose }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const [aid, setAid] = useState<(typeof AIDS)[number]>('card');
  const [pxPerMm, setPxPerMm] = useState(screen.pxPerMm);
  const set = (value: number | null): void => {
    if (value !== null) setPxPerMm(Math.min(RANGE.max, Math.max(RANGE.min, value)));
  };
  const dotsPerInch = pxPerMm * screen.ratio * 25.4;
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('screen.title')}
      width={760}
      destroyOnHidden
      footer={[
        screen.isMeasured && (
          <Button
            key="forget"
            danger
            onClick={() => {
              screen.forget();
              onClose();
            }}
          >
            {t('screen.forget')}
          </Button>
        ),
        <Button key="cancel" onClick={onClose}>
          {t('screen.cancel')}
        </Button>,
        <Button
          key="save"
          type="primary"
          onClick={() => {
            screen.save(pxPerMm);
            onClose();
          }}
        >
          {t('screen.save')}
        </Button>,
      ]}
    >
      <p className="ecg-screen-text">{t('screen.why')}</p>
      <Segmented
        aria-label={t('screen.aid')}
        value={aid}
        onChange={setAid}
        options={AIDS.map((value) => ({ value, label: t(`screen.aidName.${value}`) }))}
      />
      <p className="ecg-screen-text">{t(`screen.how.${aid}`)}</p>
      <div className="ecg-screen-stage">
        {aid === 'card' ? <Card pxPerMm={pxPerMm} /> : <Ruler pxPerMm={pxPerMm} />}
      </div>
      <div className="ecg-screen-setting">
        <Slider
          {...RANGE}
          value={pxPerMm}
          onChange={set}
          aria-label={t('screen.size')}
          tooltip={{ open: false }}
        />
        <InputNumber
          {...RANGE}
          size="small"
          value={Number(pxPerMm.toFixed(3))}
          onChange={set}
          aria-label={t('screen.size')}
        />
      </div>
      <p className="ecg-screen-text">
        {t('screen.result', {
          px: (pxPerMm * screen.ratio).toFixed(2),
          dpi: dotsPerInch.toFixed(0),
        })}
      </p>
    </Modal>
  );
}

function Card({ pxPerMm }: { readonly pxPerMm: number }): ReactElement {
  const { t } = useTranslation('ecg');
  const style: CSSProperties = {
    width: CARD_MM.width * pxPerMm,
    height: CARD_MM.height * pxPerMm,
    borderRadius: 3.2 * pxPerMm,
  };
  return (
    <div className="ecg-screen-card" style={style}>
      {t('screen.card')}
    </div>
  );
}

function Ruler({ pxPerMm }: { readonly pxPerMm: number }): ReactElement {
  const ticks = Array.from({ length: RULER_MM + 1 }, (_, mm) => mm);
  const height = (mm: number): number => (mm % 10 === 0 ? 9 : mm % 5 === 0 ? 6 : 3.5);
  return (
    <svg
      width={(RULER_MM + 6) * pxPerMm}
      height={18 * pxPerMm}
      viewBox={`-3 0 ${RULER_MM + 6} 18`}
      className="ecg-screen-ruler"
      aria-hidden
    >
      {ticks.map((mm) => (
        <path key={mm} d={`M${mm} 0v${height(mm)}`} strokeWidth={0.18} stroke="currentColor" />
      ))}
      {ticks
        .filter((mm) => mm % 10 === 0)
        .map((mm) => (
          <text key={mm} x={mm} y={14} fontSize={3.6} textAnchor="middle" fill="currentColor">
            {mm / 10}
          </text>
        ))}
    </svg>
  );
}
