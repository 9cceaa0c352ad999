import {
  FullscreenOutlined,
  LeftOutlined,
  PrinterOutlined,
  QuestionCircleOutlined,
  RightOutlined,
} from '@ant-design/icons';
import { Button, Segmented, Select, Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ECG_LAYOUTS } from '../../../../shared/domain/ecg/layouts';
import { GAINS_MM_PER_MV, PAPER_SPEEDS_MM_PER_S } from '../../../../shared/domain/ecg/paper';
import type { EcgRecording } from '../../../../shared/domain/ecg/recording';
import { FilterMenu } from '../filter/FilterMenu';
import type { FilterChoice } from '../filter/filterChoice';
import { LeadMenu } from './LeadMenu';
import type { SheetState } from './useSheet';
import { ZOOM_STEPS, type Zoom } from './zoom';

export type OpenMenu = 'filter' | 'leads' | null;

type Props = {
  readonly lead: ReactNode;
  readonly timeText: (atS: number) => string;
  readonly recording: EcgRecording;
  readonly state: SheetState;
  readonly filter: FilterChoice;
  readonly onFilter: (choice: FilterChoice) => void;
  readonly menu: OpenMenu;
  readonly onMenu: (menu: OpenMenu) => void;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  /** Percent the sheet has now of its real size. */
  readonly percent: number;
  readonly panels: ReactNode;
  readonly onFullscreen: () => void;
  readonly onPrint: (() => void) | null;
  readonly onHelp: () => void;
};

export function EcgToolbar(props: Props): ReactElement {
  const { recording, state, menu, onMenu } = props;
  const { t } = useTranslation('ecg');
  const openOf = (name: OpenMenu) => ({
    open: menu === name,
    onOpen: (open: boolean) => onMenu(open ? name : null),
  });
  return (
    <div className="ecg-toolbar" role="toolbar" aria-label={t('toolbar')}>
      {props.lead}
      <PaperTools state={state} />
      <FilterMenu choice={props.filter} onChange={props.onFilter} {...openOf('filter')} />
      <LeadMenu state={state} {...openOf('leads')} />
      <ZoomSelect {...props} />
      {recording.groups.length > 1 && <GroupSelect recording={recording} state={state} />}
      <Paging state={state} timeText={props.timeText} />
      <span className="ecg-toolbar-end">
        {props.panels}
        {props.onPrint && (
          <Tool label={t('print.button')} hint="Ctrl P" onClick={props.onPrint}>
            <PrinterOutlined />
          </Tool>
        )}
        <SheetTools onFullscreen={props.onFullscreen} onHelp={props.onHelp} />
      </span>
    </div>
  );
}

type ToolProps = {
  readonly label: string;
  readonly hint: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Tool({ label, hint, onClick, children }: ToolProps): ReactElement {
  return (
    <Tooltip title={`${label} ${hint}`} mouseEnterDelay={0.5}>
      <Button size="small" type="text" aria-label={label} icon={children} onClick={onClick} />
    </Tooltip>
  );
}

/** What every toolbar of an ECG ends with. */
export function SheetTools(props: {
  readonly onFullscreen: () => void;
  readonly onHelp: () => void;
}): ReactElement {
  const { t } = useTranslation('ecg');
  return (
    <>
      <Tool label={t('fullscreen')} hint="F" onClick={props.onFullscreen}>
        <FullscreenOutlined />
      </Tool>
      <Tool label={t('keys.title')} hint="?" onClick={props.onHelp}>
        <QuestionCircleOutlined />
      </Tool>
    </>
  );
}

function PaperTools({ state }: Pick<Props, 'state'>): ReactElement {
  const { t } = useTranslation('ecg');
  const { settings, setSettings } = state;
  const isSplit = settings.limbGainMmPerMv !== settings.chestGainMmPerMv;
  return (
    <>
      <Segmented
        size="small"
        aria-label={t('layout')}
        value={settings.layout}
        disabled={!state.canChooseLayout || state.solo !== null}
        onChange={(layout) => setSettings({ layout })}
        options={ECG_LAYOUTS.map((value) => ({ value, label: t(`layoutName.${value}`) }))}
      />
      <span className="ecg-setting">
        <Segmented
          size="small"
          aria-label={t('speed')}
          value={settings.speedMmPerS}
          onChange={(speedMmPerS) => setSettings({ speedMmPerS })}
          options={PAPER_SPEEDS_MM_PER_S.map((value) => ({ value, label: String(value) }))}
        />
        {t('speedUnit')}
      </span>
      <span className="ecg-setting">
        <Segmented
          size="small"
          aria-label={isSplit ? t('limbGain') : t('gain')}
          value={settings.limbGainMmPerMv}
          disabled={!state.isScaled}
          onChange={(gain) =>
            setSettings(
              isSplit
                ? { limbGainMmPerMv: gain }
                : { limbGainMmPerMv: gain, chestGainMmPerMv: gain },
            )
          }
          options={GAINS_MM_PER_MV.map((value) => ({ value, label: String(value) }))}
        />
        {isSplit ? t('gainUnitSplit', { chest: settings.chestGainMmPerMv }) : t('gainUnit')}
      </span>
    </>
  );
}

function ZoomSelect({ zoom, onZoom, percent }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const isStep = zoom === 'width' || zoom === 'page' || ZOOM_STEPS.some((step) => step === zoom);
  return (
    <Select<Zoom>
      size="small"
      aria-label={t('zoom')}
      value={zoom}
      onChange={onZoom}
      popupMatchSelectWidth={false}
      options={[
        { value: 'width', label: t('zoomWidth') },
        { value: 'page', label: t('zoomPage') },
        ...(isStep ? [] : [{ value: zoom, label: `${percent.toFixed(0)} %` }]),
        ...ZOOM_STEPS.map((value) => ({ value, label: `${value} %` })),
      ]}
    />
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

function Paging({ state, timeText }: Pick<Props, 'state' | 'timeText'>): ReactElement | null {
  const { t } = useTranslation('ecg');
  const { totalS, sheet, page, canPage } = state;
  if (!canPage) return null;
  return (
    <span className="ecg-setting">
      <Button
        size="small"
        icon={<LeftOutlined />}
        aria-label={t('earlier')}
        disabled={sheet.fromS === 0}
        onClick={() => page(-1)}
      />
      {t('window', { from: timeText(sheet.fromS), to: timeText(sheet.toS) })}
      <Button
        size="small"
        icon={<RightOutlined />}
        aria-label={t('later')}
        disabled={sheet.toS >= totalS - 0.1}
        onClick={() => page(1)}
      />
    </span>
  );
}
