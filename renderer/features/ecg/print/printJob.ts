import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { PaperSheet } from '../../../../shared/domain/ecg/paper';
import type { EcgFacts } from '../../../../shared/domain/ecg/recording';
import type { CaliperMark, EcgPicture, EcgViewer } from '../../../ports/ecgViewer';
import type { SheetState } from '../sheet/useSheet';
import type { EcgHead } from './head';

/** What is printed, as it stands on the screen when printing is asked for. */
export type PrintJob = {
  readonly viewer: EcgViewer;
  readonly head: EcgHead;
  readonly facts: EcgFacts;
  readonly analysis: EcgAnalysis | null;
  readonly state: SheetState;
  readonly pictureOf: (sheet: PaperSheet) => EcgPicture;
  readonly marksOf: (sheet: PaperSheet) => readonly CaliperMark[];
};
