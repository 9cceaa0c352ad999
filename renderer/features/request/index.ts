export { RequestPage, type RequestPageProps } from './RequestPage';
