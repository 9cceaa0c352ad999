import type { KeyboardEvent } from 'react';
import { MOST_SKEW, PAPER_TAGS, WHOLE_PAGE } from '../../../shared/domain/paper/paper';
import {
  changedPage,
  movedBy,
  selectedBy,
  tagged,
  withoutPage,
  withoutSteps,
  withProposal,
  withSteps,
  type DraftPage,
  type PaperDraft,
} from './paperDraft';

export type Bench = {
  readonly page: DraftPage | null;
  readonly change: (edit: (draft: PaperDraft) => PaperDraft) => void;
  readonly turn: (direction: 1 | -1) => void;
  readonly save: () => void;
};

const SMALL_STEP = 0.1;
const LARGE_STEP = 1;

/** What a key does on the bench; `null` leaves it to whatever has the focus. */
export function keyAction(event: KeyboardEvent, bench: Bench): (() => void) | null {
  const { page, change, turn, save } = bench;
  if (event.nativeEvent.isComposing) return null;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return save;
  const target = event.target as HTMLElement;
  const isTyping = target.closest('input, textarea, [role="slider"], [role="combobox"]') !== null;
  if (isTyping || event.ctrlKey || event.metaKey || !page) return null;
  const { key } = page;
  const edit = (next: (one: DraftPage) => DraftPage) => () =>
    change((now) => changedPage(now, key, next));
  if (event.altKey) {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    return step === null ? null : () => change((now) => movedBy(now, key, step));
  }
  const lean = (degrees: number) =>
    edit((one) => withSteps(one, { skewDegrees: limited(one.steps.skewDegrees + degrees) }));
  const step = event.shiftKey ? LARGE_STEP : SMALL_STEP;
  const actions: Readonly<Record<string, () => void>> = {
    ArrowUp: () => change((now) => selectedBy(now, -1)),
    ArrowDown: () => change((now) => selectedBy(now, 1)),
    r: () => turn(1),
    R: () => turn(-1),
    '[': lean(-step),
    '{': lean(-step),
    ']': lean(step),
    '}': lean(step),
    a: edit(withProposal),
    c: edit((one) => withSteps(one, { crop: WHOLE_PAGE })),
    w: edit((one) => withSteps(one, { cleaned: !one.steps.cleaned })),
    z: edit(withoutSteps),
    Delete: () => change((now) => withoutPage(now, key)),
  };
  const tag = PAPER_TAGS[Number(event.key) - 1];
  if (tag) return () => change((now) => tagged(now, key, tag));
  return actions[event.key] ?? actions[event.key.toLowerCase()] ?? null;
}

/** Whole tenths, within what a page may lean. */
export const limited = (degrees: number): number =>
  Math.round(Math.max(-MOST_SKEW, Math.min(MOST_SKEW, degrees)) * 100) / 100;
