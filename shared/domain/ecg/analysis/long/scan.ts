import { millivoltsOf, type EcgSamples } from '../../amplitude';
import type { BeatBlock } from '../../beatBlock';
import { FINEST_BUCKET } from '../../buckets';
import type { ChannelHead } from '../../formats/opening';
import type { EcgLongAnalysis } from '../../longAnalysis';
import { minMaxOf } from '../../minMax';
import { BeatDetector } from '../detect/detector';
import { GrowingInts } from './growing';
import { summarise } from './summarise';

export type ScanSetup = {
  readonly sampleRateHz: number;
  /** Of each channel. */
  readonly sampleCount: number;
  readonly channels: readonly ChannelHead[];
};

export type ScanEnd = {
  readonly beats: BeatBlock;
  /** `null` when no channel is calibrated: nothing may be measured then. */
  readonly analysis: EcgLongAnalysis | null;
};

/** Best first: those that show the complex and the atria well, from different sides. */
const PREFERRED = ['II', 'V5', 'V1', 'MLII', 'I', 'V4', 'V2', 'V6', 'V3', 'aVF', 'III'];
const MOST_LEADS = 3;

/** Calibrated channels that beats are looked for in. */
export function leadsForBeats(channels: readonly ChannelHead[]): number[] {
  const rank = ({ lead, label }: ChannelHead): number => {
    const place = PREFERRED.indexOf(lead ?? label);
    return place < 0 ? PREFERRED.length : place;
  };
  return channels
    .map((channel, at) => ({ channel, at }))
    .filter(({ channel }) => millivoltsOf(channel.calibration) !== null)
    .sort((a, b) => rank(a.channel) - rank(b.channel))
    .slice(0, MOST_LEADS)
    .map(({ at }) => at);
}

/** Goes through a long recording once, from its first sample to its last, in memory that does not grow with it. */
export class LongScan {
  readonly #setup: ScanSetup;
  readonly #leads: readonly number[];
  readonly #detector: BeatDetector | null;
  readonly #samples = new GrowingInts();
  readonly #marks = new GrowingInts();
  readonly #lost: (readonly [number, number])[] = [];

  constructor(setup: ScanSetup) {
    this.#setup = setup;
    this.#leads = leadsForBeats(setup.channels);
    this.#detector =
      this.#leads.length === 0
        ? null
        : new BeatDetector({
            sampleRateHz: setup.sampleRateHz,
            leads: this.#leads.length,
            onBeat: ({ sample, kind, isAfterGap }) => {
              this.#samples.push(sample);
              this.#marks.push(kind + (isAfterGap ? 256 : 0));
            },
            onLost: (from, to) => this.#lost.push([from, to]),
          });
  }

  /**
   * @param samples - The next samples of every channel; a whole number of finest buckets but for the last piece.
   * @returns Pairs of the finest level, one array a channel.
   */
  push(samples: readonly EcgSamples[]): EcgSamples[] {
    const { channels } = this.#setup;
    this.#detector?.push(
      this.#leads.map((lead) => {
        const { calibration = null, padding = null } = channels[lead] ?? {};
        return inMillivolts(samples[lead] ?? new Int16Array(), calibration, padding);
      }),
    );
    return samples.map((one, channel) =>
      minMaxOf(one, FINEST_BUCKET, channels[channel]?.padding ?? null),
    );
  }

  end(): ScanEnd {
    this.#detector?.end();
    const { sampleRateHz, sampleCount, channels } = this.#setup;
    const samples = this.#samples.done();
    const marks = this.#marks.done();
    const kinds = Uint8Array.from(marks, (mark) => mark & 0xff);
    const gaps = Uint8Array.from(marks, (mark) => mark >> 8);
    const analysis =
      this.#detector &&
      summarise({
        beats: { sampleRateHz, samples, kinds, gaps },
        lost: this.#lost,
        durationS: sampleCount / sampleRateHz,
        channels: this.#leads.map((lead) => channels[lead]?.label ?? ''),
      });
    return { beats: { samples, kinds }, analysis };
  }
}

function inMillivolts(
  samples: EcgSamples,
  calibration: ChannelHead['calibration'],
  padding: number | null,
): Float32Array {
  const scale = millivoltsOf(calibration);
  if (!scale) return new Float32Array(samples.length).fill(Number.NaN);
  const out = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at++) {
    const value = samples[at] ?? 0;
    out[at] = value === padding ? Number.NaN : value * scale.gain + scale.offset;
  }
  return out;
}
