import { LineChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabComment } from '../../../shared/domain/intake/payload';
import {
  markOf,
  printedUnit,
  trendOf,
  type LabBoard,
  type LabEntry,
  type LabLine,
  type LabPanel,
  type TrendPoint,
} from '../../../shared/domain/lab/labBoard';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { MarkedValue } from './MarkedValue';
import { Sparkline } from './Sparkline';

type Props = {
  readonly board: LabBoard;
  /** Everything the case knows, for the course of each test. */
  readonly history: readonly LabEntry[];
  readonly comments: readonly LabComment[];
  readonly openKey: string | null;
  readonly onOpen: (line: LabLine) => void;
};

/** Panels below one another, a column per time, the latest first; trend and remarks only where there are any. */
export function LabTable({ board, history, comments, openKey, onOpen }: Props): ReactElement {
  const { t } = useTranslation('lab');
  const { instant } = useTimeFormat();
  const lines = board.panels.flatMap((panel) => panel.lines);
  const hasTrend = lines.some((line) => pointsOf(line, history).length > 1);
  const hasNotes = lines.some(({ notes }) => notes.length > 0);
  const width = board.times.length + 3 + Number(hasTrend) + Number(hasNotes);
  return (
    <div className="lab-scroll" tabIndex={0} role="region" aria-label={t('table.label')}>
      <table className="lab-table">
        <thead>
          <tr>
            <th scope="col">{t('table.test')}</th>
            {board.times.map((at, index) => (
              <th key={at ?? 'undated'} scope="col" className="lab-time" data-latest={index === 0}>
                {at === null ? t('table.undated') : instant(at)}
                {index === 0 && board.times.length > 1 && <em>{t('table.latest')}</em>}
              </th>
            ))}
            <th scope="col">{t('table.unit')}</th>
            <th scope="col">{t('table.range')}</th>
            {hasTrend && <th scope="col">{t('table.trend')}</th>}
            {hasNotes && <th scope="col">{t('table.note')}</th>}
          </tr>
        </thead>
        {board.panels.map((panel) => (
          <tbody key={panel.name}>
            <PanelHead panel={panel} columns={width} comments={comments} />
            {panel.lines.map((line) => (
              <Line
                key={line.key}
                line={line}
                history={history}
                hasTrend={hasTrend}
                hasNotes={hasNotes}
                isOpen={line.key === openKey}
                onOpen={() => onOpen(line)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function PanelHead(props: {
  readonly panel: LabPanel;
  readonly columns: number;
  readonly comments: readonly LabComment[];
}): ReactElement | null {
  const { panel, columns, comments } = props;
  const own = comments.filter((comment) => comment.panel === panel.name);
  if (panel.name === '' && own.length === 0) return null;
  return (
    <tr className="lab-panel">
      <th scope="rowgroup" colSpan={columns}>
        {panel.name}
        {own.map(({ text }) => (
          <span key={text} className="lab-comment">
            {text}
          </span>
        ))}
      </th>
    </tr>
  );
}

function Line(props: {
  readonly line: LabLine;
  readonly history: readonly LabEntry[];
  readonly hasTrend: boolean;
  readonly hasNotes: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}): ReactElement {
  const { line, history, isOpen, onOpen } = props;
  const { t } = useTranslation('lab');
  const points = pointsOf(line, history);
  return (
    <tr data-abnormal={line.cells.some((cell) => cell && markOf(cell.result.flag) !== null)}>
      <th scope="row">{line.name}</th>
      {line.cells.map((cell, index) => (
        <td key={index} className="lab-cell">
          {cell && <MarkedValue result={cell.result} />}
        </td>
      ))}
      <td>{printedUnit(line.unit)}</td>
      <td className="lab-range">{line.referenceRange}</td>
      {props.hasTrend && (
        <td>
          {points.length > 1 && (
            <Button
              type="text"
              size="small"
              className="lab-trend"
              aria-pressed={isOpen}
              aria-label={t('trend.open', { name: line.name })}
              onClick={onOpen}
            >
              <Sparkline points={points} label={line.name} />
              <LineChartOutlined />
            </Button>
          )}
        </td>
      )}
      {props.hasNotes && <td className="lab-note">{line.notes.join('\n')}</td>}
    </tr>
  );
}

function pointsOf(line: LabLine, history: readonly LabEntry[]): readonly TrendPoint[] {
  const latest = line.cells.find((cell) => cell !== null);
  return latest ? trendOf(latest.result, history) : [];
}
