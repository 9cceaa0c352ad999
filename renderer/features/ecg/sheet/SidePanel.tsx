import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { EcgCaliper } from '../../../../shared/domain/ecg/caliper';
import type { EcgFacts } from '../../../../shared/domain/ecg/recording';
import type { AppError } from '../../../../shared/domain/errors';
import type { Result } from '../../../../shared/lib/result';
import type { EcgViewer } from '../../../ports/ecgViewer';
import { useErrorText } from '../../../ui/errorText';
import { BeatPanel } from '../beat/BeatPanel';
import { ComparePanel, type CompareView } from '../compare/ComparePanel';
import type { EcgPrior, usePrior } from '../compare/usePrior';
import { MeasurementPanel } from '../measure/MeasurementPanel';
import type { ScreenScale } from '../screen/useScreenScale';

export const PANELS = ['measure', 'beat', 'compare'] as const;
export type PanelName = (typeof PANELS)[number];

type Props = {
  readonly name: PanelName;
  readonly viewer: EcgViewer;
  readonly analysis: Result<EcgAnalysis, AppError> | null;
  readonly facts: EcgFacts;
  readonly calipers: readonly EcgCaliper[];
  readonly screen: ScreenScale;
  readonly priors: readonly EcgPrior[];
  readonly prior: ReturnType<typeof usePrior>;
  readonly view: CompareView;
  readonly onView: (view: CompareView) => void;
  readonly onClose: () => void;
};

/** Beside the sheet where there is room, below it where there is not. */
export function SidePanel(props: Props): ReactElement {
  const { name, onClose } = props;
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
      <Content {...props} />
    </aside>
  );
}

function Content(props: Props): ReactElement {
  const { analysis, prior, screen, view, onView } = props;
  const measured = analysis?.ok ? analysis.value : null;
  switch (props.name) {
    case 'measure':
      return <MeasurementPanel analysis={analysis} facts={props.facts} calipers={props.calipers} />;
    case 'beat':
      return measured ? (
        <BeatPanel
          viewer={props.viewer}
          analysis={measured}
          realPxPerMm={screen.pxPerMm}
          ratio={screen.ratio}
          isSpread={view === 'beats'}
          onSpread={() => onView(view === 'beats' ? 'sheets' : 'beats')}
        />
      ) : (
        <NotMeasured analysis={analysis} />
      );
    case 'compare':
      return (
        <ComparePanel
          priors={props.priors}
          id={prior.id}
          onChoose={prior.choose}
          state={prior.state}
          now={measured}
          view={view}
          onView={onView}
        />
      );
  }
}

function NotMeasured({ analysis }: Pick<Props, 'analysis'>): ReactElement {
  const { t } = useTranslation('ecg');
  const errorText = useErrorText();
  return (
    <p className="ecg-hint">
      {analysis && !analysis.ok ? errorText(analysis.error) : t('measure.computing')}
    </p>
  );
}
