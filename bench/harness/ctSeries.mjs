import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import path from 'node:path';

const SERIES = path.resolve(import.meta.dirname, '../../../shared/data/dicom/series-ct-lidc');
const BOUNDARY = 'bench-boundary';
export const CONTENT_TYPE = `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`;

/** The 80 slices of a real chest CT (LIDC-IDRI), about half a megabyte each. */
export function readSeries() {
  if (!existsSync(SERIES)) throw new Error(`the CT series is missing: ${SERIES}`);
  return readdirSync(SERIES).map((name) => readFileSync(path.join(SERIES, name)));
}

/** The same bytes under UIDs nobody has seen: only digits change, no length does. */
export function renumber(originals) {
  const digits = String(randomInt(1e11, 9e11)) + '0000';
  return originals.map((original) => {
    const bytes = Buffer.from(original);
    for (const uid of uidsOf(original)) {
      const fresh = uid.slice(0, -digits.length) + digits.slice(0, -4) + uid.slice(-4);
      for (let at = bytes.indexOf(uid); at >= 0; at = bytes.indexOf(uid, at + 1)) {
        bytes.write(fresh, at, 'latin1');
      }
    }
    return bytes;
  });
}

function uidsOf(bytes) {
  const head = bytes.toString('latin1', 0, 4096);
  return new Set(head.match(/1\.3\.6\.1\.4\.1\.14519[0-9.]{30,}/g) ?? []);
}

/** A STOW-RS body (PS3.18 10.5) of these objects. */
export const multipart = (objects) =>
  Buffer.concat([
    ...objects.flatMap((object) => [
      Buffer.from(`\r\n--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`),
      object,
    ]),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);

/** @returns SOP Instance UIDs the server says it has stored (ReferencedSOPSequence of PS3.18 10.5.3). */
export async function stow(url, headers, objects) {
  const response = await fetch(`${url}/studies`, {
    method: 'POST',
    headers: { 'content-type': CONTENT_TYPE, accept: 'application/dicom+json', ...headers },
    body: multipart(objects),
  });
  const answer = await response.json();
  const stored = (answer['00081199']?.Value ?? []).map((item) => item['00081155']?.Value?.[0]);
  if (response.status !== 200 || stored.length !== objects.length) {
    throw new Error(`${url}: ${response.status}, ${stored.length} of ${objects.length} stored`);
  }
  return stored;
}
