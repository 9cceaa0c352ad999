import { ExclamationCircleFilled } from '@ant-design/icons';
import { Checkbox, Segmented } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/api/cases';
import { appError } from '../../../shared/domain/errors';
import {
  isCritical,
  labBoard,
  markOf,
  trendOf,
  type LabEntry,
  type LabLine,
} from '../../../shared/domain/lab/labBoard';
import { referenceLimits } from '../../../shared/domain/lab/referenceRange';
import { ErrorNotice } from '../../ui/ErrorNotice';
import './lab.css';
import { allEntries, commentsOf, entriesOf } from './labEntries';
import { LabTable } from './LabTable';
import { TrendChart } from './TrendChart';

type Props = {
  readonly record: CaseRecord;
  readonly records: readonly CaseRecord[];
};

type Scope = 'record' | 'case';

/** Laboratory results of one record, or of the whole case side by side. */
export function LabStage({ record, records }: Props): ReactElement {
  const { t } = useTranslation('lab');
  const [scope, setScope] = useState<Scope>('record');
  const [onlyMarked, setOnlyMarked] = useState(false);
  const [openKey, setOpenKey] = useState<string | null>(null);
  const own = useMemo(() => entriesOf(record), [record]);
  const history = useMemo(() => allEntries(records), [records]);
  const board = useMemo(() => {
    const entries = scope === 'case' ? history : (own ?? []);
    return labBoard(onlyMarked ? markedTests(entries) : entries);
  }, [scope, history, own, onlyMarked]);
  const comments = scope === 'case' ? records.flatMap(commentsOf) : commentsOf(record);

  if (!own || own.length === 0)
    return <ErrorNotice error={appError('integrity', 'file.cannotShow')} />;
  const critical = own.filter(({ result }) => isCritical(markOf(result.flag)));
  const lines = board.panels.flatMap((panel) => panel.lines);
  const open = lines.find(({ key }) => key === openKey) ?? null;
  return (
    <div className="lab-stage">
      {critical.length > 0 && <Critical entries={critical} />}
      <div className="lab-tools">
        <Segmented<Scope>
          size="small"
          value={scope}
          onChange={setScope}
          options={[
            { value: 'record', label: t('scope.record') },
            { value: 'case', label: t('scope.case') },
          ]}
        />
        <Checkbox checked={onlyMarked} onChange={(event) => setOnlyMarked(event.target.checked)}>
          {t('scope.onlyMarked')}
        </Checkbox>
        <span className="lab-muted">{t('scope.count', { count: lines.length })}</span>
      </div>
      <LabTable
        board={board}
        history={history}
        comments={comments}
        openKey={openKey}
        onOpen={({ key }) => setOpenKey(key === openKey ? null : key)}
      />
      {open && <Trend line={open} history={history} />}
      <p className="lab-muted">{t('table.flagsOfLab')}</p>
    </div>
  );
}

/** Tests with at least one marked value, all their values with them: a normal one beside it is part of the course. */
function markedTests(entries: readonly LabEntry[]): readonly LabEntry[] {
  const testOf = ({ result }: LabEntry) => `${result.code || result.name} ${result.unit}`;
  const marked = new Set(entries.filter(({ result }) => markOf(result.flag) !== null).map(testOf));
  return entries.filter((entry) => marked.has(testOf(entry)));
}

function Critical({ entries }: { readonly entries: readonly LabEntry[] }): ReactElement {
  const { t } = useTranslation('lab');
  return (
    <p className="lab-critical" role="alert">
      <ExclamationCircleFilled />
      <b>{t('critical.title', { count: entries.length })}</b>
      {entries.map(({ result }, index) => (
        <span key={index}>{`${result.name || result.code} ${result.value} ${result.unit}`}</span>
      ))}
    </p>
  );
}

function Trend(props: {
  readonly line: LabLine;
  readonly history: readonly LabEntry[];
}): ReactElement | null {
  const { line, history } = props;
  const latest = line.cells.find((cell) => cell !== null);
  if (!latest) return null;
  return (
    <TrendChart
      name={line.name}
      unit={line.unit}
      points={trendOf(latest.result, history)}
      limits={referenceLimits(line.referenceRange)}
    />
  );
}
