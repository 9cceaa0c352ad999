export { EcgView, type EcgViewProps } from './EcgView';
export type { LoadEcg } from './useRecording';
