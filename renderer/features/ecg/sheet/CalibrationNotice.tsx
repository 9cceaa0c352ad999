import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/Notice';
import type { SheetState } from './useSheet';

/** Says which leads have no millivolts, and with that no scale and no amplitudes. */
export function CalibrationNotice({ state }: { readonly state: SheetState }): ReactElement | null {
  const { t } = useTranslation('ecg');
  const unscaled = state.traces.filter((trace) => trace.unscaled !== null);
  if (unscaled.length === 0) return null;
  const leads = unscaled.map(({ label }) => label).join(' ');
  return (
    <Notice tone="risk">
      {unscaled.length === state.traces.length ? t('unscaledAll') : t('unscaledSome', { leads })}
    </Notice>
  );
}
