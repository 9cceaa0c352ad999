export { SchedulePage } from './SchedulePage';
export { WallPage } from './WallPage';
