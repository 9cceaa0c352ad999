export { useKeyImageUrls, type FetchBlob } from './keyImages/useKeyImageUrls';
export { keyImageId, withKeyImage } from './keyImages/keyImage';
export { OpinionPanel } from './opinion/OpinionPanel';
export { createReportDesk, type ReportDesk } from './reportDesk';
export { ReportPanel, type ReportPanelProps } from './ReportPanel';
