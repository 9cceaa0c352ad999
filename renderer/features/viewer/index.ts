export { arrangementShelf, type ArrangementShelf } from './arrangement';
export { ImageWorkspace, type ImageWorkspaceProps } from './ImageWorkspace';
export type { KeyImageItem } from './KeyImageStrip';
export { loadSeriesDisplaySets, type LoadedStudy } from './loadStudy';
export { SERIES_DRAG_TYPE } from './SeriesRail';
export type { CapturedKeyImage } from './useViewerCommands';
export type { StripTools } from './ViewerFoot';
