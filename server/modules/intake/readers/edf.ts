import { instantOfDicom } from '../../../../shared/domain/intake/chinaTime';
import type { StatedIdentity } from '../../../../shared/domain/imaging/identityMatch';
import { ok } from '../../../../shared/lib/result';
import type { FileContent } from '../process/content';
import { damaged, plainReading, type ReadResult } from './reading';

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
  return ok(
    plainReading({
      occurredAt: instantOfDicom(
        `${century}${year}${month}${day}`,
        field(176, 8).replaceAll('.', ''),
      ),
      identities: [identityOf(field(8, 80))],
    }),
  );
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
