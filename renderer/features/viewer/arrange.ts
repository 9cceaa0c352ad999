import {
  fromSaved,
  hang,
  isComparable,
  protocolFrom,
  type Hanging,
  type HangingStudy,
  type SavedHanging,
} from '../../../shared/domain/imaging/hanging';
import { HANGING_TABLE, type HangingProtocol } from '../../../shared/domain/imaging/hangingTable';
import type { Layout } from '../../../shared/domain/imaging/layout';
import { windowPresets, type WindowChoice } from '../../../shared/domain/imaging/windowing';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type { StudyEntry } from './loadStudy';

export const studiesOf = (studies: readonly StudyEntry[]): readonly HangingStudy[] =>
  studies.map(({ studyInstanceUid, load }) => ({
    studyInstanceUid,
    sets: load.status === 'ready' ? load.sets : [],
  }));

/** Arrangements to choose from, the person's own first. */
export const protocolsWith = (saved: readonly SavedHanging[]): readonly HangingProtocol[] => [
  ...saved.map(fromSaved),
  ...HANGING_TABLE,
];

/** The active series on the left, its like in another examination on the right; `null` when there is none. */
export function priorHanging(set: DisplaySet, entries: readonly StudyEntry[]): Hanging | null {
  const studies = studiesOf(entries);
  const current = studies.find(({ studyInstanceUid }) => studyInstanceUid === set.studyInstanceUid);
  const others = studies.filter((study) => study !== current);
  const only: HangingStudy = { studyInstanceUid: set.studyInstanceUid, sets: [set] };
  const prior = others.find((other) => isComparable(only, other));
  const match = prior && bestLike(set, prior.sets);
  if (!match) return null;
  return {
    protocolId: 'prior',
    layout: '1x2',
    slots: [
      { setId: set.id, preset: null },
      { setId: match.id, preset: null },
    ],
  };
}

/** Same modality; the same name before the most pictures. */
function bestLike(set: DisplaySet, candidates: readonly DisplaySet[]): DisplaySet | null {
  const like = candidates.filter(
    ({ kind, modality }) => kind === 'image' && modality === set.modality,
  );
  const named = like.find(
    ({ description }) => description !== null && description === set.description,
  );
  const longest = like.toSorted((a, b) => b.frames.length - a.frames.length)[0];
  return named ?? longest ?? null;
}

/** The arrangement on screen, to be found again by the next study like this one. */
export function savedFrom(
  id: string,
  layout: Layout,
  shown: readonly { readonly set: DisplaySet | null; readonly choice: WindowChoice | null }[],
): SavedHanging | null {
  const first = shown[0]?.set;
  const hung = shown.map(({ set, choice }) => {
    const preset = windowPresets(set?.modality ?? '').find(
      (candidate) =>
        candidate.choice.kind !== 'file' &&
        JSON.stringify(candidate.choice) === JSON.stringify(choice),
    );
    return {
      set,
      isPrior: set !== null && set.studyInstanceUid !== first?.studyInstanceUid,
      preset: preset?.id ?? null,
    };
  });
  return protocolFrom(id, layout, hung);
}

/** The arrangement of one protocol for the studies at hand. */
export function hangingBy(
  id: string,
  saved: readonly SavedHanging[],
  studies: readonly StudyEntry[],
): Hanging | null {
  const protocol = protocolsWith(saved).find((one) => one.id === id);
  return protocol ? hang([protocol], studiesOf(studies)) : null;
}

/** Ids of the protocols the studies at hand fit. */
export function fittingProtocols(
  saved: readonly SavedHanging[],
  studies: readonly StudyEntry[],
): readonly string[] {
  const all = studiesOf(studies);
  return protocolsWith(saved).flatMap((protocol) => (hang([protocol], all) ? [protocol.id] : []));
}
