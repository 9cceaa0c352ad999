import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { bufferSource, type ByteSource } from './byteSource';
import { DicomDamage } from './damage';

/** A deflated object is held in memory whole; what is or would grow larger than this is refused. */
const MAX_BYTES = 256 * 1024 * 1024;

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

/** The data set of a Deflated Explicit VR Little Endian object (PS3.5 A.5), inflated. */
export async function inflateDataSet(source: ByteSource, offset: number): Promise<ByteSource> {
  const tooLarge = () => new DicomDamage('request.tooLarge', { limit: MAX_BYTES });
  const length = source.sizeBytes - offset;
  if (length > MAX_BYTES) throw tooLarge();
  try {
    return bufferSource(
      await inflate(await source.read(offset, length), { maxOutputLength: MAX_BYTES }),
    );
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    if (code === 'Z_BUF_ERROR') throw new DicomDamage('dicom.truncated', { offset });
    if (code?.startsWith('Z_'))
      throw new DicomDamage('dicom.damaged', { offset, what: 'deflated data' });
    throw error;
  }
}
