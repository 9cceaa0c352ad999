import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { EcgCaliper } from '../../../../shared/domain/ecg/caliper';
import type { EcgFacts } from '../../../../shared/domain/ecg/recording';
import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import { MeasurementPanel } from '../measure/MeasurementPanel';

export type PanelName = 'measure' | 'beat' | 'compare';

type Props = {
  readonly name: PanelName;
  readonly analysis: Result<EcgAnalysis, AppError> | null;
  readonly facts: EcgFacts;
  readonly calipers: readonly EcgCaliper[];
  readonly onClose: () => void;
};

/** Beside the sheet where there is room, below it where there is not. */
export function SidePanel({ name, analysis, facts, calipers, onClose }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  return (
    <aside className="ecg-panel" aria-label={t(`panel.${name}`)}>
      <header>
        <h3>{t(`panel.${name}`)}</h3>
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          aria-label={t('panel.close')}
          onClick={onClose}
        />
      </header>
      <MeasurementPanel analysis={analysis} facts={facts} calipers={calipers} />
    </aside>
  );
}
