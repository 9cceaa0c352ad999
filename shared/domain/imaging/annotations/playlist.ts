import type { AnnotationContent, KeyImageMark } from './annotationSet';

export type PlaylistEntry = { readonly authorId: string; readonly id: string };

type Set = {
  readonly author: { readonly userId: string };
  readonly content: Pick<AnnotationContent, 'keyImages'>;
};

export type PlaylistItem<S extends Set = Set> = {
  readonly author: S['author'];
  readonly mark: KeyImageMark;
};

/**
 * The key images of a case in their order: those the lead expert has put in order first, the others after them, each
 * author's together in his own order. Entries whose image is gone are passed over.
 */
export function playlistItems<S extends Set>(
  sets: readonly S[],
  order: readonly PlaylistEntry[],
): readonly PlaylistItem<S>[] {
  const all = sets.flatMap(({ author, content }) =>
    content.keyImages.map((mark): PlaylistItem<S> => ({ author, mark })),
  );
  const keyOf = (authorId: string, id: string): string => `${authorId} ${id}`;
  const byKey = new Map(all.map((item) => [keyOf(item.author.userId, item.mark.id), item]));
  const ordered = order.flatMap(({ authorId, id }) => byKey.get(keyOf(authorId, id)) ?? []);
  const placed = new Set(ordered);
  return [...placed, ...all.filter((item) => !placed.has(item))];
}

export const entriesOf = (items: readonly PlaylistItem[]): readonly PlaylistEntry[] =>
  items.map(({ author, mark }) => ({ authorId: author.userId, id: mark.id }));

/** The list with the item at `from` moved to `to`; unchanged when one of the places does not exist. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length || from === to) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, item);
}
