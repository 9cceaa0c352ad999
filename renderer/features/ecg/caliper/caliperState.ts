import {
  CALIPER_PARTS,
  moveCaliper,
  type CaliperGround,
  type CaliperMove,
  type CaliperPart,
  type CaliperPurpose,
  type EcgCaliper,
} from '../../../../shared/domain/ecg/caliper';

export type CaliperState = {
  readonly calipers: readonly EcgCaliper[];
  readonly selectedId: number | null;
  /** The end, or the whole, that keys move. */
  readonly part: CaliperPart;
  readonly isSnapping: boolean;
};

export const NO_CALIPERS: CaliperState = {
  calipers: [],
  selectedId: null,
  part: 'to',
  isSnapping: true,
};

export type CaliperAction =
  | { readonly type: 'add'; readonly caliper: Omit<EcgCaliper, 'id'> }
  | { readonly type: 'replace'; readonly caliper: EcgCaliper }
  | { readonly type: 'select'; readonly id: number | null; readonly part?: CaliperPart }
  | { readonly type: 'selectNext'; readonly direction: 1 | -1 }
  | { readonly type: 'nextPart' }
  | { readonly type: 'move'; readonly move: CaliperMove; readonly ground: CaliperGround }
  | { readonly type: 'march' | 'remove' | 'clear' | 'toggleSnap' }
  | { readonly type: 'purpose'; readonly id: number; readonly purpose: CaliperPurpose | null };

export const selectedOf = ({ calipers, selectedId }: CaliperState): EcgCaliper | null =>
  calipers.find(({ id }) => id === selectedId) ?? null;

/** Numbers are not used twice: "caliper 2" in a conversation stays caliper 2. */
const nextId = ({ calipers }: CaliperState): number =>
  Math.max(0, ...calipers.map(({ id }) => id)) + 1;

export function caliperReducer(state: CaliperState, action: CaliperAction): CaliperState {
  const selected = selectedOf(state);
  switch (action.type) {
    case 'add': {
      const id = nextId(state);
      const calipers = [...state.calipers, { ...action.caliper, id }];
      return { ...state, calipers, selectedId: id, part: 'to' };
    }
    case 'replace':
      return replaced(state, action.caliper);
    case 'select':
      return { ...state, selectedId: action.id, part: action.part ?? state.part };
    case 'selectNext':
      return { ...state, selectedId: neighbour(state, action.direction) };
    case 'nextPart': {
      const at = CALIPER_PARTS.indexOf(state.part);
      return { ...state, part: CALIPER_PARTS[(at + 1) % CALIPER_PARTS.length] ?? 'to' };
    }
    case 'move':
      return selected
        ? replaced(state, moveCaliper(selected, state.part, action.move, action.ground))
        : state;
    case 'march':
      return selected ? replaced(state, { ...selected, isMarching: !selected.isMarching }) : state;
    case 'purpose':
      return withPurpose(state, action.id, action.purpose);
    case 'remove': {
      const calipers = state.calipers.filter(({ id }) => id !== state.selectedId);
      return { ...state, calipers, selectedId: calipers.at(-1)?.id ?? null };
    }
    case 'clear':
      return { ...state, calipers: [], selectedId: null };
    case 'toggleSnap':
      return { ...state, isSnapping: !state.isSnapping };
  }
}

const replaced = (state: CaliperState, caliper: EcgCaliper): CaliperState => ({
  ...state,
  calipers: state.calipers.map((one) => (one.id === caliper.id ? caliper : one)),
});

function neighbour({ calipers, selectedId }: CaliperState, direction: 1 | -1): number | null {
  const at = calipers.findIndex(({ id }) => id === selectedId);
  const next = at === -1 && direction === -1 ? calipers.length - 1 : at + direction;
  return calipers[(next + calipers.length) % Math.max(1, calipers.length)]?.id ?? null;
}

/** One caliper measures QT, one RR: whoever gets a purpose takes it from the other. */
function withPurpose(
  state: CaliperState,
  id: number,
  purpose: CaliperPurpose | null,
): CaliperState {
  return {
    ...state,
    calipers: state.calipers.map((one) => {
      if (one.id === id) return { ...one, purpose };
      return purpose !== null && one.purpose === purpose ? { ...one, purpose: null } : one;
    }),
  };
}
