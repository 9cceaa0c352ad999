import { guessText } from '../../../../shared/domain/ecg/bytes/text';
import { filesOf, readHeader } from '../../../../shared/domain/ecg/formats/wfdb/header';
import { guarded } from '../../../../shared/domain/ecg/parseEcg';
import { instantOfDicom } from '../../../../shared/domain/intake/chinaTime';
import type { StatedIdentity } from '../../../../shared/domain/imaging/identityMatch';

/** What a WFDB header says about the recording it belongs to. */
export type WfdbHeader = {
  readonly recordName: string;
  /** Files it names, each once, in the order they are named: signal files, or headers of its segments. */
  readonly files: readonly string[];
  readonly isSegmented: boolean;
  readonly occurredAt: string | null;
  /** Whom its comments name; the format has no place for a patient. */
  readonly identities: readonly StatedIdentity[];
};

/** @returns `null` when it is no header, or of a kind that cannot be read. */
export function readWfdbHeader(bytes: Uint8Array): WfdbHeader | null {
  const read = guarded(() => readHeader(guessText(bytes)));
  if (!read.ok) return null;
  const { name, recordedAt, comments, kind } = read.value;
  const [date = '', time = ''] = (recordedAt ?? '').split('T');
  return {
    recordName: name,
    files: filesOf(read.value),
    isSegmented: kind === 'segments',
    occurredAt: instantOfDicom(date, time),
    identities: identitiesOf(comments),
  };
}

const FIELDS = {
  name: /(?:^|[\s<])(?:patient[ _]?)?name>?\s*[:：]\s*([^<#]+)/i,
  sex: /(?:^|[\s<])(?:sex|gender)>?\s*[:：]\s*([MF])/i,
  id: /(?:^|[\s<])(?:patient[ _]?|subject[ _]?)id>?\s*[:：]\s*([^\s<#]+)/i,
  birth: /(?:^|[\s<])(?:birth[ _]?date|date of birth|dob)>?\s*[:：]\s*([\d-]{8,10})/i,
} as const;
/** MIT-BIH style: age and sex, then other numbers. */
const AGE_AND_SEX = /^\d{1,3}\s+([MF])(?:\s|$)/;

/** Comments are free text; only what stands behind a telling word is taken for a patient's. */
function identitiesOf(comments: readonly string[]): StatedIdentity[] {
  const find = (field: keyof typeof FIELDS): string =>
    comments
      .map((line) => FIELDS[field].exec(line)?.[1]?.trim() ?? '')
      .find((text) => text !== '') ?? '';
  const plain = comments
    .map((line) => AGE_AND_SEX.exec(line)?.[1])
    .find((sex) => sex !== undefined);
  const [name, id, birth] = [find('name'), find('id'), find('birth')];
  const sex = (find('sex') || plain || '').toUpperCase();
  if (name === '' && id === '' && birth === '' && sex === '') return [];
  return [
    {
      names: name === '' ? [] : [name],
      birthDate: birth || null,
      sex: sex || null,
      patientIds: id === '' ? [] : [id],
    },
  ];
}
