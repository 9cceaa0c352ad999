/** What is held of one frame: nothing, a smaller picture, or all of it. */
export type HeldFrame = {
  readonly state: 'none' | 'coarse' | 'whole' | 'failed';
  readonly bytes: number;
};

export type StackPlanInput = {
  readonly count: number;
  /** Index of the picture looked at. */
  readonly focus: number;
  /** Whether the reader moves towards higher indices. */
  readonly isForward: boolean;
  readonly held: (index: number) => HeldFrame;
  /** Frames further from the focus than this are not fetched whole: they would not stay in memory. */
  readonly reach: number;
  /** Level of the first picture of the frame looked at, and of the overview of all others. */
  readonly levels: { readonly first: number; readonly coarse: number };
};

/** `level` null asks for everything. */
export type PlannedFrame = { readonly index: number; readonly level: number | null };

/**
 * Order in which the frames of a stack are fetched: a useful picture of the one looked at, a coarse one of every other
 * so that scrolling never meets a gap, then everything, nearest to the reader first and those ahead before those behind.
 */
export function planStack(input: StackPlanInput): readonly PlannedFrame[] {
  const order = readingOrder(input);
  const isOpen = (index: number) => {
    const { state } = input.held(index);
    return state === 'none' || state === 'coarse';
  };
  const plan: PlannedFrame[] = [];
  const { first, coarse } = input.levels;
  if (input.held(input.focus).state === 'none') plan.push({ index: input.focus, level: first });
  for (const index of order) {
    const isNew = index !== input.focus && input.held(index).state === 'none';
    if (isNew) plan.push({ index, level: coarse });
  }
  for (const index of order) {
    const isNear = Math.abs(index - input.focus) <= input.reach;
    if (isNear && isOpen(index)) plan.push({ index, level: null });
  }
  return plan;
}

/** All indices, from the focus outwards: two ahead for each one behind. */
function readingOrder({ count, focus, isForward }: StackPlanInput): readonly number[] {
  const order = [focus];
  const step = isForward ? 1 : -1;
  let ahead = focus + step;
  let behind = focus - step;
  const isIn = (index: number) => index >= 0 && index < count;
  while (isIn(ahead) || isIn(behind)) {
    for (let i = 0; i < 2 && isIn(ahead); i++, ahead += step) order.push(ahead);
    if (isIn(behind)) order.push(behind);
    behind -= step;
  }
  return order;
}

/**
 * Which resolution levels to ask for, from the size of a picture: the overview has about 64 pixels on its longer side,
 * the first picture of the one looked at about 256. Counted from the coarsest level a rendition has; asking for more
 * than there is gives all there is.
 *
 * @param decompositions - Levels below full size, from the rule of the encoder: shorter side divided by 16, in powers of 2.
 */
export function stackLevels(rows: number, columns: number): { first: number; coarse: number } {
  const decompositions = Math.min(
    8,
    Math.max(1, Math.floor(Math.log2(Math.min(rows, columns) / 16))),
  );
  const levelFor = (side: number) => {
    const halvings = Math.max(0, Math.floor(Math.log2(Math.max(rows, columns) / side)));
    return Math.max(0, decompositions - halvings);
  };
  return { first: levelFor(256), coarse: levelFor(64) };
}
