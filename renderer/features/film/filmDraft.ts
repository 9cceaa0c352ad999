import type {
  FilmConversion,
  FilmCrop,
  FilmOrientation,
  FilmPoint,
  FilmScale,
} from '../../../shared/domain/film/film';

export type Size = { readonly width: number; readonly height: number };
export type Window = { readonly low: number; readonly high: number };

export type DraftImage = {
  readonly id: number;
  readonly crop: FilmCrop;
  readonly window: Window;
  readonly scale: FilmScale | null;
};

/** A film being prepared; all coordinates are pixels of the scan as it is laid now. */
export type FilmDraft = {
  /** Upright size of the picture before laying. */
  readonly source: Size;
  readonly orientation: FilmOrientation;
  readonly inverted: boolean;
  readonly images: readonly DraftImage[];
  readonly selected: number;
  readonly nextId: number;
};

const FULL: Window = { low: 0, high: 1 };
export const LEAST_SIDE = 8;

export function newDraft(source: Size): FilmDraft {
  const crop = { x: 0, y: 0, ...source };
  return {
    source,
    orientation: { quarterTurns: 0, mirrored: false },
    inverted: false,
    images: [{ id: 1, crop, window: FULL, scale: null }],
    selected: 1,
    nextId: 2,
  };
}

export const laidOf = ({ source, orientation }: FilmDraft): Size =>
  orientation.quarterTurns % 2 === 0 ? source : { width: source.height, height: source.width };

export const selectedImage = ({ images, selected }: FilmDraft): DraftImage | null =>
  images.find(({ id }) => id === selected) ?? null;

type Place = (point: FilmPoint) => FilmPoint;

function moved(draft: FilmDraft, place: Place, orientation: FilmOrientation): FilmDraft {
  const images = draft.images.map((image) => ({
    ...image,
    crop: movedCrop(image.crop, place),
    scale: image.scale && { ...image.scale, a: place(image.scale.a), b: place(image.scale.b) },
  }));
  return { ...draft, orientation, images };
}

function movedCrop({ x, y, width, height }: FilmCrop, place: Place): FilmCrop {
  const [a, b] = [place({ x, y }), place({ x: x + width, y: y + height })];
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** Turns what is on screen by a quarter, clockwise for 1; what was marked stays on what it marked. */
export function turned(draft: FilmDraft, direction: 1 | -1): FilmDraft {
  const { width, height } = laidOf(draft);
  const { quarterTurns, mirrored } = draft.orientation;
  // a mirrored film turns the other way before it is mirrored
  const step = mirrored ? -direction : direction;
  const place: Place =
    direction === 1
      ? ({ x, y }) => ({ x: height - y, y: x })
      : ({ x, y }) => ({ x: y, y: width - x });
  return moved(draft, place, { quarterTurns: (quarterTurns + step + 4) % 4, mirrored });
}

export function mirrored(draft: FilmDraft): FilmDraft {
  const { width } = laidOf(draft);
  const { orientation } = draft;
  return moved(draft, ({ x, y }) => ({ x: width - x, y }), {
    ...orientation,
    mirrored: !orientation.mirrored,
  });
}

/** Exchanging dark and light exchanges the ends of every window. */
export const inverted = (draft: FilmDraft): FilmDraft => ({
  ...draft,
  inverted: !draft.inverted,
  images: draft.images.map((image) => ({
    ...image,
    window: { low: 1 - image.window.high, high: 1 - image.window.low },
  })),
});

/** A crop in whole pixels inside of the film; `null` when nothing usable is left of it. */
export function fittedCrop(draft: FilmDraft, crop: FilmCrop): FilmCrop | null {
  const laid = laidOf(draft);
  const x = Math.max(0, Math.round(crop.x));
  const y = Math.max(0, Math.round(crop.y));
  const width = Math.min(laid.width, Math.round(crop.x + crop.width)) - x;
  const height = Math.min(laid.height, Math.round(crop.y + crop.height)) - y;
  return width >= LEAST_SIDE && height >= LEAST_SIDE ? { x, y, width, height } : null;
}

/** The first crop takes the place of the whole film; further ones are added. */
export function withCrop(draft: FilmDraft, crop: FilmCrop): FilmDraft {
  const fitted = fittedCrop(draft, crop);
  if (!fitted) return draft;
  const [first] = draft.images;
  const id = draft.nextId;
  const image = { id, crop: fitted, window: first?.window ?? FULL, scale: first?.scale ?? null };
  const isWhole = draft.images.length === 1 && first && isWholeFilm(draft, first.crop);
  return {
    ...draft,
    images: isWhole ? [image] : [...draft.images, image],
    selected: id,
    nextId: id + 1,
  };
}

const isWholeFilm = (draft: FilmDraft, { x, y, width, height }: FilmCrop): boolean => {
  const laid = laidOf(draft);
  return x === 0 && y === 0 && width === laid.width && height === laid.height;
};

export const changedImage = (
  draft: FilmDraft,
  id: number,
  change: Partial<Omit<DraftImage, 'id'>>,
): FilmDraft => ({
  ...draft,
  images: draft.images.map((image) => (image.id === id ? { ...image, ...change } : image)),
});

/** Window or scale for the selected image or for all of them. */
export const changedImages = (
  draft: FilmDraft,
  which: 'all' | 'selected',
  change: Partial<Pick<DraftImage, 'window' | 'scale'>>,
): FilmDraft => ({
  ...draft,
  images: draft.images.map((image) =>
    which === 'all' || image.id === draft.selected ? { ...image, ...change } : image,
  ),
});

/** The last image cannot be taken away: it becomes the whole film again. */
export function withoutImage(draft: FilmDraft, id: number): FilmDraft {
  const images = draft.images.filter((image) => image.id !== id);
  const [first] = images;
  if (first) return { ...draft, images, selected: first.id };
  const crop = { x: 0, y: 0, ...laidOf(draft) };
  const kept = draft.images[0] ?? { window: FULL, scale: null };
  const image = { id: draft.nextId, crop, window: kept.window, scale: kept.scale };
  return { ...draft, images: [image], selected: image.id, nextId: draft.nextId + 1 };
}

/** Cuts the selected image into equal fields, as laser cameras print them. */
export function splitInto(draft: FilmDraft, rows: number, columns: number): FilmDraft {
  const image = selectedImage(draft);
  if (!image || rows * columns < 2) return draft;
  const { x, y, width, height } = image.crop;
  const fields = Array.from({ length: rows * columns }, (_, n) => {
    const [row, column] = [Math.floor(n / columns), n % columns];
    const left = x + Math.round((column * width) / columns);
    const top = y + Math.round((row * height) / rows);
    return {
      ...image,
      id: draft.nextId + n,
      crop: {
        x: left,
        y: top,
        width: x + Math.round(((column + 1) * width) / columns) - left,
        height: y + Math.round(((row + 1) * height) / rows) - top,
      },
    };
  });
  if (fields.some(({ crop }) => crop.width < LEAST_SIDE || crop.height < LEAST_SIDE)) return draft;
  const at = draft.images.indexOf(image);
  const images = [...draft.images.slice(0, at), ...fields, ...draft.images.slice(at + 1)];
  return { ...draft, images, selected: draft.nextId, nextId: draft.nextId + fields.length };
}

export type FilmFacts = Pick<FilmConversion, 'modality' | 'takenOn' | 'description' | 'burnedIn'>;

export const conversionOf = (draft: FilmDraft, facts: FilmFacts): FilmConversion => ({
  ...facts,
  reference: draft.source,
  orientation: draft.orientation,
  inverted: draft.inverted,
  images: draft.images.map(({ crop, window, scale }) => ({ crop, window, scale })),
});
