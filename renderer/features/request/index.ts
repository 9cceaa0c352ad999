export { createUploadsStore, type UploadsStore } from './attachments/uploads';
export { LateEntryPage } from './lateEntry/LateEntryPage';
export { RequestPage, type RequestPageProps } from './RequestPage';
export type { PaperSlot } from './attachments/AttachmentsSection';
