/** A part of the video that is played over and over; either end may not be set yet. */
export type Loop = { readonly a: number | null; readonly b: number | null };
export const NO_LOOP: Loop = { a: null, b: null };

/** Sets one end; the other one goes when it would lie on the wrong side. */
export function withEnd(loop: Loop, end: 'a' | 'b', seconds: number): Loop {
  if (end === 'a') return { a: seconds, b: loop.b !== null && loop.b > seconds ? loop.b : null };
  return { a: loop.a !== null && loop.a < seconds ? loop.a : null, b: seconds };
}

/** Where playing goes on: back to A once B is reached. `null` when it just goes on. */
export const jumpOf = ({ a, b }: Loop, seconds: number): number | null =>
  b !== null && seconds >= b ? (a ?? 0) : null;

export const SPEEDS = [0.1, 0.25, 0.5, 1, 1.5, 2] as const;

/** `1:02.35`, or `1:02:03.4` from an hour on; hundredths because frames are what is looked for. */
export function clock(seconds: number): string {
  const whole = Math.max(0, seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = (whole % 60).toFixed(2).padStart(5, '0');
  return hours > 0
    ? `${String(hours)}:${String(minutes).padStart(2, '0')}:${rest}`
    : `${String(minutes)}:${rest}`;
}

/** Without knowing better: what ultrasound and endoscopy recorders use. */
const USUAL_FRAME_S = 1 / 25;
const KEPT = 24;

/**
 * Learns how long a frame lasts from the times of frames shown one after the other while playing; the median, because some
 * are skipped.
 */
export class FrameClock {
  #times: number[] = [];

  see(mediaSeconds: number): void {
    const last = this.#times.at(-1);
    if (last !== undefined && mediaSeconds <= last) this.#times = [];
    this.#times.push(mediaSeconds);
    if (this.#times.length > KEPT) this.#times.shift();
  }

  get frameSeconds(): number {
    const steps = this.#times.slice(1).map((time, index) => time - (this.#times[index] ?? 0));
    const sorted = steps.filter((step) => step > 0.004 && step < 0.5).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? USUAL_FRAME_S;
  }
}

/** The middle of the neighbouring frame, so that rounding never lands on its edge. */
export function stepTarget(shown: number, direction: 1 | -1, frame: number, end: number): number {
  const target = shown + direction * frame + frame * 0.1;
  return Math.min(Math.max(0, target), Math.max(0, end - frame * 0.5));
}
