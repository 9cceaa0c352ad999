export { SlideStage } from './SlideStage';
