export declare const WORKER_VERSION: string;
export declare function workerBinary(): string;
export declare function runsHere(binary: string): boolean;
export declare function takeLock(binary: string): (() => void) | null;
export declare function isBeingPrepared(binary: string): boolean;
