import { readEdfNotes } from '../../../../shared/domain/ecg/formats/edf/edfEcg';
import { readPieces } from '../../../../shared/domain/ecg/formats/reading';
import { instantOfDicom } from '../../../../shared/domain/intake/chinaTime';
import type { StatedIdentity } from '../../../../shared/domain/imaging/identityMatch';
import { ok } from '../../../../shared/lib/result';
import type { FileContent } from '../process/content';
import { damaged, plainReading, type FileReading, type ReadResult } from './reading';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Header of EDF and BDF; EDF+ puts `code sex birth name` into the patient field, `X` where unknown. */
export async function readEdf(content: FileContent): Promise<ReadResult> {
  const head = await content.read(0, 256);
  if (head.length < 256) return damaged('header');
  const field = (at: number, length: number) => head.toString('latin1', at, at + length).trim();
  const headerBytes = Number(field(184, 8));
  if (!(headerBytes >= 256 && headerBytes <= content.sizeBytes)) return damaged('header');
  const [day = '', month = '', year = ''] = field(168, 8).split('.');
  // two-digit years count from 1985 (EDF+ specification 2.1.3)
  const century = Number(year) >= 85 ? '19' : '20';
  const notes = await notesOf(content);
  return ok(
    plainReading({
      ...notes,
      occurredAt: instantOfDicom(
        `${century}${year}${month}${day}`,
        field(176, 8).replaceAll('.', ''),
      ),
      identities: [identityOf(field(8, 80))],
    }),
  );
}

/** What a reader can take in; the file itself has them all. */
const MOST_NOTES = 2000;

/** Notes without a signal are a document to be read, not an ECG. What is wrong with a file, its ECG reader says. */
async function notesOf(content: FileContent): Promise<Partial<FileReading>> {
  const file = { name: '', sizeBytes: content.sizeBytes };
  const read = await readPieces(readEdfNotes([file]), ({ offset, length }) =>
    content.read(offset, length),
  ).catch(() => null);
  if (!read) return {};
  const lines = read.notes.slice(0, MOST_NOTES).map(({ atS, text }) => `${clockOf(atS)}  ${text}`);
  const rest = read.notes.length - lines.length;
  if (rest > 0) lines.push(`（其余 ${rest} 条见原文件）`);
  const text = lines.length > 0 ? lines.join('\n') : '（没有注释内容）';
  return {
    kind: 'note',
    label: 'EDF+ notes',
    title: `EDF+ 注释 · ${read.notes.length} 条`,
    payload: { sections: [{ key: null, title: '注释（自记录开始的时间）', text }] },
  };
}

/** `1:02:03` */
function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function identityOf(field: string): StatedIdentity {
  const [code = '', sex = '', birth = '', name = ''] = field
    .split(' ')
    .map((part) => (part === 'X' ? '' : part));
  const isPlus = /^[MF]?$/.test(sex) && (birth === '' || /^\d{2}-[A-Z]{3}-\d{4}$/.test(birth));
  if (!isPlus) return { names: [], birthDate: null, sex: null, patientIds: [] };
  const [day = '', month = '', year = ''] = birth.split('-');
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return {
    names: name ? [name.replaceAll('_', '^')] : [],
    birthDate: birth ? `${year}${number}${day}` : null,
    sex: sex || null,
    patientIds: code ? [code] : [],
  };
}
