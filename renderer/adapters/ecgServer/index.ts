import {
  ECG_BEATS_PATH,
  ecgDataUrl,
  getRecordEcg,
  getRecordEcgAnalysis,
} from '../../../shared/api/ecg';
import type { RouteShape } from '../../../shared/api/route';
import { readBeatBlock } from '../../../shared/domain/ecg/beatBlock';
import { ecgLongAnalysisSchema } from '../../../shared/domain/ecg/longAnalysis';
import {
  ecgManifestSchema,
  recordingOf,
  type EcgManifest,
} from '../../../shared/domain/ecg/manifest';
import { readSampleBlock } from '../../../shared/domain/ecg/sampleBlock';
import { appError, appErrorSchema, type AppError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { EcgSource, LongEcg } from '../../ports/ecgSource';

export type EcgRecordAddress = {
  readonly caseId: CaseId;
  readonly recordId: string;
  /** `fetch` of a server path with the session's credentials. */
  readonly fetchPath: (path: string, init?: RequestInit) => Promise<Response>;
};

/** An ECG record as the server serves it: one form for every file format. */
export function createEcgSource(address: EcgRecordAddress): EcgSource {
  return {
    async open(object, signal) {
      const manifest = await fetchJson(address, getRecordEcg, object, signal);
      if (!manifest.ok) return manifest;
      const parsed = ecgManifestSchema.safeParse(manifest.value);
      if (!parsed.success) return badAnswer('manifest');
      const long = longEcg(address, parsed.data.sopInstanceUid);
      return parsed.data.isLong
        ? ok({ kind: 'long', manifest: parsed.data, long })
        : openWhole(parsed.data, long, signal);
    },
  };
}

async function openWhole(
  manifest: EcgManifest,
  long: LongEcg,
  signal: AbortSignal,
): ReturnType<EcgSource['open']> {
  const blocks = await Promise.all(
    manifest.groups.map(({ sampleCount, channels }, group) =>
      long.block(
        {
          group,
          from: 0,
          count: Math.max(1, sampleCount),
          bucketSamples: 1,
          channels: channels.map((_, index) => index),
        },
        signal,
      ),
    ),
  );
  const values = [];
  for (const block of blocks) {
    if (!block.ok) return block;
    values.push(block.value.values);
  }
  return ok({ kind: 'short', manifest, recording: recordingOf(manifest, values) });
}

function longEcg(address: EcgRecordAddress, object: string | null): LongEcg {
  const { caseId, recordId } = address;
  const inStudy = object === null ? {} : { object };
  return {
    async block({ group, from, count, bucketSamples, channels }, signal) {
      const path = ecgDataUrl({
        caseId,
        recordId,
        group,
        from,
        count,
        bucket: bucketSamples,
        channels,
        ...inStudy,
      });
      const bytes = await fetchBytes(address, path, signal);
      if (!bytes.ok) return bytes;
      const block = readSampleBlock(bytes.value);
      const isAnswer =
        block !== null &&
        block.group === group &&
        block.from === from &&
        block.bucketSamples === bucketSamples;
      return isAnswer && block ? ok(block) : badAnswer('block');
    },
    async analysis(signal) {
      const answer = await fetchJson(address, getRecordEcgAnalysis, object, signal);
      if (!answer.ok) return answer;
      const parsed = ecgLongAnalysisSchema
        .nullable()
        .safeParse((answer.value as { analysis?: unknown } | null)?.analysis);
      return parsed.success ? ok(parsed.data) : badAnswer('analysis');
    },
    async beats(fromSample, toSample, signal) {
      const query = `from=${fromSample}&to=${toSample}${object === null ? '' : `&object=${object}`}`;
      const bytes = await fetchBytes(
        address,
        `${pathOf(ECG_BEATS_PATH, address)}?${query}`,
        signal,
      );
      if (!bytes.ok) return bytes;
      const block = readBeatBlock(bytes.value);
      return block ? ok(block) : badAnswer('beats');
    },
  };
}

const badAnswer = (what: string): Result<never, AppError> =>
  err(appError('internal', 'net.badResponse', { message: `ecg ${what}`, retry: 'safe' }));

const pathOf = (path: string, { caseId, recordId }: EcgRecordAddress): string =>
  path.replace(':caseId', caseId).replace(':recordId', recordId);

async function fetchJson(
  address: EcgRecordAddress,
  route: Pick<RouteShape, 'path'>,
  object: string | null,
  signal: AbortSignal,
): Promise<Result<unknown, AppError>> {
  const query = object === null ? '' : `?object=${object}`;
  const reply = await fetchReply(address, `${pathOf(route.path, address)}${query}`, signal);
  if (!reply.ok) return reply;
  return ok(await reply.value.json().catch(() => null)); // judged by the schema of whoever asked
}

async function fetchBytes(
  address: EcgRecordAddress,
  path: string,
  signal: AbortSignal,
): Promise<Result<ArrayBuffer, AppError>> {
  const reply = await fetchReply(address, path, signal);
  if (!reply.ok) return reply;
  try {
    return ok(await reply.value.arrayBuffer());
  } catch {
    return err(appError('unavailable', 'net.offline', { retry: 'safe' })); // the line broke within the body
  }
}

async function fetchReply(
  { fetchPath }: EcgRecordAddress,
  path: string,
  signal: AbortSignal,
): Promise<Result<Response, AppError>> {
  try {
    const reply = await fetchPath(path, { signal });
    return reply.ok ? ok(reply) : err(await problemOf(reply));
  } catch {
    return err(appError('unavailable', 'net.offline', { retry: 'safe' })); // fetch says no more than that nothing came
  }
}

async function problemOf(reply: Response): Promise<AppError> {
  const body: unknown = await reply.json().catch(() => null); // a proxy's HTML page
  const parsed = appErrorSchema.safeParse((body as { error?: unknown } | null)?.error);
  if (parsed.success) return parsed.data;
  return reply.status === 404
    ? appError('notFound', 'upload.notFound')
    : appError('internal', 'net.badResponse', { message: `status ${reply.status}` });
}
