import type { ByteRequest } from '../../shared/domain/ecg/formats/opening';
import type { BlobReader, BlobStore } from '../blobs/blobStore';

export type PieceReader = {
  read(request: ByteRequest): Promise<Buffer>;
  close(): Promise<void>;
};

/** Reads pieces of stored files, each of which is opened when it is first needed. */
export function createPieceReader(
  blobs: BlobStore,
  files: readonly { readonly sha256: string }[],
): PieceReader {
  const readers = new Map<number, BlobReader>();
  return {
    async read({ file, offset, length }) {
      const known = readers.get(file);
      if (known) return known.read(offset, length);
      const reader = await blobs.reader(files[file]?.sha256 ?? '');
      if (!reader) throw new Error('a stored blob is not there');
      readers.set(file, reader);
      return reader.read(offset, length);
    },
    close: async () =>
      void (await Promise.all([...readers.values()].map((reader) => reader.close()))),
  };
}
