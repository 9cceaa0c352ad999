// Compressed twins of the portal's files, which the server hands out where a browser takes them. Browsers take Brotli only
// over TLS and from this machine, so an intranet without certificates needs gzip beside it.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const WORTH_IT = /\.(js|mjs|css|html|svg|json|wasm|bcmap|ttf|webmanifest)$/;
const FROM_BYTES = 1024;
/** Level 9 is a twentieth larger than 11 and takes a tenth of the time. */
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 9 };
const ENCODINGS = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: BROTLI }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

export async function compressPortal(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && WORTH_IT.test(entry.name));
  await Promise.all(files.map((file) => compress(path.join(file.parentPath, file.name))));
}

async function compress(file) {
  const bytes = await readFile(file);
  if (bytes.length < FROM_BYTES) return;
  for (const [extension, pack] of Object.entries(ENCODINGS)) {
    const packed = await pack(bytes);
    if (packed.length < 0.95 * bytes.length) await writeFile(`${file}.${extension}`, packed);
  }
}
