export { LabStage } from './LabStage';
