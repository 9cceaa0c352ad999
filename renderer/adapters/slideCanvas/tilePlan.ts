import { columnsOf, rowsOf, type SlideManifest } from '../../../shared/domain/slide/manifest';
import { levelFor, tileRect, tilesIn, type TileAddress } from '../../../shared/domain/slide/tiles';
import { visibleRect, type Size, type SlideView } from '../../../shared/domain/slide/view';

export type TilePlan = {
  /** Level that holds everything the screen can show now. */
  readonly level: number;
  /** Tiles of that level on screen, those nearest to the middle first. */
  readonly target: readonly TileAddress[];
  /** What to fetch, in this order; includes the overview that stands in for everything else. */
  readonly wanted: readonly TileAddress[];
};

/** As many tiles as an overview may have: fetched first and kept, so that no place of the slide is ever empty. */
const OVERVIEW_TILES = 4;

/** The level that is kept whole, or `null` when even the coarsest has too many tiles. */
export function overviewLevel(slide: SlideManifest): number | null {
  const index = slide.levels.length - 1;
  const level = slide.levels[index];
  return level && columnsOf(level) * rowsOf(level) <= OVERVIEW_TILES ? index : null;
}

export function overviewTiles(slide: SlideManifest): readonly TileAddress[] {
  const level = overviewLevel(slide);
  const whole = { x: 0, y: 0, width: slide.width, height: slide.height };
  return level === null ? [] : tilesIn(slide, level, whole);
}

/**
 * What a view needs.
 *
 * @param pixelRatio - Device pixels per CSS pixel.
 * @param isFast - The view will have moved on before fine tiles arrive: only coarse ones are fetched.
 */
export function tilePlan(
  slide: SlideManifest,
  view: SlideView,
  box: Size,
  { pixelRatio, isFast }: { readonly pixelRatio: number; readonly isFast: boolean },
): TilePlan {
  const level = levelFor(slide, 1 / (view.zoom * pixelRatio));
  const rect = visibleRect(view, box);
  const target = nearestFirst(slide, view, tilesIn(slide, level, rect));
  const overview = overviewTiles(slide);
  const last = slide.levels.length - 1;
  const coarse = Math.min(last, level + 1);
  const under = nearestFirst(slide, view, tilesIn(slide, coarse, rect));
  // a level four times as coarse costs a sixteenth; one half as coarse costs a quarter, too much to fetch for a moment
  const isCheap = coarse > level && under.length * 6 <= target.length;
  const detail = isFast ? under : [...(isCheap ? under : []), ...target];
  return { level, target, wanted: [...overview, ...detail] };
}

function nearestFirst(
  slide: SlideManifest,
  { centre }: SlideView,
  tiles: readonly TileAddress[],
): TileAddress[] {
  return tiles
    .map((tile) => {
      const { x, y, width, height } = tileRect(slide, tile);
      return { tile, distance: Math.hypot(x + width / 2 - centre.x, y + height / 2 - centre.y) };
    })
    .sort((a, b) => a.distance - b.distance)
    .map(({ tile }) => tile);
}
