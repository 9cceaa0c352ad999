export { CasePage, type CasePageProps } from './CasePage';
export type { CasePanels, PanelTools } from './CasePanel';
export { RecordStage, type StageSlots } from './stage/RecordStage';
export { fetchBlob, type ServerFetch } from './stage/useContent';
export { stageOf } from './stage/stageOf';
