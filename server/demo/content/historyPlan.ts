import type { Random } from './random';

export const HISTORY_TOTAL = 420;

export type Outcome = 'completed' | 'rejected' | 'cancelled' | 'noShow';
export type Plan = {
  readonly outcome: Outcome;
  readonly emergency: boolean;
  readonly mdt: boolean;
  /** Read without a room: 图文 or 诊断. */
  readonly async: boolean;
};

/** Shares of product §6, as exact counts: a demo must not look different with another seed. */
export const HISTORY_SHARES = {
  rejected: 0.07,
  cancelled: 0.04,
  noShow: 0.02,
  emergency: 0.09,
  mdt: 0.14,
  async: 0.22,
} as const;

const countOf = (share: number) => Math.round(share * HISTORY_TOTAL);
const repeated = <T>(value: T, count: number): T[] => Array.from({ length: count }, () => value);

/** Every request of the history in random order, without time or content. */
export function planHistory(random: Random): Plan[] {
  const lanes = random.shuffled([
    ...repeated('emergency', countOf(HISTORY_SHARES.emergency)),
    ...repeated('mdt', countOf(HISTORY_SHARES.mdt)),
    ...repeated('async', countOf(HISTORY_SHARES.async)),
  ]);
  const plain = HISTORY_TOTAL - lanes.length;
  const shuffledLanes = random.shuffled([...lanes, ...repeated('plain', plain)]);
  const outcomes = outcomesFor(shuffledLanes, random);
  return shuffledLanes.map((lane, index) => ({
    outcome: outcomes[index] ?? 'completed',
    emergency: lane === 'emergency',
    mdt: lane === 'mdt',
    async: lane === 'async',
  }));
}

/** Nobody can miss a consultation without a room, and an emergency is neither turned down nor called off here. */
function outcomesFor(lanes: readonly string[], random: Random): Outcome[] {
  const outcomes = repeated<Outcome>('completed', lanes.length);
  const free = random.shuffled(
    lanes.flatMap((lane, index) => (lane === 'emergency' ? [] : [{ lane, index }])),
  );
  const take = (outcome: Outcome, count: number, fits: (lane: string) => boolean) => {
    const chosen = free.filter(({ lane, index }) => outcomes[index] === 'completed' && fits(lane));
    for (const { index } of chosen.slice(0, count)) outcomes[index] = outcome;
  };
  take('noShow', countOf(HISTORY_SHARES.noShow), (lane) => lane !== 'async');
  take('rejected', countOf(HISTORY_SHARES.rejected), () => true);
  take('cancelled', countOf(HISTORY_SHARES.cancelled), () => true);
  return outcomes;
}
