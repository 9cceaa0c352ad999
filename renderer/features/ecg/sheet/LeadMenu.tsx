import { Button, Checkbox, Popover, Segmented, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { STANDARD_LEADS, type LeadName } from '../../../../shared/domain/ecg/leads';
import { rowsOf } from '../../../../shared/domain/ecg/layouts';
import { GAINS_MM_PER_MV } from '../../../../shared/domain/ecg/paper';
import { MenuBody } from './MenuBody';
import type { SheetState } from './useSheet';

type Props = {
  readonly state: SheetState;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
};

/** Which leads are on the sheet, in which order, and the chest leads' own gain. */
export function LeadMenu({ state, open, onOpen }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const label =
    state.solo !== null
      ? t('leads.solo', { lead: state.solo })
      : state.hidden.size > 0
        ? t('leads.hidden', { count: state.hidden.size })
        : t('leads.all');
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={onOpen}
      placement="bottomLeft"
      destroyOnHidden
      content={<Choices state={state} onClose={() => onOpen(false)} />}
    >
      <Button size="small" data-on={state.solo !== null || state.hidden.size > 0}>
        {label}
      </Button>
    </Popover>
  );
}

type ChoicesProps = Pick<Props, 'state'> & { readonly onClose: () => void };

function Choices({ state, onClose }: ChoicesProps): ReactElement {
  const { t } = useTranslation('ecg');
  const { settings, setSettings } = state;
  const strips = settings.layout === '3x4+1' ? 1 : settings.layout === '3x4+3' ? 3 : 0;
  return (
    <MenuBody onClose={onClose}>
      <Checkbox
        checked={settings.isCabrera}
        onChange={({ target }) => setSettings({ isCabrera: target.checked })}
      >
        {t('leads.cabrera')}
      </Checkbox>
      <fieldset disabled={!state.isScaled}>
        <legend>{t('leads.chestGain')}</legend>
        <Segmented
          size="small"
          aria-label={t('leads.chestGain')}
          value={settings.chestGainMmPerMv}
          onChange={(chestGainMmPerMv) => setSettings({ chestGainMmPerMv })}
          options={GAINS_MM_PER_MV.map((value) => ({ value, label: t('gainValue', { value }) }))}
        />
      </fieldset>
      {strips > 0 && <RhythmLeads state={state} count={strips} />}
      <fieldset>
        <legend>{t('leads.shown')}</legend>
        <LeadList state={state} />
      </fieldset>
      <p className="ecg-hint">{t('leads.note')}</p>
    </MenuBody>
  );
}

function RhythmLeads({
  state,
  count,
}: Pick<Props, 'state'> & { readonly count: number }): ReactElement {
  const { t } = useTranslation('ecg');
  const { rhythmLeads } = state.settings;
  const recorded = STANDARD_LEADS.filter((lead) =>
    state.traces.some((trace) => trace.lead === lead),
  );
  const set = (at: number, lead: LeadName): void => {
    const next = rhythmLeads.slice(0, 3);
    const other = next.indexOf(lead);
    // the lead that was there changes places instead of being lost
    if (other !== -1) next[other] = next[at] ?? lead;
    next[at] = lead;
    state.setSettings({ rhythmLeads: next });
  };
  return (
    <fieldset>
      <legend>{t('leads.rhythm')}</legend>
      {Array.from({ length: count }, (_, at) => (
        <Select
          key={at}
          size="small"
          aria-label={t('leads.rhythm')}
          value={rhythmLeads[at] ?? null}
          onChange={(lead) => lead && set(at, lead)}
          options={recorded.map((value) => ({ value, label: value }))}
        />
      ))}
    </fieldset>
  );
}

function LeadList({ state }: Pick<Props, 'state'>): ReactElement {
  const { t } = useTranslation('ecg');
  const labels = [
    ...new Set(
      rowsOf(state.drawn, { ...state.settings, layout: '12x1' })
        .flat()
        .flatMap((trace) => (trace ? [trace.label] : [])),
    ),
  ];
  return (
    <div className="ecg-leads">
      {labels.map((label) => (
        <span key={label}>
          <Checkbox checked={!state.hidden.has(label)} onChange={() => state.toggleLead(label)}>
            {label}
          </Checkbox>
          <Button
            size="small"
            type={state.solo === label ? 'primary' : 'text'}
            aria-pressed={state.solo === label}
            onClick={() => state.setSolo(state.solo === label ? null : label)}
          >
            {t('leads.alone')}
          </Button>
        </span>
      ))}
    </div>
  );
}
