import { fileNameOf } from '../../../../shared/domain/intake/recordGuess';
import type { Deferred, DeferredHeader, Header, Stage } from './deferredFile';
import { settle } from './settle';
import { settleRecording } from './wfdbRecording';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/**
 * Decides about files that only make sense beside others: WFDB headers with their signal files, and files of no
 * known kind. Next to a DICOMDIR those are the medium's own viewer program and nobody has to decide about each.
 *
 * @param mediumFolders - Folders that hold a DICOMDIR, `''` for the root.
 */
export async function settleDeferred(
  stage: Stage,
  deferred: readonly Deferred[],
  mediumFolders: ReadonlySet<string>,
): Promise<void> {
  const used = new Set<string>();
  for (const { header, parts } of recordingsIn(deferred)) {
    await settleRecording(stage, header, parts);
    for (const part of parts ?? []) used.add(part.path);
  }
  for (const { path, sizeBytes, verdict } of deferred) {
    if (verdict.kind !== 'unknown' || used.has(path)) continue;
    const { label, blob } = verdict;
    const isOnMedium = [...mediumFolders].some((folder) => path.startsWith(folder));
    const reason = { code: 'file.unknownType', params: { recognisedAs: label } } as const;
    await settle(
      stage.db,
      stage.batch,
      { path, sizeBytes },
      isOnMedium ? { kind: 'ignored', label, blob } : { kind: 'refused', label, blob, reason },
      stage.at,
    );
  }
}

/** A header that is no part of another, and what belongs to it; `null` when a file is missing. */
export type FoundRecording = {
  readonly header: DeferredHeader;
  readonly parts: readonly Deferred[] | null;
};

export function recordingsIn(deferred: readonly Deferred[]): FoundRecording[] {
  const used = new Set<string>();
  return headersIn(deferred).flatMap((header) => {
    if (used.has(header.path)) return [];
    const parts = partsOf(header, deferred);
    for (const part of parts ?? []) used.add(part.path);
    return [{ header, parts }];
  });
}

/** Those that join segments first: the headers of the segments are parts of them. */
function headersIn(deferred: readonly Deferred[]): DeferredHeader[] {
  return deferred
    .filter((file): file is DeferredHeader => file.verdict.kind === 'wfdbHeader')
    .sort((a, b) => Number(b.verdict.header.isSegmented) - Number(a.verdict.header.isSegmented));
}

/** Extensions of annotation files; a record has at most a few of them. */
const ANNOTATORS = ['atr', 'ecg', 'qrs', 'ari', 'ann', 'man'] as const;

/** Files a header names, then its annotations; `null` when a file is missing. */
function partsOf(
  { path, verdict }: DeferredHeader,
  deferred: readonly Deferred[],
): Deferred[] | null {
  const folder = folderOf(path);
  const beside = new Map(
    deferred
      .filter((file) => folderOf(file.path) === folder && file.path !== path)
      .map((file) => [fileNameOf(file.path), file]),
  );
  const { recordName } = verdict.header;
  const named = filesNamed(verdict, beside);
  if (!named) return null;
  const annotations = ANNOTATORS.map((extension) =>
    beside.get(`${recordName}.${extension}`),
  ).filter((part) => part !== undefined);
  return [...new Set([...named, ...annotations])];
}

/** Of a record in segments the headers of the segments and what those name in turn. */
function filesNamed({ header }: Header, beside: ReadonlyMap<string, Deferred>): Deferred[] | null {
  const parts: Deferred[] = [];
  for (const name of header.files) {
    const part = beside.get(name);
    if (!part) return null;
    parts.push(part);
    if (!header.isSegmented) continue;
    const inner =
      part.verdict.kind === 'wfdbHeader' && !part.verdict.header.isSegmented
        ? filesNamed(part.verdict, beside)
        : null;
    if (!inner) return null;
    parts.push(...inner);
  }
  return parts;
}

export const mediumFolderOf = (dicomdirPath: string): string => folderOf(dicomdirPath);
