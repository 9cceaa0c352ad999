import { createHash } from 'node:crypto';
import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { dodgeMap, INK_CURVE, PAPER_MAP_PIXELS } from '../../../shared/domain/paper/clean';
import { cropBox } from '../../../shared/domain/paper/geometry';
import type { PaperPage, PaperSteps } from '../../../shared/domain/paper/paper';
import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { PaperDeps } from './deps';
import { openPage, type Original } from './original';

export type MadePage = {
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
};

/** Changes whenever the same steps would make another picture. */
const RECIPE = 1;
/** More than this of a photo shows grain, not writing. */
const WORKING_SIDE = 6000;
/** A4 at 300 dpi. */
const KEPT_SIDE = 3508;
const JPEG_QUALITY = 85;
const WHITE = '#ffffff';

export type PageMaker = {
  /** Errors: `paper.pageUnreadable` (params title, page from 1). */
  make(original: Original, page: PaperPage): Promise<Result<MadePage, AppError>>;
};

/** Makes pages one after the other, whoever asks: a page of 20 million pixels takes some 200 MB while it is worked on. */
export function createPageMaker(deps: Pick<PaperDeps, 'db' | 'blobs' | 'pdf'>): PageMaker {
  let last: Promise<unknown> = Promise.resolve();
  const afterOthers = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    make: (original, page) => afterOthers(() => makeOnce(deps, original, page)),
  };
}

async function makeOnce(
  deps: Pick<PaperDeps, 'db' | 'blobs' | 'pdf'>,
  original: Original,
  { page, steps }: PaperPage,
): Promise<Result<MadePage, AppError>> {
  const key = createHash('sha256')
    .update(JSON.stringify([RECIPE, original.sha256, page, steps]))
    .digest('hex');
  const known = await knownPage(deps, key);
  if (known) return ok(known);
  const source = await upright(deps, original, page);
  if (!source) {
    const params = { title: original.title, page: page + 1 };
    return err(appError('integrity', 'paper.pageUnreadable', { params }));
  }
  const { data, info } = await finished(source, steps);
  const blob = await deps.blobs.put(data);
  const made = { sha256: blob.sha256, width: info.width, height: info.height };
  await deps.db
    .insertInto('paper_page')
    .values({ key, blob_sha256: made.sha256, width: made.width, height: made.height })
    .onConflict((oc) => oc.column('key').doNothing())
    .execute();
  return ok(made);
}

async function knownPage(
  { db, blobs }: Pick<PaperDeps, 'db' | 'blobs'>,
  key: string,
): Promise<MadePage | null> {
  const row = await db
    .selectFrom('paper_page')
    .select(['blob_sha256 as sha256', 'width', 'height'])
    .where('key', '=', key)
    .executeTakeFirst();
  return row && (await blobs.stat(row.sha256)) ? row : null;
}

type Raw = { readonly data: Buffer; readonly info: OutputInfo };
const rawOf = (picture: Sharp): Promise<Raw> => picture.raw().toBuffer({ resolveWithObject: true });
const fromRaw = ({ data, info }: Raw): Sharp => {
  const { width, height, channels } = info;
  return sharp(data, { raw: { width, height, channels: channels as 1 | 3 } });
};

async function upright(
  deps: Pick<PaperDeps, 'blobs' | 'pdf'>,
  original: Original,
  page: number,
): Promise<Raw | null> {
  try {
    const picture = await openPage(deps, original, page);
    return await rawOf(
      picture.resize(WORKING_SIDE, WORKING_SIDE, { fit: 'inside', withoutEnlargement: true }),
    );
  } catch {
    return null; // damaged: the caller names the page
  }
}

/** The steps in their order. Each is a picture of its own, because libvips orders the steps of one pipeline by itself. */
async function finished(source: Raw, steps: PaperSteps): Promise<Raw> {
  const turned =
    steps.quarterTurns === 0
      ? source
      : await rawOf(fromRaw(source).rotate(steps.quarterTurns * 90));
  const straight =
    steps.skewDegrees === 0
      ? turned
      : await rawOf(fromRaw(turned).rotate(steps.skewDegrees, { background: WHITE }));
  const cut = fromRaw(straight)
    .extract(cropBox(turned.info, straight.info, steps.crop))
    .resize(KEPT_SIDE, KEPT_SIDE, { fit: 'inside', withoutEnlargement: true });
  const kept = steps.cleaned ? await cleaned(await rawOf(cut)) : cut;
  return kept
    .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true });
}

async function cleaned(page: Raw): Promise<Sharp> {
  const { width, height } = page.info;
  const colour = fromRaw(page).toColourspace('srgb');
  const small = await rawOf(
    colour.clone().resize(PAPER_MAP_PIXELS, PAPER_MAP_PIXELS, { fit: 'inside' }),
  );
  const map = dodgeMap({ ...small.info, values: small.data });
  const raw = { width: map.width, height: map.height, channels: 3 } as const;
  const spread = await sharp(Buffer.from(map.values), { raw })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const white = await rawOf(
    colour.composite([{ input: spread, blend: 'colour-dodge' }]).removeAlpha(),
  );
  return fromRaw(white).linear(INK_CURVE.factor, INK_CURVE.offset);
}
