import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ECG_LAYOUTS,
  GAINS_MM_PER_MV,
  PAPER_SPEEDS_MM_PER_S,
} from '../../../shared/domain/ecg/paper';
import type { EcgRecording } from '../../../shared/domain/ecg/recording';
import type { SheetState } from './useSheet';
import { ZOOMS, type Zoom } from './zoom';

type Props = {
  readonly recording: EcgRecording;
  readonly state: SheetState;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
};

export function EcgToolbar({ recording, state, zoom, onZoom }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const { settings, setSettings } = state;
  return (
    <div className="ecg-toolbar" role="toolbar" aria-label={t('toolbar')}>
      <Segmented
        size="small"
        aria-label={t('layout')}
        value={settings.layout}
        disabled={!state.canChooseLayout}
        onChange={(layout) => setSettings({ layout })}
        options={ECG_LAYOUTS.map((value) => ({ value, label: t(`layoutName.${value}`) }))}
      />
      <Segmented
        size="small"
        aria-label={t('speed')}
        value={settings.speedMmPerS}
        onChange={(speedMmPerS) => setSettings({ speedMmPerS })}
        options={PAPER_SPEEDS_MM_PER_S.map((value) => ({
          value,
          label: t('speedValue', { value }),
        }))}
      />
      <Segmented
        size="small"
        aria-label={t('gain')}
        value={settings.gainMmPerMv}
        disabled={!state.isScaled}
        onChange={(gainMmPerMv) => setSettings({ gainMmPerMv })}
        options={GAINS_MM_PER_MV.map((value) => ({ value, label: t('gainValue', { value }) }))}
      />
      <Segmented
        size="small"
        aria-label={t('zoom')}
        value={zoom}
        onChange={onZoom}
        options={ZOOMS.map((value) => ({
          value,
          label: value === 'fit' ? t('zoomFit') : `${value} %`,
        }))}
      />
      {recording.groups.length > 1 && <GroupSelect recording={recording} state={state} />}
      <Paging state={state} />
    </div>
  );
}

function GroupSelect({ recording, state }: Pick<Props, 'recording' | 'state'>): ReactElement {
  const { t } = useTranslation('ecg');
  const { groups } = recording;
  const numberOf = (index: number): number =>
    groups.slice(0, index + 1).filter(({ kind }) => kind === groups[index]?.kind).length;
  return (
    <Select
      size="small"
      aria-label={t('group')}
      value={state.groupIndex}
      onChange={state.setGroup}
      popupMatchSelectWidth={false}
      options={groups.map(({ kind }, value) => ({
        value,
        label: t(`groupName.${kind}`, { number: numberOf(value) }),
      }))}
    />
  );
}

function Paging({ state }: { readonly state: SheetState }): ReactElement | null {
  const { t } = useTranslation('ecg');
  const { totalS, fromS, toS, page, canPage } = state;
  if (!canPage) return null;
  return (
    <span className="ecg-paging">
      <Button
        size="small"
        icon={<LeftOutlined />}
        aria-label={t('earlier')}
        disabled={fromS === 0}
        onClick={() => page(-1)}
      />
      <span>{t('window', { from: fromS.toFixed(0), to: toS.toFixed(0) })}</span>
      <Button
        size="small"
        icon={<RightOutlined />}
        aria-label={t('later')}
        disabled={toS >= totalS}
        onClick={() => page(1)}
      />
    </span>
  );
}
