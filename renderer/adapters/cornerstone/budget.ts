const GIB = 1024 ** 3;

/**
 * Bytes of decoded pictures to keep: an eighth of the machine, between 256 MiB (a county 4 GiB machine running Office too) and
 * 1 GiB. Browsers report at most 8 GiB, and nothing at all outside a secure page.
 *
 * @param deviceMemory GiB, as `navigator.deviceMemory`.
 */
export function defaultCacheBytes(deviceMemory: number | undefined): number {
  return Math.min(GIB, Math.max(GIB / 4, ((deviceMemory ?? 4) * GIB) / 8));
}

/** Decoding workers: one core stays free for drawing, and beyond four the network is the limit. */
export function defaultWorkers(cores: number | undefined): number {
  return Math.min(4, Math.max(1, (cores ?? 2) - 1));
}

/** Bytes of blocks for reformatting: as much as of decoded pictures, and they are there beside them. */
export function defaultBlockBytes(deviceMemory: number | undefined): number {
  return Math.min(1.5 * GIB, Math.max(GIB / 4, ((deviceMemory ?? 4) * GIB) / 8));
}
