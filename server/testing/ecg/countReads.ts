import type { BlobStore } from '../../blobs/blobStore';

/** The same store, that tells how many bytes each reading took. */
export const countReads = (blobs: BlobStore, onRead: (bytes: number) => void): BlobStore => ({
  ...blobs,
  async reader(sha256) {
    const reader = await blobs.reader(sha256);
    return (
      reader && {
        ...reader,
        async read(offset, length) {
          const bytes = await reader.read(offset, length);
          onRead(bytes.length);
          return bytes;
        },
      }
    );
  },
});
