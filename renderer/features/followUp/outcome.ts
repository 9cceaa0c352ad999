import type { FollowUp } from '../../../shared/domain/consultation/case';

export type OutcomePoint = { readonly at: string; readonly value: number; readonly label: string };
export type OutcomeSeries = {
  /** `null` is the efficacy the county doctor gives, 0 no effect to 10 recovered; else the scale's name. */
  readonly scale: string | null;
  readonly points: readonly OutcomePoint[];
};

/** The course of the outcome over the answered follow-ups: efficacy first, then each scale by name. */
export function outcomeSeries(followUps: readonly FollowUp[]): readonly OutcomeSeries[] {
  const answered = followUps
    .flatMap(({ label, answer }) => (answer ? [{ label, answer }] : []))
    .toSorted((a, b) => a.answer.at.localeCompare(b.answer.at));
  const names = new Set(answered.flatMap(({ answer }) => answer.scales.map(({ name }) => name)));
  const efficacy = answered.map(({ label, answer }) => ({
    at: answer.at,
    value: answer.efficacy,
    label,
  }));
  const scales = [...names].map((scale) => ({
    scale,
    points: answered.flatMap(({ label, answer }) =>
      answer.scales
        .filter(({ name }) => name === scale)
        .map(({ value }) => ({ at: answer.at, value, label })),
    ),
  }));
  return efficacy.length === 0 ? [] : [{ scale: null, points: efficacy }, ...scales];
}
