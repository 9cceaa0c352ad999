export { createUploadsStore, type UploadsStore } from './attachments/uploads';
export { RequestPage, type RequestPageProps } from './RequestPage';
