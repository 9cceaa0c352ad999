/** Smaller leaves first. Steps leave room for what a person or the centre pushes forward. */
export const PRIORITY = {
  pushed: 0,
  message: 10,
  keyObject: 20,
  small: 30,
  picture: 40,
  stack: 50,
} as const;

/** Says what the rest shows, or points at what matters: key images, presentation states, reports, ECG. */
const KEY_MODALITIES = new Set(['KO', 'PR', 'SR', 'ECG', 'DOC']);
/** One picture, or a few: a reader can begin with it while a stack is still on its way. */
const PICTURE_MODALITIES = new Set(['CR', 'DX', 'DR', 'MG', 'PX', 'IO', 'US', 'ES', 'XC']);

export function priorityOf({ modality }: { readonly modality: string }): number {
  if (KEY_MODALITIES.has(modality)) return PRIORITY.keyObject;
  return PICTURE_MODALITIES.has(modality) ? PRIORITY.picture : PRIORITY.stack;
}
