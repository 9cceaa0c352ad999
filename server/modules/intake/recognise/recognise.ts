import type { FormatId } from '../../../../shared/domain/intake/formats';
import { rootOf } from '../../../../shared/domain/intake/xmlScan';
import type { ByteSource } from '../../../dicom/parse/byteSource';
import { isDicomdir } from './dicomdir';
import { headerlessSyntaxOf, type HeaderlessSyntax } from './headerless';
import { peekText } from './text';

/** What a file is by its content. Its name is asked only where the content cannot tell. */
export type Recognised =
  | { readonly kind: 'empty' }
  | { readonly kind: 'dicom'; readonly headerless: HeaderlessSyntax | null }
  | { readonly kind: 'dicomdir' }
  | { readonly kind: 'archive'; readonly format: 'zip' | 'tar' }
  | { readonly kind: 'format'; readonly format: FormatId }
  /** `label` says what it looks like, for the person who has to decide about it. */
  | { readonly kind: 'unknown'; readonly label: string };

const HEAD_BYTES = 8192;

/**
 * Tells formats by their first bytes. It does not prove that the rest is sound: whoever reads the file next does.
 *
 * @param path - Only for formats without a signature (WFDB headers).
 */
export async function recognise(source: ByteSource, path: string): Promise<Recognised> {
  if (source.sizeBytes === 0) return { kind: 'empty' };
  const head = await source.read(0, HEAD_BYTES);
  if (ascii(head, 128, 4) === 'DICM') {
    return isDicomdir(head) ? { kind: 'dicomdir' } : { kind: 'dicom', headerless: null };
  }
  return (
    byMagic(head, source.sizeBytes) ??
    byText(peekText(head), path) ??
    asHeaderless(head, source.sizeBytes) ?? { kind: 'unknown', label: 'binary' }
  );
}

const ascii = (head: Buffer, at: number, length: number): string =>
  head.toString('latin1', at, at + length);
const format = (id: FormatId): Recognised => ({ kind: 'format', format: id });
const unknown = (label: string): Recognised => ({ kind: 'unknown', label });

type Magic = {
  readonly is: (head: Buffer, sizeBytes: number) => boolean;
  readonly as: Recognised;
};
const startsWith =
  (...bytes: number[]) =>
  (head: Buffer) =>
    bytes.every((byte, at) => head[at] === byte);
const riff = (form: string) => (head: Buffer) =>
  ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === form;

const MAGIC: readonly Magic[] = [
  { is: (head) => ascii(head, 0, 5) === '%PDF-', as: format('pdf') },
  { is: startsWith(0xff, 0xd8, 0xff), as: format('jpeg') },
  { is: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), as: format('png') },
  { is: startsWith(0x49, 0x49, 0x2a, 0x00), as: format('tiff') },
  { is: startsWith(0x4d, 0x4d, 0x00, 0x2a), as: format('tiff') },
  // BigTIFF
  { is: startsWith(0x49, 0x49, 0x2b, 0x00, 0x08, 0x00), as: format('tiff') },
  { is: startsWith(0x4d, 0x4d, 0x00, 0x2b, 0x00, 0x08), as: format('tiff') },
  {
    is: (head, size) =>
      ascii(head, 0, 2) === 'BM' && head.length > 26 && head.readUInt32LE(2) <= size + 1,
    as: format('bmp'),
  },
  { is: riff('WEBP'), as: format('webp') },
  { is: riff('AVI '), as: format('avi') },
  {
    is: (head) =>
      ascii(head, 4, 4) === 'ftyp' && /^(iso|mp4|avc1|M4V|dash|3gp|qt)/.test(ascii(head, 8, 4)),
    as: format('mp4'),
  },
  { is: (head) => ascii(head, 4, 4) === 'ftyp', as: unknown('HEIF') },
  {
    is: (head) => startsWith(0x1a, 0x45, 0xdf, 0xa3)(head) && ascii(head, 0, 64).includes('webm'),
    as: format('webm'),
  },
  { is: isScp, as: format('scp') },
  { is: (head) => ascii(head, 0, 8) === '0       ' && hasEdfCounts(head), as: format('edf') },
  { is: (head) => head[0] === 0xff && ascii(head, 1, 7) === 'BIOSEMI', as: format('bdf') },
  {
    is: (head) => /^PK(\u0003\u0004|\u0005\u0006)$/.test(ascii(head, 0, 4)),
    as: { kind: 'archive', format: 'zip' },
  },
  { is: (head) => ascii(head, 257, 5) === 'ustar', as: { kind: 'archive', format: 'tar' } },
  { is: (head) => ascii(head, 0, 2) === 'MZ', as: unknown('EXE') },
  { is: startsWith(0xd0, 0xcf, 0x11, 0xe0), as: unknown('Office') },
  { is: (head) => ascii(head, 0, 4) === 'Rar!', as: unknown('RAR') },
  { is: startsWith(0x37, 0x7a, 0xbc, 0xaf), as: unknown('7z') },
  { is: startsWith(0x1f, 0x8b), as: unknown('gzip') },
  { is: (head) => ascii(head, 0, 4) === 'GIF8', as: unknown('GIF') },
  // slide scanners' own formats, named so that the reader knows what to export instead
  { is: (head) => ascii(head, 0, 3) === 'KFB', as: unknown('KFB') },
  { is: (head) => ascii(head, 0, 7) === 'iSyntax', as: unknown('iSyntax') },
];

function byMagic(head: Buffer, sizeBytes: number): Recognised | null {
  return MAGIC.find(({ is }) => is(head, sizeBytes))?.as ?? null;
}

/** Section 0 names itself, and the record states its own length (EN 1064, 5.2 and 5.3). */
function isScp(head: Buffer, sizeBytes: number): boolean {
  if (head.length < 24) return false;
  return (
    ascii(head, 16, 6) === 'SCPECG' ||
    (head.readUInt32LE(2) === sizeBytes &&
      head.readUInt16LE(8) === 0 &&
      head.readUInt32LE(10) % 10 === 6)
  );
}

function hasEdfCounts(head: Buffer): boolean {
  const headerBytes = Number(ascii(head, 184, 8));
  const signals = Number(ascii(head, 252, 4));
  return Number.isInteger(signals) && headerBytes === 256 * (signals + 1);
}

function byText(text: string, path: string): Recognised | null {
  const start = text.trimStart();
  if (start === '') return null;
  if (/^(\u000b)?(MSH|FHS|BHS)[^A-Za-z0-9\s]/.test(start)) return format('hl7');
  if (start.startsWith('<')) return byRoot(start);
  if (start.startsWith('{') && /"resourceType"\s*:\s*"[A-Z]/.test(start)) return format('fhir');
  if (/\.hea$/i.test(path) && /^(#.*\s+)*\S+ \d+ [\d.]+/.test(start)) return format('wfdb');
  return unknown('text');
}

const ROOTS: Readonly<Record<string, FormatId>> = {
  AnnotatedECG: 'aecg',
  RestingECG: 'muse',
  restingecgdata: 'sierra',
  ClinicalDocument: 'cda',
};

/** Even a listed root does not help a file that carries a script in front of it: it is never shown as markup. */
function byRoot(text: string): Recognised {
  const root =
    rootOf(text.replace(/^<!DOCTYPE RestingECG[^>]*>/i, ''))?.name ?? rootAfterDoctype(text);
  const known = ROOTS[root];
  if (known) return format(known);
  if (/^html$/i.test(root) || /^<!doctype html/i.test(text)) return unknown('HTML');
  return unknown(/^svg$/i.test(root) ? 'SVG' : 'XML');
}

/** MUSE exports declare `restecg.dtd`; the declaration is skipped here and never followed. */
function rootAfterDoctype(text: string): string {
  const declared = /<!DOCTYPE\s+([\w:.-]+)/i.exec(text);
  return declared?.[1] ?? '';
}

function asHeaderless(head: Buffer, sizeBytes: number): Recognised | null {
  const headerless = headerlessSyntaxOf(head, sizeBytes);
  return headerless ? { kind: 'dicom', headerless } : null;
}
