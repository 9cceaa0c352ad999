import { useEffect, useRef, useState } from 'react';
import type { KeyImage } from '../../../../shared/domain/report/report';
import { keyImageId, renderedPath } from './keyImage';

export type FetchBlob = (path: string) => Promise<Blob | null>;

const SIZE = 320;

/**
 * Addresses for `<img>` by key image id. A picture that cannot be had stays absent, so that a placeholder is shown; it is
 * asked for again when the list changes.
 *
 * @param fetchBlob - Must be stable.
 */
export function useKeyImageUrls(
  images: readonly KeyImage[],
  fetchBlob: FetchBlob,
): Readonly<Record<string, string>> {
  const [urls, setUrls] = useState<Readonly<Record<string, string>>>({});
  const made = useRef(new Map<string, string>());
  const asked = images.map((image) => renderedPath(image, SIZE)).join('\n');

  useEffect(() => {
    let isCurrent = true;
    for (const image of images) {
      const path = renderedPath(image, SIZE);
      if (made.current.has(path)) continue;
      void fetchBlob(path).then((blob) => {
        if (!blob) return;
        made.current.set(path, URL.createObjectURL(blob));
        if (isCurrent) setUrls(current(images, made.current));
      });
    }
    setUrls(current(images, made.current));
    return () => {
      isCurrent = false;
    };
    // `asked` says everything about `images` that matters here: captions change with every key typed
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked, fetchBlob]);

  useEffect(() => {
    const owned = made.current;
    return () => {
      for (const url of owned.values()) URL.revokeObjectURL(url);
      owned.clear();
    };
  }, []);
  return urls;
}

const current = (images: readonly KeyImage[], made: ReadonlyMap<string, string>) =>
  Object.fromEntries(
    images.flatMap((image) => {
      const url = made.get(renderedPath(image, SIZE));
      return url === undefined ? [] : [[keyImageId(image), url]];
    }),
  );
