import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Popover, Segmented, Select, type InputRef } from 'antd';
import { useState, type ReactElement, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EcgGroupHead } from '../../../../shared/domain/ecg/manifest';
import { SheetTools } from '../sheet/EcgToolbar';
import { MenuBody } from '../sheet/MenuBody';
import { parseMoment } from './clock';
import {
  DAY_MODES,
  goTo,
  middleOf,
  ROW_SECONDS,
  type DayMode,
  type DayStore,
  type RowSeconds,
} from './dayStore';
import { SPANS_S, zoomAt } from './dayView';

type Props = {
  readonly lead: ReactNode;
  readonly day: DayStore;
  readonly head: EcgGroupHead;
  readonly startOfDayS: number | null;
  readonly timeField: Ref<InputRef>;
  readonly onStep: ((direction: 1 | -1) => void) | null;
  readonly leadsOpen: boolean;
  readonly onLeads: (open: boolean) => void;
  readonly isPanelOpen: boolean;
  readonly onPanel: () => void;
  readonly onMode: (mode: DayMode) => void;
  readonly onFullscreen: () => void;
  readonly onHelp: () => void;
};

export function DayToolbar(props: Props): ReactElement {
  const { day, onStep, onMode } = props;
  const { t } = useTranslation('ecg');
  const mode = useStore(day, (state) => state.mode);
  return (
    <div className="ecg-toolbar" role="toolbar" aria-label={t('toolbar')}>
      {props.lead}
      <Segmented
        size="small"
        aria-label={t('day.mode')}
        value={mode}
        onChange={onMode}
        options={DAY_MODES.map((value) => ({ value, label: t(`day.modeName.${value}`) }))}
      />
      {mode === 'strips' && <SpanSelect day={day} />}
      {mode === 'disclosure' && <PageSelects {...props} />}
      <TimeField {...props} />
      {mode === 'strips' && <LeadChoice {...props} />}
      {onStep && (
        <span className="ecg-setting">
          <Button
            size="small"
            icon={<LeftOutlined />}
            aria-label={t('day.previousEvent')}
            onClick={() => onStep(-1)}
          />
          {t('day.hints')}
          <Button
            size="small"
            icon={<RightOutlined />}
            aria-label={t('day.nextEvent')}
            onClick={() => onStep(1)}
          />
        </span>
      )}
      <span className="ecg-toolbar-end">
        <Button
          size="small"
          type={props.isPanelOpen ? 'primary' : 'default'}
          aria-pressed={props.isPanelOpen}
          onClick={props.onPanel}
        >
          {t('day.panel')}
        </Button>
        <SheetTools onFullscreen={props.onFullscreen} onHelp={props.onHelp} />
      </span>
    </div>
  );
}

/** The span in the window in words; between two steps it says what it is. */
function SpanSelect({ day }: Pick<Props, 'day'>): ReactElement {
  const { t } = useTranslation('ecg');
  const spanS = useStore(day, (state) => state.view.spanS);
  const { totalS } = day.getState();
  const text = (seconds: number): string =>
    seconds >= 3600
      ? t('day.hours', { value: round(seconds / 3600) })
      : seconds >= 60
        ? t('day.minutes', { value: round(seconds / 60) })
        : t('day.seconds', { value: round(seconds) });
  const steps = SPANS_S.filter((step) => step < totalS);
  const choices = [...steps, totalS];
  return (
    <Select<number>
      size="small"
      aria-label={t('day.span')}
      value={spanS}
      popupMatchSelectWidth={false}
      onChange={(value) => {
        const { view, cursorS, setView } = day.getState();
        const inView =
          cursorS !== null && cursorS >= view.startS && cursorS <= view.startS + view.spanS;
        setView(zoomAt(view, value, inView ? cursorS : view.startS + view.spanS / 2, totalS));
      }}
      options={[
        ...(choices.includes(spanS) ? [] : [{ value: spanS, label: text(spanS) }]),
        ...choices.map((value) => ({
          value,
          label: value === totalS ? t('day.whole') : text(value),
        })),
      ]}
    />
  );
}

const round = (value: number): string =>
  (value < 10 ? Number(value.toFixed(1)) : Math.round(value)).toString();

function PageSelects({ day, head }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const rowS = useStore(day, (state) => state.rowS);
  const channel = useStore(day, (state) => state.pageChannel);
  return (
    <>
      <Select<number>
        size="small"
        aria-label={t('day.pageLead')}
        value={channel}
        popupMatchSelectWidth={false}
        onChange={(pageChannel) => day.getState().set({ pageChannel })}
        options={head.channels.map(({ label }, value) => ({ value, label }))}
      />
      <Select<RowSeconds>
        size="small"
        aria-label={t('day.row')}
        value={rowS}
        popupMatchSelectWidth={false}
        onChange={(value) => {
          const { set, setPage, pageStartS } = day.getState();
          set({ rowS: value });
          setPage(pageStartS);
        }}
        options={ROW_SECONDS.map((value) => ({ value, label: t('day.rowOf', { seconds: value }) }))}
      />
    </>
  );
}

/** Goes to a typed time; says so when it is none of this recording. */
function TimeField({ day, startOfDayS, timeField }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const go = (): void => {
    const atS = parseMoment(text, startOfDayS, day.getState().totalS, middleOf(day));
    setWrong(atS === null);
    if (atS !== null) goTo(day, atS, GO_SPAN_S);
  };
  return (
    <Input
      ref={timeField}
      size="small"
      className="ecg-time"
      aria-label={t('day.goTo')}
      placeholder={startOfDayS === null ? t('day.goToElapsed') : t('day.goToClock')}
      title={t('day.goToNote')}
      value={text}
      status={isWrong ? 'error' : ''}
      onChange={({ target }) => {
        setText(target.value);
        setWrong(false);
      }}
      onPressEnter={go}
    />
  );
}

/** A moment in a whole day is a tenth of a pixel: going to one shows half a minute around it. */
export const GO_SPAN_S = 30;

function LeadChoice({ day, head, leadsOpen, onLeads }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const channels = useStore(day, (state) => state.channels);
  return (
    <Popover
      trigger="click"
      open={leadsOpen}
      onOpenChange={onLeads}
      placement="bottomLeft"
      destroyOnHidden
      content={
        <MenuBody onClose={() => onLeads(false)}>
          <Checkbox.Group
            className="ecg-leads"
            value={[...channels]}
            onChange={(chosen) => {
              // nothing shown would look like nothing recorded
              if (chosen.length > 0)
                day.getState().set({ channels: chosen.map(Number).sort((a, b) => a - b) });
            }}
            options={head.channels.map(({ label }, value) => ({ value, label }))}
          />
        </MenuBody>
      }
    >
      <Button size="small" data-on={channels.length < head.channels.length}>
        {t('day.leads', { shown: channels.length, all: head.channels.length })}
      </Button>
    </Popover>
  );
}
