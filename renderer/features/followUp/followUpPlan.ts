import { localDateOf } from '../../ui/time';

/** Usual moments to look again (product I2). */
export const PRESETS = [
  { id: 'h24', days: 1 },
  { id: 'd7', days: 7 },
  { id: 'd30', days: 30 },
  { id: 'd90', days: 90 },
] as const;
export type PresetId = (typeof PRESETS)[number]['id'];

const DAY_MS = 86_400_000;

/** Calendar date in China Standard Time `days` after an instant. */
export const dueDate = (from: string, days: number): string =>
  localDateOf(new Date(Date.parse(from) + days * DAY_MS).toISOString());

/** One question a line, as typed; empty lines and repetitions do not count. */
export function questionsOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))];
}

export const MOST_QUESTIONS = 20;
export const LONGEST_QUESTION = 500;
