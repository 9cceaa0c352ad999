import { randomUUID } from 'node:crypto';
import { importHandleSchema, type ImportHandle } from '../../shared/ipc/fields';

/** A file a person picked, as it was at that moment. */
export type PickedFile = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
};

/**
 * Which handle stands for which file. A handle is a random 122-bit number: it cannot be guessed, and it says nothing
 * about the path. Handles die with the window that picked them.
 */
export interface ImportRegistry {
  readonly add: (ownerId: number, file: PickedFile) => ImportHandle;
  readonly find: (handle: string) => PickedFile | null;
  /** Returns how many of the handles were known and belonged to the owner. */
  readonly release: (ownerId: number, handles: readonly ImportHandle[]) => number;
  readonly releaseAllOf: (ownerId: number) => void;
}

export function createImportRegistry(): ImportRegistry {
  const files = new Map<string, PickedFile & { readonly ownerId: number }>();
  return {
    add: (ownerId, file) => {
      const handle = importHandleSchema.parse(randomUUID());
      files.set(handle, { ...file, ownerId });
      return handle;
    },
    find: (handle) => files.get(handle) ?? null,
    release: (ownerId, handles) =>
      handles.filter((handle) => files.get(handle)?.ownerId === ownerId && files.delete(handle))
        .length,
    releaseAllOf: (ownerId) => {
      for (const [handle, file] of files) if (file.ownerId === ownerId) files.delete(handle);
    },
  };
}
