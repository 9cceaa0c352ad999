import type { EcgFile } from '../../../../shared/domain/ecg/formats/opening';
import type { ScanAsk, ScanOutcome } from './scanJob';

/** A scan under way. */
export type ScanRun = {
  /** The first answer is ignored. @throws {ScanLost} When the thread hung, crashed or was ended. */
  next(answer: Uint8Array): Promise<IteratorResult<ScanAsk, ScanOutcome>>;
  end(): Promise<void>;
};

/** Where recordings are gone through. */
export type EcgScanner = {
  start(files: readonly EcgFile[]): ScanRun;
  /** Ends what is under way. */
  close(): Promise<void>;
};

export class ScanLost extends Error {
  /** By us, not by what is in the recording. */
  readonly wasEnded: boolean;

  constructor(reason: string, wasEnded = false) {
    super(`ECG scan: ${reason}`);
    this.wasEnded = wasEnded;
  }
}
