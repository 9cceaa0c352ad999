export { NotificationBell } from './NotificationBell';
export { RingingEmergencies } from './RingingEmergencies';
