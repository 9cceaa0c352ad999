import { Button } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { EcgViewer } from '../../../ports/ecgViewer';
import { signedMillivolts } from '../caliper/signed';
import { ST_AFTER_J_S, stLevels } from '../measure/stLevels';
import { butterflyGain, butterflySheet } from './beatSheet';
import { BeatStage } from './BeatStage';

type Props = {
  readonly viewer: EcgViewer;
  readonly analysis: EcgAnalysis;
  readonly realPxPerMm: number;
  readonly ratio: number;
  /** Whether the twelve beats are spread out in place of the sheet. */
  readonly isSpread: boolean;
  readonly onSpread: () => void;
};

/** All leads of the averaged beat over each other, its onsets and ends, and the ST level of each lead. */
export function BeatPanel(props: Props): ReactElement {
  const { viewer, analysis, isSpread, onSpread, realPxPerMm, ratio } = props;
  const { t } = useTranslation('ecg');
  const { medianBeat } = analysis;
  const [chosen, setChosen] = useState<string | null>(null);
  const first = medianBeat?.leads.find(({ lead }) => lead === 'II') ?? medianBeat?.leads[0];
  const lead = chosen ?? first?.label ?? null;
  const sheet = useMemo(() => medianBeat && butterflySheet(medianBeat, lead), [medianBeat, lead]);
  if (!medianBeat || !sheet) return <p className="ecg-hint">{t('beat.none')}</p>;
  return (
    <div className="ecg-beat">
      <div className="ecg-beat-stage">
        <BeatStage
          viewer={viewer}
          sheet={sheet}
          beat={medianBeat}
          gain={butterflyGain(medianBeat)}
          hasPrior={false}
          realPxPerMm={realPxPerMm}
          ratio={ratio}
        />
      </div>
      <Button size="small" type={isSpread ? 'primary' : 'default'} onClick={onSpread}>
        {t('beat.spread')}
      </Button>
      <table>
        <caption>{t('beat.st', { ms: ST_AFTER_J_S * 1000 })}</caption>
        <tbody>
          {chunks(stLevels(medianBeat)).map((row) => (
            <tr key={row[0]?.label}>
              {row.map(({ label, millivolts }) => (
                <td key={label}>
                  <button
                    type="button"
                    aria-pressed={label === lead}
                    onClick={() => setChosen(label)}
                  >
                    <b>{label}</b>{' '}
                    {millivolts === null
                      ? '—'
                      : t('caliper.amplitude', { mv: signedMillivolts(millivolts) })}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="ecg-hint">{t('beat.note', { method: analysis.method })}</p>
    </div>
  );
}

/** Three leads a line. */
const chunks = <T,>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / 3) }, (_, at) => items.slice(at * 3, at * 3 + 3));
