export { TriageQueuePage } from './TriageQueuePage';
