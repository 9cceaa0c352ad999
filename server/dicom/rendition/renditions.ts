import { sql, type Kysely } from 'kysely';
import type { BlobStore } from '../../blobs/blobStore';
import type { Database } from '../../db/schema';
import type { CodecPool } from '../codec/worker/codecPool';
import type { PixelLayout } from '../pixel/layout';
import { makeRendition, type FrameLevels, type Made } from './makeRendition';

export type Rendition =
  | { readonly state: 'made'; readonly sha256: string; readonly frames: readonly FrameLevels[] }
  | { readonly state: 'none' };

export type Renditions = {
  /** Those of the given objects that were made or are known to be impossible. */
  known(sopInstanceUids: readonly string[]): Promise<Map<string, Rendition>>;
  /** The rendition of an object; made now when it is not there yet. Many who ask at once share the work. */
  ensure(sopInstanceUid: string): Promise<Rendition>;
  /** Makes some of those that wait, the longest waiting first. @returns How many. */
  makeWaiting(limit: number): Promise<number>;
};

export type RenditionDeps = {
  readonly db: Kysely<Database>;
  readonly blobs: BlobStore;
  readonly codecs: CodecPool;
};

/** Longer than the largest object takes; afterwards another node may try. */
const LEASE_MINUTES = 10;

export function createRenditions(deps: RenditionDeps): Renditions {
  const underWay = new Map<string, Promise<Rendition>>();

  async function known(sopInstanceUids: readonly string[]): Promise<Map<string, Rendition>> {
    const rows = await deps.db
      .selectFrom('dicom_rendition')
      .select(['sop_instance_uid', 'state', 'blob_sha256', 'frames'])
      .where((eb) => sql`${eb.ref('sop_instance_uid')} = any(${[...sopInstanceUids]}::text[])`)
      .where('state', '<>', 'waiting')
      .execute();
    return new Map(
      rows.map(({ sop_instance_uid: uid, state, blob_sha256: sha256, frames }) => [
        uid,
        state === 'made' && sha256 && frames
          ? { state: 'made', sha256, frames }
          : { state: 'none' },
      ]),
    );
  }

  async function make(sopInstanceUid: string): Promise<Rendition> {
    const source = await readSource(deps.db, sopInstanceUid);
    if (!source) return { state: 'none' };
    const made = await makeRendition(deps.blobs, deps.codecs, source);
    await write(deps.db, sopInstanceUid, made);
    return made.state === 'made'
      ? { state: 'made', sha256: made.blob.sha256, frames: made.frames }
      : made;
  }

  function once(sopInstanceUid: string): Promise<Rendition> {
    const running = underWay.get(sopInstanceUid);
    if (running) return running;
    const work = make(sopInstanceUid).finally(() => underWay.delete(sopInstanceUid));
    underWay.set(sopInstanceUid, work);
    return work;
  }

  return {
    known,
    ensure: async (uid) => (await known([uid])).get(uid) ?? once(uid),
    async makeWaiting(limit) {
      const uids = await lease(deps.db, limit);
      const results = await Promise.allSettled(uids.map(once));
      // one that failed is tried again after its lease; the others must not wait for it
      const failure = results.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
      return uids.length;
    },
  };
}

async function lease(db: Kysely<Database>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ sop_instance_uid: string }>`
    update dicom_rendition set leased_until = now() + make_interval(mins => ${LEASE_MINUTES})
    where sop_instance_uid in (
      select sop_instance_uid from dicom_rendition
      where state = 'waiting' and (leased_until is null or leased_until < now())
      order by asked_at limit ${limit} for update skip locked)
    returning sop_instance_uid`.execute(db);
  return rows.map((row) => row.sop_instance_uid);
}

async function readSource(db: Kysely<Database>, sopInstanceUid: string) {
  const row = await db
    .selectFrom('dicom_instance')
    .select(['sop_class_uid', 'transfer_syntax_uid', 'blob_sha256', 'decodable', 'pixels'])
    .where('sop_instance_uid', '=', sopInstanceUid)
    .executeTakeFirst();
  if (!row?.pixels) return null;
  return {
    sopClassUid: row.sop_class_uid,
    transferSyntaxUid: row.transfer_syntax_uid,
    sha256: row.blob_sha256,
    isDecodable: row.decodable,
    pixels: row.pixels as PixelLayout,
  };
}

async function write(db: Kysely<Database>, sopInstanceUid: string, made: Made): Promise<void> {
  const columns =
    made.state === 'made'
      ? {
          state: 'made' as const,
          reason: null,
          blob_sha256: made.blob.sha256,
          size_bytes: made.blob.sizeBytes,
          frames: JSON.stringify(made.frames),
        }
      : {
          state: 'none' as const,
          reason: made.reason,
          blob_sha256: null,
          size_bytes: null,
          frames: null,
        };
  await db
    .insertInto('dicom_rendition')
    .values({ sop_instance_uid: sopInstanceUid, leased_until: null, ...columns })
    .onConflict((oc) => oc.column('sop_instance_uid').doUpdateSet(columns))
    .execute();
}
