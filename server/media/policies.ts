import { isSecondary, type TrackSource } from '../../shared/domain/conference/track';
import type { Want } from '../../shared/signaling/webrtc';

/** A county line carries 10 Mbit/s in each direction; a transport begins below a tenth of it and grows. */
export const START_OUTGOING_BPS = 800_000;
/** One 1080p camera with its smaller copies and two secondary streams. */
export const MAX_INCOMING_BPS = 9_000_000;

/**
 * Who gets what is left of a line, 1 to 255: a secondary stream is what the others are there to see, a large face comes before
 * the small ones.
 */
export function priorityOf(source: TrackSource, want: Want): number {
  if (isSecondary(source)) return 255;
  return want === 'full' ? 120 : want === 'medium' ? 60 : 20;
}

/** Which of the sender's steps to send on, 0 the smallest. Secondary streams keep their size and give up frames. */
export function layersOf(
  source: TrackSource,
  want: Want,
  available: { readonly spatial: number; readonly temporal: number },
): { spatialLayer: number; temporalLayer: number } {
  const top = available.spatial - 1;
  if (isSecondary(source) || want === 'full')
    return { spatialLayer: top, temporalLayer: available.temporal - 1 };
  return want === 'medium'
    ? { spatialLayer: Math.min(1, top), temporalLayer: available.temporal - 1 }
    : { spatialLayer: 0, temporalLayer: Math.min(1, available.temporal - 1) };
}

/** Quieter is silence; a browser's test tone lies at −77 dBov. */
export const LEVEL_THRESHOLD_DBOV = -85;
export const LEVEL_EVERY_MS = 500;
