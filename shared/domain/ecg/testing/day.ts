import { createSyntheticEcg, seeded, type SyntheticBeat, type SyntheticSpec } from './syntheticEcg';

/** What was planted into a long recording, in seconds. */
export type PlantedDay = {
  readonly spec: SyntheticSpec;
  readonly pauses: readonly { readonly atS: number; readonly lengthS: number }[];
  readonly fibrillation: { readonly fromS: number; readonly toS: number };
  readonly runs: readonly { readonly atS: number; readonly beats: number }[];
  readonly ectopics: number;
};

const SPIKE = 12_000;

/**
 * A long recording for tests and measurements: rate over the day, single ectopic beats, two runs, three pauses, an episode
 * of fibrillation, and spikes of one sample in every lead. The same for the same arguments; never stored as data.
 */
export function plantDay(durationS: number, rateHz: number, seed = 1): PlantedDay {
  const random = seeded(seed);
  const pauses = [0.21, 0.52, 0.83].map((part, index) => ({
    atS: part * durationS,
    lengthS: 2.6 + 0.7 * index,
  }));
  const fibrillation = {
    fromS: 0.6 * durationS,
    toS: 0.6 * durationS + Math.min(600, 0.1 * durationS),
  };
  const runs = [
    { atS: 0.3 * durationS, beats: 4 },
    { atS: 0.75 * durationS, beats: 7 },
  ];
  const beats: SyntheticBeat[] = [];
  let [nextPause, nextRun, ectopics] = [0, 0, 0];
  for (let atS = 0.5; atS < durationS - 0.7;) {
    const run = runs[nextRun];
    const pause = pauses[nextPause];
    const isFibrillating = atS >= fibrillation.fromS && atS < fibrillation.toS;
    if (run && atS >= run.atS) {
      for (let beat = 0; beat < run.beats; beat++, atS += 0.42)
        beats.push({ atS, kind: 'ectopic' });
      nextRun += 1;
      ectopics += run.beats;
      atS += 0.5;
      continue;
    }
    const isEctopic = !isFibrillating && random() < 0.004;
    beats.push({ atS, kind: isFibrillating ? 'fibrillation' : isEctopic ? 'ectopic' : 'sinus' });
    if (isEctopic) ectopics += 1;
    if (pause && atS >= pause.atS) {
      atS += pause.lengthS;
      nextPause += 1;
    } else if (isFibrillating) atS += 0.38 + 0.5 * random();
    else atS += usualInterval(atS, durationS, random) * (isEctopic ? 1.25 : 1);
  }
  const samples = Math.floor(durationS * rateHz);
  const spikes = Array.from({ length: 36 }, (_, index) => ({
    channel: index % 12,
    sample: Math.floor(random() * samples),
    value: index % 2 === 0 ? SPIKE : -SPIKE,
  }));
  return { spec: { rateHz, durationS, beats, spikes }, pauses, fibrillation, runs, ectopics };
}

/** Slower in the middle third, as at night; breathing and a little chance on top. */
function usualInterval(atS: number, durationS: number, random: () => number): number {
  const night = Math.cos((2 * Math.PI * atS) / durationS);
  return (0.84 - 0.12 * night) * (1 + 0.03 * Math.sin(1.5 * atS) + 0.02 * (random() - 0.5));
}

export const synthesiseDay = ({ spec }: PlantedDay) => createSyntheticEcg(spec);
