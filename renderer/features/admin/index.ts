import './page.css';
export { AdminPage } from './AdminPage';
export { AuditPage } from './AuditPage';
export { OutboxPage } from './OutboxPage';
