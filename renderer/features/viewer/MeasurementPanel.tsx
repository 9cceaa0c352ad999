import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import { isFrame, type ViewerState } from './store';
import { measurementLines } from './words';

type Props = {
  readonly measurements: readonly Measurement[];
  readonly values: ViewerState['values'];
  readonly setOf: ViewerState['setOf'];
  readonly isShown: boolean;
  readonly onShow: (isShown: boolean) => void;
  readonly onOpen: (measurement: Measurement) => void;
  readonly onRename: (measurement: Measurement) => void;
  readonly onRemove: (id: string) => void;
};

/** All measurements of the case by series; a click leads to the picture. */
export function MeasurementPanel(props: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const { measurements, isShown } = props;
  return (
    <section className="hz-panel" aria-label={t('list.title')}>
      <header className="hz-panel-head">
        <span>{t('list.count', { count: measurements.length })}</span>
        <Button size="small" type="text" onClick={() => props.onShow(!isShown)}>
          {isShown ? t('list.hide') : t('list.show')}
        </Button>
      </header>
      {measurements.length === 0 && <p className="hz-panel-note">{t('list.empty')}</p>}
      {bySet(measurements, props.setOf).map(({ set, list }) => (
        <div key={set?.id ?? 'none'}>
          <h4 className="hz-panel-title">
            {set === null
              ? t('list.elsewhere')
              : [set.seriesNumber, set.modality, set.description].filter(Boolean).join(' · ')}
          </h4>
          <ul className="hz-list">
            {list.map((measurement) => (
              <Row key={measurement.id} set={set} measurement={measurement} {...props} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

type RowProps = Omit<Props, 'measurements'> & {
  readonly set: DisplaySet | null;
  readonly measurement: Measurement;
};

function Row({ set, measurement, ...props }: RowProps): ReactElement {
  const { t } = useTranslation('viewer');
  const { id, kind, label } = measurement;
  const value = props.values[id];
  const lines = value ? measurementLines(t, value) : [];
  const index = set?.frames.findIndex(isFrame(measurement)) ?? -1;
  return (
    <li className="hz-list-row">
      <button
        type="button"
        className="hz-list-open"
        disabled={set === null}
        onClick={() => props.onOpen(measurement)}
      >
        <span>
          {t(`tool.${kind}`)}
          {label !== undefined && <b> {label}</b>}
        </span>
        <small>{index >= 0 && t('list.slice', { number: index + 1 })}</small>
        <span className="hz-list-value">
          {lines[0] ?? (kind === 'arrow' || kind === 'text' ? '' : t('list.notRead'))}
        </span>
      </button>
      <Button
        size="small"
        type="text"
        icon={<EditOutlined />}
        aria-label={t('list.rename')}
        disabled={set === null}
        onClick={() => props.onRename(measurement)}
      />
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('list.remove')}
        onClick={() => props.onRemove(id)}
      />
    </li>
  );
}

/** Series in the order their first measurement was made. */
function bySet(
  measurements: readonly Measurement[],
  setOf: ViewerState['setOf'],
): readonly { readonly set: DisplaySet | null; readonly list: readonly Measurement[] }[] {
  const groups = new Map<string, { set: DisplaySet | null; list: Measurement[] }>();
  for (const measurement of measurements) {
    const set = setOf(measurement);
    const group = groups.get(set?.id ?? '') ?? { set, list: [] };
    group.list.push(measurement);
    groups.set(set?.id ?? '', group);
  }
  return [...groups.values()];
}
