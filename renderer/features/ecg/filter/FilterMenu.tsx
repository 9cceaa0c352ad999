import { Button, Checkbox, Popover, Radio } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgFilter } from '../../../../shared/domain/ecg/filter/names';
import { MenuBody } from '../sheet/MenuBody';
import { BANDS, filtersOf, NO_FILTER, NOTCHES, type FilterChoice } from './filterChoice';

type Props = {
  readonly choice: FilterChoice;
  readonly onChange: (choice: FilterChoice) => void;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
};

/** The button names what is on, so that nobody reads a filtered trace as a raw one. */
export function FilterMenu({ choice, onChange, open, onOpen }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const namesOf = useFilterNames();
  const chosen = filtersOf(choice);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={onOpen}
      placement="bottomLeft"
      destroyOnHidden
      content={<Choices choice={choice} onChange={onChange} onClose={() => onOpen(false)} />}
    >
      <Button size="small" className="ecg-filter" data-on={chosen.length > 0}>
        {chosen.length === 0 ? t('filter.off') : t('filter.on', { names: namesOf(chosen) })}
      </Button>
    </Popover>
  );
}

/** Filters by the names readers know, joined for print. */
export function useFilterNames(): (filters: readonly EcgFilter[]) => string {
  const { t } = useTranslation('ecg');
  return (filters) => filters.map((filter) => t(`filterName.${filter}`)).join(' + ');
}

type ChoicesProps = Pick<Props, 'choice' | 'onChange'> & { readonly onClose: () => void };

function Choices({ choice, onChange, onClose }: ChoicesProps): ReactElement {
  const { t } = useTranslation('ecg');
  const change = (parts: Partial<FilterChoice>): void => onChange({ ...choice, ...parts });
  return (
    <MenuBody onClose={onClose}>
      <fieldset>
        <legend>{t('filter.band')}</legend>
        <Radio.Group
          value={choice.band}
          onChange={({ target }) => change({ band: target.value as FilterChoice['band'] })}
          options={[
            { value: null as never, label: t('filter.none') },
            ...BANDS.map((value) => ({ value, label: t(`filterName.${value}`) })),
          ]}
        />
      </fieldset>
      <fieldset>
        <legend>{t('filter.mains')}</legend>
        <Radio.Group
          value={choice.notch}
          onChange={({ target }) => change({ notch: target.value as FilterChoice['notch'] })}
          options={[
            { value: null as never, label: t('filter.none') },
            ...NOTCHES.map((value) => ({ value, label: t(`filterName.${value}`) })),
          ]}
        />
      </fieldset>
      <Checkbox
        checked={choice.baseline}
        onChange={({ target }) => change({ baseline: target.checked })}
      >
        {t('filterName.baseline')}
      </Checkbox>
      <p className="ecg-hint">{t('filter.note')}</p>
      <Button size="small" disabled={choice === NO_FILTER} onClick={() => onChange(NO_FILTER)}>
        {t('filter.reset')}
      </Button>
    </MenuBody>
  );
}
