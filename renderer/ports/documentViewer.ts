import type { AppError } from '../../shared/domain/errors';
import type { Result } from '../../shared/lib/result';

/** CSS pixels at 100 % (96 per inch), before rotation. */
export type PageSize = { readonly width: number; readonly height: number };

export type PageView = {
  /** 1 is 100 %. */
  readonly zoom: number;
  /** Degrees clockwise: 0, 90, 180, 270. */
  readonly rotation: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
};

/** One opened document. Methods after `dispose` answer `file.cannotShow`. */
export interface OpenDocument {
  readonly pageCount: number;
  /** @param page - 1-based. */
  pageSize(page: number): Promise<Result<PageSize, AppError>>;
  /**
   * Draws one page and sets the canvas' pixel size. Errors: `file.cannotShow`.
   *
   * @param page - 1-based.
   * @param signal - Aborting stops the drawing and resolves with `ok`; the canvas is then undefined.
   */
  render(
    page: number,
    canvas: HTMLCanvasElement,
    view: PageView,
    signal: AbortSignal,
  ): Promise<Result<void, AppError>>;
  dispose(): void;
}

/** Shows paged documents as pictures. No script, form or link of a document is ever run or followed. */
export interface DocumentViewer {
  /**
   * @param bytes - The whole file; ownership passes to the viewer.
   * @returns The document; or `file.passwordProtected` when it asks for a password, `file.cannotShow` when it cannot be read.
   */
  open(bytes: Uint8Array): Promise<Result<OpenDocument, AppError>>;
}

export type DocumentViewerLoader = () => Promise<DocumentViewer>;
