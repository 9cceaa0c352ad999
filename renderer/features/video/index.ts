export { VideoStage } from './VideoStage';
