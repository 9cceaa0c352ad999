import { latin1, UnsupportedEcg } from '../bytes/byteReader';
import { looksLikeXml, xmlText } from '../bytes/text';
import { readXml } from '../bytes/xml';
import type { EcgRecording } from '../recording';
import { readAecg } from './aecg/aecg';
import { openDicom } from './dicom/dicomEcg';
import { openEdf } from './edf/edfEcg';
import { readMuse } from './muse/muse';
import {
  bytesOf,
  heldGroup,
  wholeFile,
  type EcgFile,
  type OpenedEcg,
  type Reading,
} from './opening';
import { readScpEcg } from './scp/scpEcg';
import { readSierra } from './sierra/sierra';
import { openWfdb } from './wfdb/wfdbEcg';

const HEAD_BYTES = 512;

/**
 * Opens a recording of any format this product knows; the content decides. Only for WFDB, whose headers have no mark, the
 * name (`.hea`) is asked.
 *
 * @param files - The file; for WFDB the header first, then all files that belong to it.
 * @throws {DamagedEcg} | {UnsupportedEcg} See `parseEcg`.
 */
export function* openEcg(files: readonly EcgFile[]): Reading<OpenedEcg> {
  const [first] = files;
  const head = yield* bytesOf(files, {
    file: 0,
    offset: 0,
    length: Math.min(HEAD_BYTES, first?.sizeBytes ?? 0),
  });
  const textAt = (offset: number, length: number): string =>
    latin1(head.subarray(offset, offset + length));
  if (textAt(128, 4) === 'DICM') return yield* openDicom(files);
  if (textAt(16, 6) === 'SCPECG') return held(readScpEcg(yield* wholeFile(files, 0)));
  if (textAt(0, 8) === '0       ' || textAt(0, 8) === '\u00ffBIOSEMI') return yield* openEdf(files);
  if (first && /\.hea$/iu.test(first.name)) return yield* openWfdb(files);
  if (looksLikeXml(head)) return held(readXmlEcg(yield* wholeFile(files, 0)));
  throw new UnsupportedEcg('unknown file format');
}

function readXmlEcg(bytes: Uint8Array): EcgRecording {
  const root = readXml(xmlText(bytes));
  switch (root.name) {
    case 'AnnotatedECG':
      return readAecg(root);
    case 'restingecgdata':
      return readSierra(root);
    case 'RestingECG':
      return readMuse(root);
    default:
      throw new UnsupportedEcg(`XML document ${root.name}`);
  }
}

const held = (recording: EcgRecording): OpenedEcg => ({
  ...recording,
  groups: recording.groups.map(heldGroup),
  laterAnnotations: null,
});
