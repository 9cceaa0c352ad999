import { CINE_MODES, type CineMode, type ViewportState } from '../../ports/imageViewer';

/** Rates one can hear the difference between, pictures a second. */
const RATES = [1, 2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60];
const USUAL_RATE = 15;

export type CineChange = { readonly rate: number | null; readonly mode: CineMode };
type Playing = Pick<ViewportState, 'cineRate' | 'cineMode'>;

export const faster = ({ cineRate, cineMode }: Playing): CineChange => ({
  rate: RATES.find((rate) => rate > (cineRate ?? USUAL_RATE)) ?? 60,
  mode: cineMode,
});

export const slower = ({ cineRate, cineMode }: Playing): CineChange => ({
  rate: RATES.findLast((rate) => rate < (cineRate ?? USUAL_RATE)) ?? 1,
  mode: cineMode,
});

export const otherMode = ({ cineRate, cineMode }: Playing): CineChange => ({
  rate: cineRate,
  mode: CINE_MODES[(CINE_MODES.indexOf(cineMode) + 1) % CINE_MODES.length] ?? 'loop',
});

/** @param fileRate What the file asks for. */
export const startOrStop = (
  { cineRate, cineMode }: Playing,
  fileRate: number | null,
): CineChange => ({
  rate: cineRate === null ? (fileRate ?? USUAL_RATE) : null,
  mode: cineMode,
});
