import { z } from 'zod';
import { appError, type AppError } from '../../../shared/domain/errors';
import {
  dicomJsonSchema,
  numberOf,
  TAG,
  textOf,
  type DicomJson,
} from '../../../shared/domain/imaging/dicomJson';
import { dicomWebFailure } from '../../../shared/domain/imaging/dicomWebFailure';
import { displaySetsOf, type DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { DicomWebFetcher } from '../../ports/imageViewer';

/** What series lists and metadata are asked for as. */
export const JSON_ACCEPT = 'application/dicom+json';
const CONCURRENCY = 4;
const instancesSchema = z.array(dicomJsonSchema);

export type LoadedStudy = {
  readonly sets: readonly DisplaySet[];
  /** Series whose metadata could not be had; the others are shown all the same. */
  readonly failures: readonly { readonly seriesInstanceUid: string; readonly error: AppError }[];
};

/** A study of the case, and how far one is with it. */
export type StudyEntry = {
  readonly studyInstanceUid: string;
  readonly load:
    | { readonly status: 'loading' }
    | ({ readonly status: 'ready' } & LoadedStudy)
    | { readonly status: 'failed'; readonly error: AppError };
};

/**
 * Display sets of a study, in series number order. Errors: `dicom.notFound` also when the study has no series at all,
 * `net.offline`, `net.badResponse`, or what the server answered. One broken series does not fail the study.
 */
export async function loadSeriesDisplaySets(
  fetcher: DicomWebFetcher,
  studyInstanceUid: string,
  signal?: AbortSignal,
): Promise<Result<LoadedStudy, AppError>> {
  const series = await fetchInstances(fetcher, seriesPath(studyInstanceUid), signal);
  if (!series.ok) return series;
  const uids = seriesUidsOf(series.value);
  if (uids.length === 0)
    return err(appError('notFound', 'dicom.notFound', { message: 'study has no series' }));
  const results = await mapLimited(uids, CONCURRENCY, async (uid) => ({
    uid,
    result: await fetchInstances(fetcher, metadataPath(studyInstanceUid, uid), signal),
  }));
  return ok({
    sets: results.flatMap(({ uid, result }) =>
      result.ok ? displaySetsOf(studyInstanceUid, uid, result.value) : [],
    ),
    failures: results.flatMap(({ uid, result }) =>
      result.ok ? [] : [{ seriesInstanceUid: uid, error: result.error }],
    ),
  });
}

export const seriesPath = (study: string): string => `/studies/${study}/series`;
export const metadataPath = (study: string, series: string): string =>
  `/studies/${study}/series/${series}/metadata`;

/** Series of a search answer in the order they are shown. */
export const seriesUidsOf = (series: readonly DicomJson[]): readonly string[] =>
  inSeriesOrder(series).flatMap((item) => textOf(item, TAG.SeriesInstanceUID) ?? []);

function inSeriesOrder(series: readonly DicomJson[]): readonly DicomJson[] {
  const order = (item: DicomJson): number =>
    numberOf(item, TAG.SeriesNumber) ?? Number.MAX_SAFE_INTEGER;
  return [...series].sort((a, b) => order(a) - order(b));
}

async function fetchInstances(
  fetcher: DicomWebFetcher,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Result<readonly DicomJson[], AppError>> {
  try {
    const response = await fetcher(path, { accept: JSON_ACCEPT, ...(signal && { signal }) });
    if (response.status === 204) return ok([]);
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) return err(dicomWebFailure(response.status, body));
    const parsed = instancesSchema.safeParse(body);
    return parsed.success ? ok(parsed.data) : err(appError('internal', 'net.badResponse'));
  } catch {
    return err(appError('unavailable', 'net.offline'));
  }
}

async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as T);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
