export { createTusUploader, type TusUploaderOptions } from './uploader';
