import type { Readable } from 'node:stream';
import type { ErrorCode } from '../../../../shared/domain/errorCodes';

/** One file inside an archive, or why it is not handed out. Names are raw: `safeEntryPath` is the reader's duty. */
export type ArchiveEntry =
  | {
      readonly kind: 'file';
      readonly rawPath: string;
      readonly sizeBytes: number;
      /** To be consumed before the next entry is asked for; what is left over is skipped. */
      open(): Promise<Readable>;
    }
  | {
      readonly kind: 'refused';
      readonly rawPath: string;
      readonly sizeBytes: number;
      readonly code: ErrorCode;
      readonly params: Readonly<Record<string, string | number>>;
    };

/** The archive as a whole cannot be followed any further; entries handed out before stay good. */
export class ArchiveFailure extends Error {
  override readonly name = 'ArchiveFailure';
  readonly code: 'file.archiveDamaged' | 'file.archiveTooLarge' | 'file.hostileArchive';
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: ArchiveFailure['code'], params: ArchiveFailure['params'] = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** What an archive may demand of the server before it counts as hostile. Sizes in bytes. */
export type ArchiveLimits = {
  readonly maxEntries: number;
  readonly maxTotalBytes: number;
  /** Unpacked : packed of one entry. Entries below `ratioFloorBytes` are exempt: an all-black image packs 1000 : 1. */
  readonly maxEntryRatio: number;
  readonly ratioFloorBytes: number;
  /** Unpacked : packed over the whole archive, from `totalRatioFloorBytes` on. */
  readonly maxTotalRatio: number;
  readonly totalRatioFloorBytes: number;
};

export const ARCHIVE_LIMITS: ArchiveLimits = {
  maxEntries: 50_000,
  maxTotalBytes: 60 * 1024 ** 3,
  maxEntryRatio: 200,
  ratioFloorBytes: 1024 ** 2,
  maxTotalRatio: 100,
  totalRatioFloorBytes: 64 * 1024 ** 2,
};
