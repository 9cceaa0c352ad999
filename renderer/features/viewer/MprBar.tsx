import { Button, Segmented, Slider } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SLAB_MODES, type Slab } from '../../../shared/domain/imaging/reslice';
import { areStandard, MOST_MM, type Mpr } from './mpr';
import type { MprCommands } from './useMpr';

type Props = { readonly mpr: Mpr; readonly commands: MprCommands };

/** How thick the planes are and how that becomes one value; and the way back. */
export function MprBar({ mpr, commands }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  return (
    <div className="hz-mpr-bar" role="group" aria-label={t('mpr.title')}>
      <span>{t('mpr.thickness')}</span>
      <Slider
        className="hz-mpr-slider"
        min={0}
        max={MOST_MM}
        value={mpr.thicknessMm}
        tooltip={{ open: false }}
        aria-label={t('mpr.thickness')}
        onChange={(thicknessMm: number) => commands.change({ thicknessMm })}
      />
      <span className="hz-mpr-mm">
        {mpr.thicknessMm === 0 ? t('mpr.thin') : `${mpr.thicknessMm} mm`}
      </span>
      <Segmented<Slab['mode']>
        size="small"
        value={mpr.mode}
        disabled={mpr.thicknessMm === 0}
        options={SLAB_MODES.map((mode) => ({ value: mode, label: t(`mpr.mode.${mode}`) }))}
        onChange={(mode) => commands.change({ mode })}
      />
      <Button size="small" disabled={areStandard(mpr.views)} onClick={commands.straighten}>
        {t('mpr.straighten')}
      </Button>
      {mpr.resolution === 'half' && <span className="hz-mpr-half">{t('mpr.halfNote')}</span>}
      <Button size="small" onClick={commands.toggle}>
        {t('mpr.leave')}
      </Button>
    </div>
  );
}
