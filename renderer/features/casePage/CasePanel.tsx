import { ExpandAltOutlined, ShrinkOutlined } from '@ant-design/icons';
import { Button, Tabs, Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../ports/caseView';
import { HistoryPanel } from './panels/HistoryPanel';
import { PeoplePanel } from './panels/PeoplePanel';
import { SummaryPanel } from './panels/SummaryPanel';

export const PANEL_TABS = [
  'summary',
  'opinion',
  'report',
  'followUp',
  'history',
  'people',
] as const;
export type PanelTab = (typeof PANEL_TABS)[number];

/** What a panel may ask of the page. */
export type PanelTools = {
  readonly isWide: boolean;
  /** False while another tab is in front: what nobody sees must not count as read. */
  readonly isShown: boolean;
  /** Room to write in: the panel takes over half of the page. */
  readonly onWide: (isWide: boolean) => void;
  /** Puts the PDF of a published version on the stage. */
  readonly onOpenReport: (version: number) => void;
  readonly onNavigate: (path: string) => void;
  /** How often the page's button was pressed while this panel was already open: go on with the step. */
  readonly pressed: number;
};

/** Panels that belong to other features; the workspace brings them. */
export type CasePanels = Readonly<
  Record<'opinion' | 'report' | 'followUp', (view: CaseView, tools: PanelTools) => ReactNode>
>;

type Props = Omit<PanelTools, 'onWide' | 'isShown'> & {
  readonly onWide: (tab: PanelTab, isWide: boolean) => void;
  readonly view: CaseView;
  readonly panels: CasePanels;
  readonly tab: PanelTab;
  readonly onTab: (tab: PanelTab) => void;
};

export function CasePanel(props: Props): ReactElement {
  const { view, panels, tab, onTab, isWide, onWide } = props;
  const { t } = useTranslation('casePage');
  const toolsOf = (of: PanelTab): PanelTools => ({
    ...props,
    isShown: of === tab,
    onWide: (wide) => onWide(of, wide),
  });
  const content: Record<PanelTab, ReactNode> = {
    summary: <SummaryPanel view={view} onOpenCase={(id) => props.onNavigate(`/cases/${id}`)} />,
    opinion: panels.opinion(view, toolsOf('opinion')),
    report: panels.report(view, toolsOf('report')),
    followUp: panels.followUp(view, toolsOf('followUp')),
    history: <HistoryPanel caseId={view.detail.case.id} />,
    people: <PeoplePanel view={view} />,
  };
  return (
    <aside className="case-panel" aria-label={t('layout.panel')}>
      <Tabs
        size="small"
        activeKey={tab}
        onChange={(key) => onTab(key as PanelTab)}
        items={PANEL_TABS.map((key) => ({
          key,
          label: t(`tab.${key}`),
          children: content[key],
          // what is being typed survives a look at another tab
          forceRender: false,
          destroyOnHidden: false,
        }))}
        tabBarExtraContent={
          <Tooltip title={t(isWide ? 'layout.narrow' : 'layout.wide')}>
            <Button
              type="text"
              size="small"
              icon={isWide ? <ShrinkOutlined /> : <ExpandAltOutlined />}
              aria-label={t(isWide ? 'layout.narrow' : 'layout.wide')}
              aria-pressed={isWide}
              onClick={() => onWide(tab, !isWide)}
            />
          </Tooltip>
        }
      />
    </aside>
  );
}
