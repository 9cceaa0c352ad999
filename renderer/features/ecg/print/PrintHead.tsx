import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAgeText } from '../../../ui/PatientLine';
import { localDateOf } from '../../../ui/time';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { MEASURED, unitOf, valuesOf, type Measured } from '../measure/measurementRows';
import { statementsThatFit } from './headLines';
import type { PrintJob } from './printJob';

const PRINTED: readonly Measured[] = MEASURED.filter(
  (key) => !['rr', 'qtcFramingham', 'qtcHodges'].includes(key),
);

export function PrintHead({ job }: { readonly job: PrintJob }): ReactElement {
  const { t } = useTranslation(['ecg', 'caseTerms']);
  const { head, facts } = job;
  const age = useAgeText(head.birthDate);
  const time = useTimeFormat();
  const now = new Date().toISOString();
  const device = [facts.device.manufacturer, facts.device.model].filter(Boolean).join(' ');
  const lines = [
    [head.hospitalName, head.requestNo].filter(Boolean).join(' · '),
    [
      head.title,
      facts.recordedAt === null
        ? t('ecg:print.noTime')
        : t('ecg:recordedAt', { time: facts.recordedAt.replace('T', ' ') }),
    ].join(' · '),
    [
      device,
      t('ecg:sampling', {
        rate: Math.round(job.state.group.sampleRateHz),
        seconds: job.state.totalS.toFixed(1),
      }),
      t('ecg:print.at', { time: `${localDateOf(now)} ${time.timeOfDay(now)}` }),
    ]
      .filter(Boolean)
      .join(' · '),
  ];
  return (
    <header>
      <div className="ecg-print-patient">
        <b>{head.patientName}</b>
        <span>{[head.sex && t(`caseTerms:sex.${head.sex}`), age].filter(Boolean).join(' ')}</span>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <Ours job={job} />
      <Recorders job={job} />
    </header>
  );
}

function Ours({ job }: { readonly job: PrintJob }): ReactElement | null {
  const { t } = useTranslation('ecg');
  if (!job.analysis) return null;
  const values = valuesOf(job.analysis);
  return (
    <div>
      <h4>{t('print.ours', { method: job.analysis.method })}</h4>
      <p>
        {PRINTED.flatMap((key) => {
          const value = values[key] ?? null;
          if (value === null) return [];
          return [
            `${t(`measured.${key}`)} ${t(`unit.${unitOf(key)}`, { value: value.toFixed(0) })}`,
          ];
        }).join(' · ')}
      </p>
    </div>
  );
}

/** The machine's own statements, marked as the machine's. */
function Recorders({ job }: { readonly job: PrintJob }): ReactElement | null {
  const { t } = useTranslation('ecg');
  const { measurements, statements } = job.facts;
  if (measurements.length === 0 && statements.length === 0) return null;
  const known = measurements.filter(({ key }) => key !== null);
  const values = known
    .map(({ key, value, unit }) => `${t(`measured.${key ?? 'qtc'}`)} ${value} ${unit}`)
    .join(' · ');
  const fitting = statementsThatFit(values, statements);
  const left = statements.length - fitting.length;
  return (
    <div>
      <h4>{t('print.recorder')}</h4>
      {values !== '' && <p>{values}</p>}
      {fitting.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
      {left > 0 && <p>{t('print.more', { count: left })}</p>}
    </div>
  );
}
