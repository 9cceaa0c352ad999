import { SearchOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { QUEUE_STAGES, type getQueueFacets } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import { URGENCIES } from '../../../shared/domain/consultation/form';
import { ChipGroup, FilterChip } from '../../ui/FilterChip';
import { INITIAL_FILTER, isFiltered, type QueueFilter } from './queueFilter';

type Facets = RouteOutput<typeof getQueueFacets>;
type Props = {
  readonly filter: QueueFilter;
  /** `null` until they are known, and for `all`. */
  readonly facets: Facets | null;
  readonly onChange: (filter: QueueFilter) => void;
};

/** Stage above, then what to look at within it. A count says what the chip would show, before it is pressed. */
export function QueueFilters({ filter, facets, onChange }: Props): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const set = (patch: Partial<QueueFilter>) => onChange({ ...filter, ...patch });
  const here = filter.stage === 'all' ? null : facets;
  return (
    <nav className="hz-queue-filters" aria-label={t('triage:filters')}>
      <Input
        allowClear
        prefix={<SearchOutlined />}
        placeholder={t('triage:search')}
        title={t('triage:searchHint')}
        value={filter.q}
        maxLength={60}
        onChange={(event) => set({ q: event.target.value })}
      />
      <ul className="hz-stages">
        {([...QUEUE_STAGES, 'all'] as const).map((stage) => (
          <li key={stage}>
            <button
              type="button"
              aria-pressed={filter.stage === stage}
              onClick={() => onChange({ ...INITIAL_FILTER, q: filter.q, stage })}
            >
              {t(`triage:stage.${stage}`)} {stage !== 'all' && <b>{facets?.stages[stage]}</b>}
            </button>
          </li>
        ))}
      </ul>
      <ChipGroup label={t('triage:chips.urgency')}>
        {URGENCIES.map((urgency) => (
          <FilterChip
            key={urgency}
            count={here?.urgency[urgency]}
            isOn={filter.urgency === urgency}
            onToggle={() => set({ urgency: filter.urgency === urgency ? null : urgency })}
          >
            {t(`caseTerms:urgency.${urgency}`)}
          </FilterChip>
        ))}
      </ChipGroup>
      <ChipGroup label={t('triage:chips.kind')}>
        <FilterChip
          count={here?.async}
          isOn={filter.isAsync}
          onToggle={() => set({ isAsync: !filter.isAsync })}
        >
          {t('caseTerms:mode.async')}
        </FilterChip>
        <FilterChip count={here?.mdt} isOn={filter.mdt} onToggle={() => set({ mdt: !filter.mdt })}>
          {t('caseTerms:mdtShort')}
        </FilterChip>
        <FilterChip
          count={here?.incomplete}
          isOn={filter.incomplete}
          onToggle={() => set({ incomplete: !filter.incomplete })}
        >
          {t('triage:incompleteOnly')}
        </FilterChip>
      </ChipGroup>
      <NamedChips
        label={t('triage:chips.department')}
        facets={here?.departments ?? []}
        chosen={filter.departmentName}
        onChoose={(departmentName) => set({ departmentName })}
      />
      <NamedChips
        label={t('triage:chips.city')}
        facets={here?.cities ?? []}
        chosen={filter.city}
        onChoose={(city) => set({ city })}
      />
      {isFiltered(filter) && (
        <Button
          size="small"
          type="link"
          onClick={() => onChange({ ...INITIAL_FILTER, stage: filter.stage })}
        >
          {t('triage:clear')}
        </Button>
      )}
    </nav>
  );
}

function NamedChips(props: {
  readonly label: string;
  readonly facets: Facets['cities'];
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}): ReactElement | null {
  const { label, facets, chosen, onChoose } = props;
  if (facets.length === 0 && chosen === null) return null;
  const gone = chosen !== null && facets.every(({ name }) => name !== chosen);
  return (
    <ChipGroup label={label}>
      {[...facets, ...(gone ? [{ name: chosen, count: 0 }] : [])].map(({ name, count }) => (
        <FilterChip
          key={name}
          count={count}
          isOn={chosen === name}
          onToggle={() => onChoose(chosen === name ? null : name)}
        >
          {name}
        </FilterChip>
      ))}
    </ChipGroup>
  );
}
