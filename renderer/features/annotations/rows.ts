import type { AuthorRow, DocumentRow } from './authors/AuthorsPanel';
import type { ForeignDocument } from './foreign/foreignDocument';
import type { AnnotationState } from './store/annotationStore';
import type { OverlaySource } from './overlay/OverlayLayer';

type Me = { readonly userId: string; readonly name: string; readonly hospitalName: string };

/** Oneself first, if one has drawn; then the others, each with his line. */
export function authorRows(
  { mine, others }: Pick<AnnotationState, 'mine' | 'others'>,
  me: Me,
): readonly AuthorRow[] {
  const own =
    mine.annotations.length + mine.keyImages.length === 0
      ? []
      : [
          {
            key: me.userId,
            name: me.name,
            place: me.hospitalName,
            style: null,
            annotations: mine.annotations.length,
            keyImages: mine.keyImages.length,
          },
        ];
  return [
    ...own,
    ...others.map(({ author, content }, at) => ({
      key: author.userId,
      name: author.name,
      place: author.hospitalName,
      style: at,
      annotations: content.annotations.length,
      keyImages: content.keyImages.length,
    })),
  ];
}

/** Documents that came with the studies; one that a later one took the place of says so. */
export function documentRows(
  documents: readonly ForeignDocument[],
  before: number,
): readonly DocumentRow[] {
  const replaced = replacedBy(documents);
  return documents.map((document, at) => ({
    key: document.key,
    kind: document.kind,
    title: document.title,
    author: document.author ?? '',
    style: before + at,
    drawings: document.items.length + document.inSpace.length,
    images: document.images.length,
    unmapped: document.unmapped.length,
    isReplaced: replaced.has(document.key),
  }));
}

export const replacedBy = (documents: readonly ForeignDocument[]): ReadonlySet<string> =>
  new Set(documents.flatMap(({ predecessors }) => predecessors));

/** Names and lines for the drawings over the picture. */
export const sourcesOf = (
  authors: readonly AuthorRow[],
  documents: readonly DocumentRow[],
): ReadonlyMap<string, OverlaySource> =>
  new Map([
    ...authors.map(({ key, name, style }): [string, OverlaySource] => [
      key,
      { key, name, style: style ?? 0 },
    ]),
    ...documents.map(({ key, author, style }): [string, OverlaySource] => [
      key,
      { key, name: author, style },
    ]),
  ]);
