import { canonicalJson } from '../../../lib/canonicalJson';
import type { Annotation, AnnotationContent, KeyImageMark } from './annotationSet';

type Entry = { readonly id: string; readonly changedAt: string };

/**
 * What one author has after he worked in two places. Every drawing is decided by itself: a change wins over no change and
 * over a deletion, so that nothing anybody drew is lost; of two changes the later one wins. Key images keep the order of
 * the place that changed it, mine if both did.
 *
 * @param base - What both places started from.
 * @param mine - Here, not saved yet.
 * @param theirs - As the server has it now.
 */
export function mergeContent(
  base: AnnotationContent,
  mine: AnnotationContent,
  theirs: AnnotationContent,
): AnnotationContent {
  return {
    annotations: mergeList(keyed(base), keyed(mine), keyed(theirs)).map(
      ({ annotation }) => annotation,
    ),
    keyImages: mergeList<KeyImageMark>(base.keyImages, mine.keyImages, theirs.keyImages),
  };
}

type Keyed = Entry & { readonly annotation: Annotation };
const keyed = ({ annotations }: AnnotationContent): Keyed[] =>
  annotations.map((annotation) => ({
    id: annotation.measurement.id,
    changedAt: annotation.changedAt,
    annotation,
  }));

function mergeList<E extends Entry>(
  base: readonly E[],
  mine: readonly E[],
  theirs: readonly E[],
): E[] {
  const [before, here, there] = [base, mine, theirs].map(
    (list) => new Map(list.map((entry) => [entry.id, entry])),
  ) as [Map<string, E>, Map<string, E>, Map<string, E>];
  const orderOf = sameOrder(base, mine) ? [...theirs, ...mine] : [...mine, ...theirs];
  const ids = [...new Set(orderOf.map(({ id }) => id))];
  return ids.flatMap((id) => {
    const kept = decide(before.get(id), here.get(id), there.get(id));
    return kept === undefined ? [] : [kept];
  });
}

function decide<E extends Entry>(base?: E, mine?: E, theirs?: E): E | undefined {
  const iChanged = !same(base, mine);
  const theyChanged = !same(base, theirs);
  if (!iChanged) return theirs;
  if (!theyChanged) return mine;
  if (mine === undefined || theirs === undefined) return mine ?? theirs;
  return theirs.changedAt > mine.changedAt ? theirs : mine;
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

function sameOrder(a: readonly Entry[], b: readonly Entry[]): boolean {
  const inBoth = new Set(a.map(({ id }) => id).filter((id) => b.some((entry) => entry.id === id)));
  const order = (list: readonly Entry[]) =>
    list.flatMap(({ id }) => (inBoth.has(id) ? [id] : [])).join(' ');
  return order(a) === order(b);
}

/** Whether two contents say the same; times and the order of drawings count, the order of members does not. */
export const sameContent = (a: AnnotationContent, b: AnnotationContent): boolean => same(a, b);
