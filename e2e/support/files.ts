import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DATA = path.join(ROOT, '../shared/data');

export type PatientFiles = {
  /** One CT series in 80 DICOM files, named for the demo patient. */
  readonly ct: readonly string[];
  readonly consent: string;
  readonly ecg: string;
  readonly film: string;
  readonly hostile: readonly string[];
};

/** Names of the files that must be refused, as they appear on screen. */
export const HOSTILE = ['notes.dcm', 'diagram.svg', 'MR_truncated.dcm'] as const;

/** What a county doctor has on the desktop: real material, and files that are not what they say. */
export function patientFiles(): PatientFiles {
  const folder = mkdtempSync(path.join(tmpdir(), 'huizhen-files-'));
  execFileSync('tar', ['xf', demo('studies/nodule-chest-ct.tar'), '-C', folder]);
  const ct = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.dcm'))
    .map((name) => path.join(folder, name));
  const text = path.join(folder, HOSTILE[0]);
  writeFileSync(text, 'This is a text file that somebody renamed.\n'.repeat(20));
  const drawing = path.join(folder, HOSTILE[1]);
  writeFileSync(
    drawing,
    '<svg xmlns="http://www.w3.org/2000/svg" onload="top.hacked=1"><script>top.hacked=1</script></svg>',
  );
  return {
    ct,
    consent: demo('documents/consent-wang.pdf'),
    ecg: path.join(DATA, 'ecg/ECG_20170504_163507_ANON000009.SCP'),
    film: demo('documents/film-wang-2026-03.jpg'),
    hostile: [text, drawing, path.join(DATA, 'malformed', HOSTILE[2])],
  };
}

const demo = (name: string): string => path.join(ROOT, 'resources/demo', name);

/** Text of a PDF as an independent reader sees it. */
export function textOfPdf(file: string): string {
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}
