export { ImageWorkspace, type ImageWorkspaceProps, type StripTools } from './ImageWorkspace';
export type { KeyImageItem } from './KeyImageStrip';
export { loadSeriesDisplaySets, type LoadedStudy } from './loadStudy';
export { SERIES_DRAG_TYPE } from './SeriesRail';
export type { CapturedKeyImage } from './useViewerCommands';
