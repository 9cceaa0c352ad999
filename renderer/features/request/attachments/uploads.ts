import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Upload, Uploader, UploadProgress } from '../../../ports/uploader';
import type { Parcel } from './readDrop';
import { createSpeedometer, type Speedometer } from './speed';

/** One upload of this window; what the server makes of it afterwards is its batch. */
export type LocalUpload = UploadProgress & {
  readonly id: number;
  readonly name: string;
  readonly fileCount: number;
  /** Bytes per second over the last seconds; `null` while there is nothing to tell. */
  readonly speed: number | null;
};

export type UploadsState = {
  readonly uploads: readonly LocalUpload[];
  add(parcel: Parcel, name: string): void;
  pause(id: number): void;
  resume(id: number): void;
  cancel(id: number): void;
  /** Takes a finished or cancelled one off the list. */
  forget(id: number): void;
};

export type UploadsStore = StoreApi<UploadsState>;

/** Uploads of one case; they go on while the reader fills in the form. Handles stay here, the state is plain data. */
export function createUploadsStore(deps: {
  readonly uploader: Uploader;
  readonly caseId: string;
  readonly now?: () => number;
}): UploadsStore {
  const { uploader, caseId, now = Date.now } = deps;
  const handles = new Map<number, Upload>();
  const speeds = new Map<number, Speedometer>();
  let nextId = 1;
  return createStore<UploadsState>()((set, get) => {
    const change = (id: number, part: Partial<LocalUpload>) =>
      set({ uploads: get().uploads.map((one) => (one.id === id ? { ...one, ...part } : one)) });
    const drop = (id: number) => {
      handles.delete(id);
      speeds.delete(id);
      set({ uploads: get().uploads.filter((one) => one.id !== id) });
    };
    return {
      uploads: [],
      add(parcel, name) {
        const id = nextId++;
        const start: LocalUpload = {
          id,
          name,
          fileCount: parcel.fileCount,
          speed: null,
          status: 'sending',
          sentBytes: 0,
          totalBytes: parcel.content.size,
          batchId: null,
          error: null,
        };
        set({ uploads: [...get().uploads, start] });
        const speedometer = createSpeedometer(now);
        speeds.set(id, speedometer);
        const { bundle, content, fingerprint } = parcel;
        const handle = uploader.start(
          { caseId, name, bundle, content, fingerprint },
          (progress) => {
            const speed =
              progress.status === 'sending' ? speedometer.note(progress.sentBytes) : null;
            change(id, { ...progress, speed });
          },
        );
        handles.set(id, handle);
      },
      pause: (id) => handles.get(id)?.pause(),
      resume(id) {
        speeds.get(id)?.restart();
        handles.get(id)?.resume();
      },
      cancel(id) {
        void handles.get(id)?.cancel();
        drop(id);
      },
      forget: drop,
    };
  });
}
