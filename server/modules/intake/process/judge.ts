import type {
  RecordCategory,
  RecordKind,
} from '../../../../shared/domain/consultation/completeness';
import type { CasePatient } from '../../../../shared/domain/imaging/identityMatch';
import { isLitter } from '../../../../shared/domain/intake/entryPath';
import { FORMATS, type FormatId } from '../../../../shared/domain/intake/formats';
import { titleOfEcg, type EcgSummary } from '../../../../shared/domain/ecg/summary';
import type { RecordPayload } from '../../../../shared/domain/intake/payload';
import {
  fileNameOf,
  guessCategory,
  titleOfPath,
} from '../../../../shared/domain/intake/recordGuess';
import { AppFailure, type AppError } from '../../../../shared/domain/errors';
import { ok, err, type Result } from '../../../../shared/lib/result';
import type { DicomIngest } from '../../../dicom/ingest/dicomIngest';
import type { PdfReader } from '../../../pdf/read/protocol';
import type { IntakeReason } from '../../../db/tables/intake';
import { describeEcg } from '../../../ecg/describe';
import { readDicom, withHeader } from '../readers/dicomFile';
import type { FileReading } from '../readers/reading';
import { readFormat, type SingleFileFormat } from '../readers/readFormat';
import { readWfdbHeader } from '../readers/wfdb';
import type { Recognised } from '../recognise/recognise';
import type { FileContent, Workshop } from './content';
import { judgeIdentity } from './identity';
import { judgePdfText } from './pdfIdentity';
import type { Verdict } from './verdict';

export type JudgeContext = {
  readonly workshop: Workshop;
  readonly ingest: DicomIngest;
  readonly patient: CasePatient;
  readonly pdf: PdfReader;
  readonly hospitalId: string;
  readonly uploadedBy: string;
};

export type FileToJudge = {
  readonly path: string;
  readonly content: FileContent;
  readonly what: Recognised;
};

/**
 * Decides what one file becomes. DICOM objects whose identity does not contradict the case are filed on the way;
 * every other effect is left to whoever stores the verdict.
 *
 * @throws AppFailure when the server cannot work (disk full); never because of what is in the file.
 */
export async function judge(context: JudgeContext, file: FileToJudge): Promise<Verdict> {
  const { path, content, what } = file;
  if (isLitter(path)) return { kind: 'ignored', label: 'system file', blob: await content.store() };
  switch (what.kind) {
    case 'empty':
      return refuse(file, 'empty', { code: 'file.empty' });
    case 'dicomdir':
      return { kind: 'ignored', label: 'DICOMDIR', blob: await content.store() };
    case 'unknown':
      return { kind: 'unknown', label: what.label, blob: await content.store() };
    case 'dicom':
      return what.headerless
        ? judgeHeaderless(context, file, what.headerless)
        : judgeDicom(context, file);
    case 'format':
      return what.format === 'wfdb' ? judgeWfdb(file) : judgeFormat(context, file, what.format);
    case 'archive':
      throw new Error('archives are unpacked before files are judged');
  }
}

async function refuse(
  { content }: FileToJudge,
  label: string,
  reason: IntakeReason,
  extra: Pick<Extract<Verdict, { kind: 'refused' }>, 'dicom' | 'quarantineId'> = {},
): Promise<Verdict> {
  return { kind: 'refused', label, reason, blob: await content.store(), ...extra };
}

async function judgeHeaderless(
  context: JudgeContext,
  file: FileToJudge,
  syntax: Parameters<typeof withHeader>[2],
): Promise<Verdict> {
  const content = await withHeader(context.workshop, file.content, syntax);
  if (!content) return refuse(file, 'DICOM', { code: 'dicom.noSopInstanceUid' });
  try {
    return await judgeDicom(context, { ...file, content });
  } finally {
    await content.close();
  }
}

async function judgeDicom(context: JudgeContext, file: FileToJudge): Promise<Verdict> {
  const reading = await readDicom(file.content);
  const label = ['DICOM', reading?.modality ?? ''].join(' ').trim();
  // Before it is filed: another patient's image must not lie in the inbox under this upload.
  const identity = reading && judgeIdentity(context.patient, [reading.identity]);
  if (identity && !identity.ok) return refuse(file, label, identity.error, { dicom: reading });
  const filed = await fileDicom(context, file);
  if (!filed.ok) {
    const { quarantineId, ...params } = filed.error.params ?? {};
    return refuse(
      file,
      label,
      { code: filed.error.code, params },
      {
        ...(reading ? { dicom: reading } : {}),
        ...(typeof quarantineId === 'string' ? { quarantineId } : {}),
      },
    );
  }
  const { studyInstanceUid, sopInstanceUid, sha256 } = filed.value;
  const standing = identity?.value ?? 'unverified';
  const ecg = await ecgOfDicom(file.content, reading);
  return {
    kind: 'instance',
    label,
    studyInstanceUid,
    sopInstanceUid,
    sha256,
    identity: standing,
    ecg,
  };
}

/** What a DICOM waveform holds; `null` for any other object. */
export async function ecgOfDicom(
  content: FileContent,
  reading: Awaited<ReturnType<typeof readDicom>>,
): Promise<EcgSummary | null> {
  if (reading?.modality !== 'ECG') return null;
  const ecg = await describeEcg([{ name: '', source: content }]);
  return ecg.ok ? ecg.value : null;
}

/** @throws AppFailure where the server, not the object, is the trouble. */
export async function fileDicom(
  context: Pick<JudgeContext, 'ingest' | 'hospitalId' | 'uploadedBy'>,
  { path, content }: Pick<FileToJudge, 'path' | 'content'>,
): Promise<Result<{ studyInstanceUid: string; sopInstanceUid: string; sha256: string }, AppError>> {
  const { ingest, hospitalId, uploadedBy } = context;
  const small = await content.bytes(1024 * 1024);
  const filed = await ingest.ingest(small ?? content.stream(), {
    hospitalId,
    uploadedBy,
    fileName: path,
  });
  if (!filed.ok && (filed.error.kind === 'device' || filed.error.code === 'upload.incomplete')) {
    throw new AppFailure(filed.error);
  }
  return filed;
}

async function judgeWfdb(file: FileToJudge): Promise<Verdict> {
  const header = readWfdbHeader((await file.content.bytes(1024 * 1024)) ?? new Uint8Array());
  if (!header)
    return refuse(file, FORMATS.wfdb.label, { code: 'file.damaged', params: { what: 'header' } });
  return { kind: 'wfdbHeader', header, blob: await file.content.store() };
}

async function judgeFormat(
  { patient, pdf }: JudgeContext,
  file: FileToJudge,
  format: SingleFileFormat,
): Promise<Verdict> {
  const known = FORMATS[format];
  const read = await readFormat(format, file.content);
  if (!read.ok) {
    // samples may begin like a picture; a header beside them knows better
    if (/\.dat$/i.test(file.path)) {
      return { kind: 'unknown', label: known.label, blob: await file.content.store() };
    }
    const label = read.error.params?.['recognisedAs'];
    return refuse(file, typeof label === 'string' ? label : known.label, read.error);
  }
  const label = read.value.label ?? known.label;
  const identity =
    format === 'pdf'
      ? await judgePdfText(patient, pdf, file.content)
      : judgeIdentity(patient, read.value.identities);
  if (!identity.ok) return refuse(file, label, identity.error);
  const ecg = await readEcg(file, format);
  if (!ecg.ok) return refuse(file, label, ecg.error);
  const record = await draftOf(file, format, read.value, {
    identity: identity.value,
    ecg: ecg.value,
  });
  return { kind: 'record', label, record };
}

/** What an ECG file holds: a recording, nothing this product can draw (`unreadable`), or no ECG at all (`other`). */
export type EcgContent = EcgSummary | 'unreadable' | 'other' | null;

/** @returns `null` for other formats; `file.damaged` for a file that contradicts itself or ends too early. */
export async function readEcg(
  { content }: Pick<FileToJudge, 'content'>,
  format: FormatId,
): Promise<Result<EcgContent, IntakeReason>> {
  if (FORMATS[format].kind !== 'ecg') return ok(null);
  const described = await describeEcg([{ name: '', source: content }]);
  if (described.ok) return ok(described.value ?? 'other');
  return described.error.code === 'ecg.unsupported'
    ? ok('unreadable')
    : err({ code: 'file.damaged', params: { what: 'ECG' } });
}

const CATEGORY_BY_KIND: Readonly<Partial<Record<RecordKind, RecordCategory>>> = {
  lab: 'laboratory',
};

const isFilm = (path: string, kind: RecordKind): boolean =>
  kind === 'slide' && guessCategory(path, 'pathology') === 'film';

/** A record of a file that is allowed in; also for files that two people vouch for. */
export async function draftOf(
  { path, content }: Pick<FileToJudge, 'path' | 'content'>,
  format: FormatId,
  reading: FileReading,
  known: { readonly identity: RecordPayload['identity'] | null; readonly ecg: EcgContent },
) {
  const { identity, ecg } = known;
  const { kind, category, mime } = FORMATS[format];
  const isOther = ecg === 'other';
  const summary = ecg !== null && typeof ecg === 'object' ? ecg : null;
  const actualKind = isOther ? 'document' : (reading.kind ?? kind);
  const payload: RecordPayload = {
    ...(identity ? { identity } : {}),
    ...reading.payload,
    ...(summary ? { ecg: summary } : {}),
  };
  const usual = actualKind === 'slide' && reading.label ? 'pathology' : category;
  const title = summary ? titleOfEcg(summary) : reading.title || titleOfPath(path);
  return {
    // a film scanned at 600 dpi is as large as a slide, and is none
    kind: isFilm(path, actualKind) ? 'image' : actualKind,
    category:
      CATEGORY_BY_KIND[actualKind] ??
      // notes in a folder called ECG are still none: the gate must not take them for one
      (kind === 'ecg' && actualKind === 'note' ? 'chart' : null) ??
      guessCategory(path, isOther ? 'other' : usual),
    title: [...title].slice(0, 200).join(''),
    source: format === 'hl7' ? 'hl7' : 'manual',
    occurredAt: reading.occurredAt,
    fileName: fileNameOf(path),
    mime,
    blob: await content.store(),
    itemCount: 1,
    payload: Object.keys(payload).length > 0 ? payload : null,
  } as const;
}
