import path from 'node:path';
import { sql } from 'kysely';
import { storeMissingLevels } from '../../slide/derive/levelPack';
import { missingLevels } from '../../slide/derive/reduce';
import type { Slide } from '../../slide/slide';
import { columnsOf, rowsOf } from '../../../shared/domain/slide/manifest';
import { FORMATS } from '../../../shared/domain/intake/formats';
import type { SlideDeps } from './deps';
import { PictureRefused, tileFlatPicture } from './flatPicture';
import { ask, becomesPicture, finish, known, withdraw, type Pyramid } from './pyramidRows';
import { fileSource, seriesSources, type SlideSource } from './sources';

export type { Pyramid } from './pyramidRows';

export type Pyramids = {
  /** Levels of a slide whose coarsest is too large to be an overview: small work is done at once, large work waits. */
  levelsOf(source: SlideSource, slide: Slide): Promise<Pyramid>;
  /** The tiled file of a flat picture; asked for the first time, it waits to be made. */
  pictureOf(source: SlideSource): Promise<Pyramid>;
  /** Takes up waiting work unless some is under way. Does not wait for it. */
  takeUp(): Promise<void>;
  /** Answers when nothing is under way any more; for tests. */
  idle(): Promise<void>;
  /** Work under way is left off at the next tile and taken up by the next server. */
  stop(): void;
};

/** As many tiles of a file as are read while somebody waits for the slide to open. */
const TILES_AT_ONCE = 400;
const LEASE_MINUTES = 15;
const MOST_ATTEMPTS = 3;

class Stopped extends Error {}

export function createPyramids(deps: SlideDeps): Pyramids {
  const { db } = deps;
  const workDir = path.join(deps.dataDir, 'slide-work');
  const underWay = new Map<string, Promise<Pyramid>>();
  let running: Promise<void> | null = null;
  let isStopped = false;

  async function makeLevels(key: string, slide: Slide): Promise<Pyramid> {
    const total = missingLevels(slide.facts.levels).reduce(
      (sum, level) => sum + columnsOf(level) * rowsOf(level),
      0,
    );
    let told = 0;
    const stored = await storeMissingLevels(slide, deps.blobs, (done) => {
      if (isStopped) throw new Stopped();
      if (done - told < 200) return;
      told = done;
      void report(key, done / total);
    });
    await finish(db, key, stored, stored.pack);
    return { state: 'levels', stored };
  }

  async function report(key: string, progress: number): Promise<void> {
    await db
      .updateTable('slide_pyramid')
      .set({ progress, leased_until: leaseEnd(deps.now()) })
      .where('source_key', '=', key)
      .where('state', '=', 'waiting')
      .execute()
      .catch(() => undefined); // only the course of the work, said again with the next tiles
  }

  /** Work somebody waits for; many who ask at once share it. */
  function atOnce(key: string, work: () => Promise<Pyramid>): Promise<Pyramid> {
    const shared = underWay.get(key);
    if (shared) return shared;
    const made = work().finally(() => underWay.delete(key));
    underWay.set(key, made);
    return made;
  }

  async function makePicture(key: string): Promise<void> {
    await finish(db, key, await tileFlatPicture(deps.blobs, key, workDir), null);
  }

  async function make({ source_key: key, ...job }: Job): Promise<void> {
    if (job.made_as === 'picture') return makePicture(key);
    const source =
      job.source_kind === 'file'
        ? fileSource(deps, key, '', FORMATS.tiff.mime)
        : (await seriesSources(deps, { series: job.series_instance_uid ?? '' }))[0];
    const opened = await source?.open();
    if (!opened?.ok || !opened.value) throw new PictureRefused('not a slide');
    if ('picture' in opened.value) {
      await becomesPicture(db, key);
      return makePicture(key);
    }
    const { slide } = opened.value;
    if (missingLevels(slide.facts.levels).length === 0) return withdraw(db, key);
    await atOnce(key, () => makeLevels(key, slide));
  }

  async function makeNext(): Promise<boolean> {
    const job = await lease(deps);
    if (!job) return false;
    try {
      await make(job);
    } catch (error) {
      if (error instanceof Stopped || isStopped) return false;
      await giveUp(deps, job, error);
    }
    return true;
  }

  async function work(): Promise<void> {
    while (!isStopped && (await makeNext()));
  }

  return {
    async levelsOf(source, slide) {
      const found = await known(db, source.key);
      if (found && found.state !== 'waiting') return found;
      const last = slide.facts.levels.at(-1);
      if (last && columnsOf(last) * rowsOf(last) <= TILES_AT_ONCE) {
        return atOnce(source.key, async () => {
          await ask(db, source, 'levels');
          return makeLevels(source.key, slide);
        });
      }
      await ask(db, source, 'levels');
      return found ?? { state: 'waiting', done: 0 };
    },
    async pictureOf(source) {
      const found = await known(db, source.key);
      if (!found) await ask(db, source, 'picture');
      return found ?? { state: 'waiting', done: 0 };
    },
    async takeUp() {
      if (running || isStopped) return;
      running = work()
        .catch((error: unknown) => {
          if (!isStopped) deps.log.error({ err: error, component: 'pyramids' }, 'job failed');
        })
        .finally(() => (running = null));
    },
    async idle() {
      await running;
    },
    stop() {
      isStopped = true;
    },
  };
}

const leaseEnd = (now: string): string =>
  new Date(Date.parse(now) + LEASE_MINUTES * 60_000).toISOString();

type Job = {
  readonly source_key: string;
  readonly source_kind: string;
  readonly series_instance_uid: string | null;
  readonly made_as: string;
  readonly attempts: number;
};

async function lease({ db, now }: SlideDeps): Promise<Job | null> {
  const at = now();
  const { rows } = await sql<Job>`
    update slide_pyramid set leased_until = ${leaseEnd(at)}, attempts = attempts + 1
    where source_key = (
      select source_key from slide_pyramid
      where state = 'waiting' and (leased_until is null or leased_until < ${at})
      order by asked_at limit 1 for update skip locked)
    returning source_key, source_kind, series_instance_uid, made_as, attempts`.execute(db);
  return rows[0] ?? null;
}

/** A picture that cannot be read will not get better; anything else may be this server's trouble and is tried again. */
async function giveUp({ db, log }: SlideDeps, job: Job, error: unknown): Promise<void> {
  const isFinal = error instanceof PictureRefused || job.attempts >= MOST_ATTEMPTS;
  log.error({ err: error, component: 'pyramids', isFinal }, 'levels of a slide could not be made');
  if (!isFinal) return;
  await db
    .updateTable('slide_pyramid')
    .set({ state: 'failed', reason: 'picture', leased_until: null })
    .where('source_key', '=', job.source_key)
    .execute();
}
