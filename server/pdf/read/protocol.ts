/** Questions about a PDF, answered in a thread of its own. */
export type PdfJob =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'count'; readonly bytes: Uint8Array }
  /** `page` counts from 0. */
  | { readonly kind: 'page'; readonly bytes: Uint8Array; readonly page: number };

/** RGBA samples of a drawn page. */
export type PdfPicture = {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8ClampedArray;
};

export type PdfAnswer =
  | { readonly kind: 'text'; readonly pages: readonly string[] }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'page'; readonly picture: PdfPicture }
  | { readonly kind: 'failed' };

export type PdfReader = {
  /** Text layer, one entry a page, lines separated by `\n`; `null` when the file cannot be read. A scan has empty pages. */
  text(bytes: Uint8Array): Promise<readonly string[] | null>;
  /** `null` when the file cannot be read. */
  pageCount(bytes: Uint8Array): Promise<number | null>;
  /** A page as a scanner would give it, upright; `null` when it cannot be drawn. */
  page(bytes: Uint8Array, page: number): Promise<PdfPicture | null>;
  close(): Promise<void>;
};
