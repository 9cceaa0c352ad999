import { numberOf, TAG, textOf } from './dicomJson';
import type { DisplaySet } from './displaySet';
import type { HangingProtocol, SetPattern, SlotPattern } from './hangingTable';
import type { Layout } from './layout';

export type HangingStudy = {
  readonly studyInstanceUid: string;
  readonly sets: readonly DisplaySet[];
};

export type HungSlot = {
  readonly setId: string | null;
  /** `null`: the window of the file. */
  readonly preset: string | null;
};

export type Hanging = {
  readonly protocolId: string;
  readonly layout: Layout;
  readonly slots: readonly HungSlot[];
};

/**
 * The first protocol of the list that the studies fit, with a series for each of its places.
 *
 * @param studies The current one first; the prior one is the first other study of the same modality and body part.
 * @returns `null` when none fits: then pictures are hung one after the other.
 */
export function hang(
  protocols: readonly HangingProtocol[],
  studies: readonly HangingStudy[],
): Hanging | null {
  const [current, ...others] = studies;
  if (!current) return null;
  const prior = others.find((other) => isComparable(current, other)) ?? null;
  for (const protocol of protocols) {
    const slots = fill(protocol, current, prior);
    if (slots) return { protocolId: protocol.id, layout: protocol.layout, slots };
  }
  return null;
}

function fill(
  { when, slots }: HangingProtocol,
  current: HangingStudy,
  prior: HangingStudy | null,
): readonly HungSlot[] | null {
  if (!pictures(current).some((set) => fits(set, when))) return null;
  const used = new Set<string>();
  const hung: HungSlot[] = [];
  for (const slot of slots) {
    const study = slot.study === 'current' ? current : prior;
    const set = study && pick(study, slot, used);
    if (!set && slot.optional !== true) return null;
    if (set) used.add(set.id);
    hung.push({ setId: set?.id ?? null, preset: slot.preset ?? null });
  }
  return hung;
}

/** The series with the most pictures among those that fit: a localiser has few. */
function pick(
  study: HangingStudy,
  slot: SlotPattern,
  used: ReadonlySet<string>,
): DisplaySet | null {
  const fitting = pictures(study).filter((set) => fits(set, slot));
  const free = slot.again === true ? fitting : fitting.filter(({ id }) => !used.has(id));
  return free.reduce<DisplaySet | null>(
    (best, set) => (best && best.frames.length >= set.frames.length ? best : set),
    null,
  );
}

const pictures = ({ sets }: HangingStudy): readonly DisplaySet[] =>
  sets.filter(({ kind }) => kind === 'image');

function fits(set: DisplaySet, pattern: SetPattern): boolean {
  const { modality, text, not, view, side, seriesNumber } = pattern;
  if (modality && !modality.includes(set.modality)) return false;
  if (seriesNumber !== undefined && seriesNumber !== set.seriesNumber) return false;
  const words = textOfSet(set);
  if (text && !text.test(words)) return false;
  if (not?.test(words)) return false;
  const instance = set.frames[0]?.instance;
  if (view && !view.test((instance && textOf(instance, TAG.ViewPosition)) ?? '')) return false;
  return side === undefined || sideOf(set) === side;
}

const WORDS = [
  TAG.SeriesDescription,
  TAG.ProtocolName,
  TAG.BodyPartExamined,
  TAG.StudyDescription,
] as const;

/** What a series says of itself. */
function textOfSet({ frames }: DisplaySet): string {
  const instance = frames[0]?.instance;
  return instance ? WORDS.map((tag) => textOf(instance, tag) ?? '').join(' ') : '';
}

export function sideOf({ frames }: DisplaySet): string | null {
  const instance = frames[0]?.instance;
  if (!instance) return null;
  return textOf(instance, TAG.ImageLaterality) ?? textOf(instance, TAG.Laterality);
}

/** Same modality; and the same body part where both say one. */
export function isComparable(a: HangingStudy, b: HangingStudy): boolean {
  return pictures(a).some((one) =>
    pictures(b).some((other) => {
      if (one.modality !== other.modality) return false;
      const [part, otherPart] = [one, other].map(bodyPartOf);
      return part === null || otherPart === null || part === otherPart;
    }),
  );
}

function bodyPartOf({ frames }: DisplaySet): string | null {
  const instance = frames[0]?.instance;
  return instance ? (textOf(instance, TAG.BodyPartExamined)?.toUpperCase() ?? null) : null;
}

/** A protocol that hangs series like these the way they hang now, for the person to find again. */
export function protocolFrom(
  id: string,
  layout: Layout,
  hung: readonly {
    readonly set: DisplaySet | null;
    readonly isPrior: boolean;
    readonly preset: string | null;
  }[],
): SavedHanging | null {
  const first = hung.find(({ set, isPrior }) => set && !isPrior)?.set;
  if (!first) return null;
  const instance = first.frames[0]?.instance;
  return {
    id,
    modality: first.modality,
    bodyPart: instance ? textOf(instance, TAG.BodyPartExamined) : null,
    layout,
    slots: hung.map(({ set, isPrior, preset }) =>
      set === null
        ? null
        : {
            study: isPrior ? 'prior' : 'current',
            modality: set.modality,
            description: set.description,
            seriesNumber: set.frames[0]
              ? numberOf(set.frames[0].instance, TAG.SeriesNumber)
              : set.seriesNumber,
            preset,
          },
    ),
  };
}

/** A protocol as it is kept: plain data. */
export type SavedHanging = {
  readonly id: string;
  readonly modality: string;
  readonly bodyPart: string | null;
  readonly layout: Layout;
  readonly slots: readonly (SavedSlot | null)[];
};

export type SavedSlot = {
  readonly study: 'current' | 'prior';
  readonly modality: string;
  readonly description: string | null;
  readonly seriesNumber: number | null;
  readonly preset: string | null;
};

/** By description where the series has one: numbers differ from machine to machine. */
export function fromSaved({
  id,
  modality,
  bodyPart,
  layout,
  slots,
}: SavedHanging): HangingProtocol {
  return {
    id,
    when: { modality: [modality], ...(bodyPart && { text: exactly(bodyPart) }) },
    layout,
    slots: slots.map((slot): SlotPattern => {
      if (slot === null) return { study: 'current', text: /^$/, not: /^$/, optional: true };
      const by =
        slot.description !== null
          ? { text: exactly(slot.description) }
          : slot.seriesNumber === null
            ? {}
            : { seriesNumber: slot.seriesNumber };
      return {
        study: slot.study,
        modality: [slot.modality],
        ...by,
        ...(slot.preset !== null && { preset: slot.preset }),
        again: true,
      };
    }),
  };
}

const exactly = (words: string): RegExp =>
  new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
