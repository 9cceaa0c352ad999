import { Button, Segmented } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { volumePresetsOf, type VolumePreset } from '../../../shared/domain/imaging/volumePreset';
import type { VolumeDrag, VolumeHandle, VolumeState } from '../../ports/volumeViewer';

type Props = {
  readonly set: DisplaySet;
  /** `null` until the solid is there. */
  readonly handle: VolumeHandle | null;
  readonly state: VolumeState | null;
  readonly onLeave: () => void;
};

const DRAGS: readonly VolumeDrag[] = ['rotate', 'shift'];

/** What of the block is seen, what the mouse does, and the way back. */
export function VolumeBar({ set, handle, state, onLeave }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const [drag, setDrag] = useState<VolumeDrag>('rotate');
  const presets = volumePresetsOf(set.modality);
  return (
    <div className="hz-mpr-bar" role="group" aria-label={t('volume.title')}>
      <Segmented<VolumePreset>
        size="small"
        disabled={!handle}
        value={state?.preset ?? presets[0] ?? 'mr'}
        options={presets.map((preset) => ({ value: preset, label: t(`volume.preset.${preset}`) }))}
        onChange={(preset) => handle?.choose(preset)}
      />
      <Segmented<VolumeDrag>
        size="small"
        disabled={!handle}
        value={drag}
        options={DRAGS.map((value) => ({ value, label: t(`volume.drag.${value}`) }))}
        onChange={(value) => {
          setDrag(value);
          handle?.setDrag(value);
        }}
      />
      <Button size="small" disabled={!handle} onClick={() => handle?.reset()}>
        {t('volume.reset')}
      </Button>
      <Button size="small" onClick={onLeave}>
        {t('volume.leave')}
      </Button>
      <span className="hz-volume-hint">{t('volume.hint')}</span>
    </div>
  );
}
