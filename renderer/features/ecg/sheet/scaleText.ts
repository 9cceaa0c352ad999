import { useTranslation } from 'react-i18next';
import type { EcgFilter } from '../../../../shared/domain/ecg/filter/names';
import type { PaperSettings } from '../../../../shared/domain/ecg/paper';
import type { RecorderFilter } from '../../../../shared/domain/ecg/recording';
import { useFilterNames } from '../filter/FilterMenu';

export type ScaleText = {
  /** `25 mm/s · 10 mm/mV`, with both gains where they differ, without gain where there is no scale. */
  readonly scale: (settings: PaperSettings, isScaled: boolean) => string;
  /** What a square of so many millimetres means. */
  readonly squares: (settings: PaperSettings, isScaled: boolean, mm: 1 | 5) => string;
  /** Filters of this product and of the recorder, as printed at the foot of the sheet. */
  readonly filters: (applied: readonly EcgFilter[], recorder: RecorderFilter) => string;
};

/** The sheet's scale in words, the same on screen, on the sheet and in print. */
export function useScaleText(): ScaleText {
  const { t } = useTranslation('ecg');
  const namesOf = useFilterNames();
  return {
    scale: ({ speedMmPerS: speed, limbGainMmPerMv: limb, chestGainMmPerMv: chest }, isScaled) => {
      if (!isScaled) return t('scaleTimeOnly', { speed });
      return limb === chest
        ? t('scale', { speed, gain: limb })
        : t('scaleTwo', { speed, limb, chest });
    },
    squares: ({ speedMmPerS, limbGainMmPerMv: limb, chestGainMmPerMv: chest }, isScaled, mm) => {
      const name = t(mm === 1 ? 'square.small' : 'square.large');
      const ms = (1000 / speedMmPerS) * mm;
      return isScaled && limb === chest
        ? t('square.both', { name, ms, mv: mm / limb })
        : t('square.time', { name, ms });
    },
    filters: (applied, { highPassHz, lowPassHz, notchHz }) => {
      const ours =
        applied.length === 0
          ? t('filter.printOff')
          : t('filter.printOn', { names: namesOf(applied) });
      const band =
        highPassHz !== null || lowPassHz !== null
          ? t('filter.recorderBand', { from: highPassHz ?? '?', to: lowPassHz ?? '?' })
          : null;
      const notch =
        notchHz === null || notchHz === 0 ? null : t('filter.recorderNotch', { hz: notchHz });
      const recorder = [band, notch].filter((text) => text !== null).join(' ');
      return recorder === '' ? ours : `${ours} · ${t('filter.recorder', { names: recorder })}`;
    },
  };
}
