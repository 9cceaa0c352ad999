export { CasePage, type CasePageProps } from './CasePage';
export type { CasePanels, PanelTools } from './CasePanel';
export type { MaterialTools, StageSlots } from './stage/RecordStage';
export { OneRecordStage } from './stage/OneRecordStage';
export { fetchBlob, type ServerFetch } from './stage/useContent';
export { stageOf } from './stage/stageOf';
