import { toMillivolts } from '../../../../shared/domain/ecg/amplitude';
import type { EcgGroupHead } from '../../../../shared/domain/ecg/manifest';
import type { Tile } from './tileStore';

export type ChannelScale = {
  /** mV of one unit of the file; `null` without calibration. */
  readonly millivoltsPerUnit: number | null;
  /** Value drawn on the zero line, in the file's units. */
  readonly middle: number;
  /** True where the recording lies so far from 0 mV that it is drawn around its own middle. */
  readonly isShifted: boolean;
  /** Height of most of the recording, in the file's units; used where there is no scale. */
  readonly range: number;
};

/** Electrode offsets of DC-coupled recorders reach hundreds of mV; a filtered ECG stays within one. */
const LARGEST_UNSHIFTED_MV = 1;

/**
 * How a channel's numbers become heights.
 *
 * @param overview - Tile of the whole recording, as soon as it is here.
 */
export function channelScale(
  channel: EcgGroupHead['channels'][number],
  overview: { readonly tile: Tile; readonly at: number } | null,
): ChannelScale {
  const probe = toMillivolts({
    samples: Int16Array.of(0, 1),
    padding: null,
    calibration: channel.calibration,
  });
  const [zero = 0, one = 0] = probe.ok ? probe.value : [];
  const perUnit = probe.ok && one !== zero ? one - zero : null;
  const { middle, range } = overview ? spread(overview) : { middle: 0, range: 1 };
  if (perUnit === null) return { millivoltsPerUnit: null, middle, isShifted: false, range };
  const isShifted = Math.abs(zero + middle * perUnit) > LARGEST_UNSHIFTED_MV;
  return {
    millivoltsPerUnit: perUnit,
    middle: isShifted ? middle : -zero / perUnit,
    isShifted,
    range,
  };
}

/** Middle of the buckets, and the height nine tenths of them stay within: one artefact must not flatten a day. */
function spread({ tile, at }: { readonly tile: Tile; readonly at: number }): {
  middle: number;
  range: number;
} {
  const values = tile.values[at] ?? new Int16Array();
  const middles: number[] = [];
  const heights: number[] = [];
  for (let index = 0; index + 1 < values.length; index += 2) {
    const [low, high] = [values[index] ?? 0, values[index + 1] ?? 0];
    if (low > high) continue;
    middles.push((low + high) / 2);
    heights.push(high - low);
  }
  const share = (sorted: number[], part: number): number =>
    sorted.sort((a, b) => a - b)[Math.floor(part * (sorted.length - 1))] ?? 0;
  return { middle: share(middles, 0.5), range: Math.max(1, share(heights, 0.9)) };
}
