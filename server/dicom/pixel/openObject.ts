import type { BlobStore } from '../../blobs/blobStore';
import type { ByteSource } from '../parse/byteSource';
import { openDataSet } from '../parse/indexDicom';
import { readFileMeta } from '../parse/part10';
import { transferSyntaxOf, type TransferSyntax } from '../transferSyntax';

export type OpenObject = {
  readonly syntax: TransferSyntax;
  /** The file as stored. */
  readonly file: ByteSource;
  readonly dataSetOffset: number;
  /** What offsets in a PixelLayout refer to. */
  readonly dataSet: ByteSource;
  readonly start: number;
  close(): Promise<void>;
};

type Stored = { readonly sha256: string; readonly transferSyntaxUid: string };

/** Opens a stored object; the caller closes it. */
export async function openObject(blobs: BlobStore, stored: Stored): Promise<OpenObject> {
  const file = await blobs.reader(stored.sha256);
  if (!file) throw new Error(`blob ${stored.sha256} of an indexed object is not there`);
  try {
    const syntax = transferSyntaxOf(stored.transferSyntaxUid);
    const { dataSetOffset } = await readFileMeta(file);
    const { dataSetSource, start } = await openDataSet(file, dataSetOffset, syntax);
    return {
      syntax,
      file,
      dataSetOffset,
      dataSet: dataSetSource,
      start,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Opens a stored object for the time of one operation. */
export async function withObject<T>(
  blobs: BlobStore,
  stored: Stored,
  use: (object: OpenObject) => Promise<T>,
): Promise<T> {
  const object = await openObject(blobs, stored);
  try {
    return await use(object);
  } finally {
    await object.close();
  }
}
