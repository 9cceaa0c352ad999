import { createHash } from 'node:crypto';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import type { AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import { withLevels } from '../../slide/derive/levelPack';
import { missingLevels } from '../../slide/derive/reduce';
import type { Slide } from '../../slide/slide';
import { damagedSlide } from '../../slide/tiff/tiffFile';
import type { SlideDeps } from './deps';
import type { Pyramids } from './pyramids';
import { openTiff, sourcesOf, type RecordRow, type SlideSource } from './sources';

export type OpenSlide = { readonly slide: Slide | null; readonly manifest: SlideManifest };
type Structure = {
  readonly slide: Slide | null;
  readonly manifest: Omit<SlideManifest, 'recordId'>;
};
export type FailedSlide = {
  readonly slideId: string;
  readonly title: string;
  readonly error: AppError;
};
export type SlidesOfRecord = {
  readonly items: readonly OpenSlide[];
  readonly failures: readonly FailedSlide[];
};

export type Catalogue = {
  slidesOf(record: RecordRow): Promise<SlidesOfRecord>;
  /** One slide of a record under the revision it was listed with; `null` when there is none under that name. */
  find(record: RecordRow, slideId: string): Promise<Result<OpenSlide, AppError> | null>;
};

/** Structures of this many slides are kept; one holds a few kilobytes, that of a sparse DICOM slide some megabytes. */
const MAX_KEPT = 100;

/** Knows the structure of the slides people look at, so that a tile costs one read of the file and nothing else. */
export function createCatalogue(deps: SlideDeps, pyramids: Pyramids): Catalogue {
  const kept = new Map<string, Promise<Result<Structure | null, AppError>>>();

  function open(source: SlideSource): Promise<Result<Structure | null, AppError>> {
    const key = `${source.key} ${source.slideId} ${source.title}`;
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const opening = openSource(deps, pyramids, source);
    kept.set(key, opening);
    const oldest = kept.keys().next();
    if (kept.size > MAX_KEPT && !oldest.done) kept.delete(oldest.value);
    const forget = () => kept.delete(key);
    // what is still being made is asked for again, and so is what failed for a reason of ours
    opening.then((result) => {
      if (!result.ok || result.value?.manifest.preparing) forget();
    }, forget);
    return opening;
  }

  return {
    async slidesOf(record) {
      const items: OpenSlide[] = [];
      const failures: FailedSlide[] = [];
      for (const source of await sourcesOf(deps, record)) {
        const opened = await open(source);
        if (!opened.ok)
          failures.push({ slideId: source.slideId, title: source.title, error: opened.error });
        else if (opened.value) items.push(ofRecord(record, opened.value));
      }
      return { items, failures };
    },
    async find(record, slideId) {
      const source = (await sourcesOf(deps, record)).find((each) => each.slideId === slideId);
      if (!source) return null;
      const opened = await open(source);
      if (!opened.ok) return opened;
      return opened.value && ok(ofRecord(record, opened.value));
    },
  };
}

const ofRecord = ({ id }: RecordRow, { slide, manifest }: Structure): OpenSlide => ({
  slide,
  manifest: { ...manifest, recordId: id },
});

async function openSource(
  deps: SlideDeps,
  pyramids: Pyramids,
  source: SlideSource,
): Promise<Result<Structure | null, AppError>> {
  const opened = await source.open();
  if (!opened.ok) return opened;
  if (!opened.value) return ok(null);
  if ('picture' in opened.value) return openPicture(deps, pyramids, source);
  const { slide } = opened.value;
  if (missingLevels(slide.facts.levels).length === 0) return ok(entry(source, slide, ''));
  const pyramid = await pyramids.levelsOf(source, slide);
  if (pyramid.state === 'levels') {
    const { stored } = pyramid;
    return ok(entry(source, withLevels(slide, stored, deps.blobs), stored.sha256));
  }
  const done = pyramid.state === 'waiting' ? pyramid.done : null;
  return ok(entry(source, slide, '', done));
}

async function openPicture(
  deps: SlideDeps,
  pyramids: Pyramids,
  source: SlideSource,
): Promise<Result<Structure | null, AppError>> {
  const pyramid = await pyramids.pictureOf(source);
  if (pyramid.state === 'failed') return err(damagedSlide(pyramid.reason));
  if (pyramid.state !== 'picture') {
    const done = pyramid.state === 'waiting' ? pyramid.done : 0;
    return ok({ slide: null, manifest: waitingManifest(source, done) });
  }
  const opened = await openTiff(deps, pyramid.sha256);
  if (!opened.ok) return opened;
  if (!('slide' in opened.value)) return err(damagedSlide('picture'));
  const { slide } = opened.value;
  const facts = { ...slide.facts, transcoded: true, format: 'image' };
  return ok(entry(source, { ...slide, facts }, pyramid.sha256));
}

function entry(
  { slideId, title, key }: SlideSource,
  slide: Slide,
  made: string,
  preparing: number | null = null,
): Structure {
  const revision = createHash('sha256').update(`1 ${key} ${made}`).digest('hex').slice(0, 16);
  return {
    slide,
    manifest: {
      ...slide.facts,
      slideId,
      title,
      revision,
      preparing: preparing === null ? null : { done: preparing },
    },
  };
}

/** Nothing is known of a picture before it was read; the size is a placeholder no level refers to. */
const waitingManifest = ({ slideId, title }: SlideSource, done: number): Structure['manifest'] => ({
  slideId,
  title,
  revision: 'waiting',
  format: 'image',
  width: 1,
  height: 1,
  micronsPerPixel: null,
  objectivePower: null,
  levels: [],
  preparing: { done },
  transcoded: true,
  associated: [],
  focalPlanes: 1,
  opticalPaths: 1,
});
