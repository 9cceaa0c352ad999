import type { Repository } from './repository';
import type { PixelLayout } from '../pixel/layout';

const MAX_ENTRIES = 500;

/**
 * Layouts of recently used objects. A layout belongs to immutable bytes and is keyed by their hash, so it never goes
 * stale; that of a slide with 100,000 frames is too large to be read again for every frame.
 */
export function createPixelCache(repository: Repository) {
  const layouts = new Map<string, PixelLayout | null>();
  return async (stored: {
    sha256: string;
    sopInstanceUid: string;
  }): Promise<PixelLayout | null> => {
    const known = layouts.get(stored.sha256);
    if (known !== undefined) {
      layouts.delete(stored.sha256);
      layouts.set(stored.sha256, known);
      return known;
    }
    const layout = await repository.pixels(stored.sopInstanceUid);
    layouts.set(stored.sha256, layout);
    const oldest = layouts.keys().next();
    if (layouts.size > MAX_ENTRIES && !oldest.done) layouts.delete(oldest.value);
    return layout;
  };
}
