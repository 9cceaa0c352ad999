import { z } from 'zod';

/**
 * What may be worth a look in a long recording. Hints found by arithmetic, never a diagnosis:
 * - `pause`: no beat for longer than 2 s although there is signal; `value` = RR in ms;
 * - `bradycardia` / `tachycardia`: slower than 50 / faster than 100 a minute for 15 beats or more; `value` = mean rate;
 * - `otherRun`: three or more beats of another shape in a row; `value` = their number;
 * - `irregular`: RR intervals vary from beat to beat as in atrial fibrillation for half a minute or more; `value` = mean rate;
 * - `noSignal`: no measurable lead; nothing of this stretch is in any number; `value` = seconds.
 */
export const EVENT_KINDS = [
  'pause',
  'bradycardia',
  'tachycardia',
  'otherRun',
  'irregular',
  'noSignal',
] as const;
export type EcgEventKind = (typeof EVENT_KINDS)[number];

const rate = z.number().nullable();

/** Numbers of a whole recording, computed once when it arrived. Rates in beats per minute, times in seconds from its start. */
export const ecgLongAnalysisSchema = z
  .object({
    /** Names the method, so that numbers of different versions are never compared unseen. */
    method: z.string(),
    /** Labels of the channels that were used. */
    channels: z.array(z.string()),
    beatCount: z.int(),
    /** Beats that differ in shape from the dominant one. */
    otherCount: z.int(),
    /** Seconds in which beats could be looked for. */
    analysedS: z.number(),
    meanRate: rate,
    /** Slowest and fastest mean rate of eight beats in a row. */
    slowest: z.object({ rate: z.number(), atS: z.number() }).nullable(),
    fastest: z.object({ rate: z.number(), atS: z.number() }).nullable(),
    longestRr: z.object({ ms: z.number(), atS: z.number() }).nullable(),
    /** One entry for each `stepS` seconds; `null` where there were fewer than two beats. */
    trend: z.object({
      stepS: z.number(),
      mean: z.array(rate),
      min: z.array(rate),
      max: z.array(rate),
      /** Beats of another shape. */
      other: z.array(z.int()),
    }),
    /** RR intervals between neighbouring beats; the last bin also counts everything longer. */
    rrHistogram: z.object({ binMs: z.number(), counts: z.array(z.int()) }),
    /** Standard deviation of RR intervals between normal beats, and of their 5 minute means, in ms. */
    sdnnMs: z.number().nullable(),
    sdannMs: z.number().nullable(),
    /** In order of time; the first `MAX_EVENTS` of `eventCount`. */
    events: z.array(
      z.object({
        kind: z.enum(EVENT_KINDS),
        fromS: z.number(),
        toS: z.number(),
        value: z.number(),
      }),
    ),
    eventCount: z.int(),
  })
  .meta({ id: 'EcgLongAnalysis' });
export type EcgLongAnalysis = z.infer<typeof ecgLongAnalysisSchema>;
export type EcgEvent = EcgLongAnalysis['events'][number];

export const MAX_EVENTS = 5000;
