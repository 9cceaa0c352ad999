export { FollowUpPanel } from './FollowUpPanel';
export { FollowUpsPage } from './FollowUpsPage';
