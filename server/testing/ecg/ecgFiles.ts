import { readFileSync } from 'node:fs';
import type { NamedBytes } from '../../../shared/domain/ecg/parseEcg';

export const ECG_ROOT = new URL('../../../../shared/data/ecg/', import.meta.url);

export const ecgFile = (name: string): Uint8Array =>
  Uint8Array.from(readFileSync(new URL(name, ECG_ROOT)));

const WFDB_PARTS: Readonly<Record<string, readonly string[]>> = {
  '100.hea': ['100.hea', '100.dat', '100.atr'],
  's0010_re.hea': ['s0010_re.hea', 's0010_re.dat', 's0010_re.xyz'],
};

/** A recording of the shared test data with all files that belong to it. */
export function ecgFiles(name: string): NamedBytes[] {
  const plain = name.replace(/^wfdb\//u, '');
  const parts = WFDB_PARTS[plain] ?? [plain];
  const folder = name.startsWith('wfdb/') ? 'wfdb/' : '';
  return parts.map((part) => ({ name: part, bytes: ecgFile(folder + part) }));
}
